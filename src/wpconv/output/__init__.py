"""Writes documents to disk and remembers what was written."""
