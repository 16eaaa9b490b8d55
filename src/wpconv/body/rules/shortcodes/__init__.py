"""Rules for shortcodes."""
