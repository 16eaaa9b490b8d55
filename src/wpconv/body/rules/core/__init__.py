"""Rules for WordPress's own blocks."""
