"""Renders Markdown again and compares it with the normal form."""
