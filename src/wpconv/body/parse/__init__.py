"""Parses HTML into a tree and repairs what WordPress left in it."""
