"""Parses HTML into a tree, and does there what WordPress does to a post's text before it shows it."""
