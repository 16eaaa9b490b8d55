"""Rules for links."""
