"""Rules for HTML elements."""
