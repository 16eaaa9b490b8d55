"""Writes documents to disk, and lists them in a manifest."""
