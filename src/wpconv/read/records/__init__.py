"""Turns JSON objects into posts, terms, authors and media."""
