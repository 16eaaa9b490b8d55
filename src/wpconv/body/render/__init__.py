"""Renders the normal form as Markdown."""
