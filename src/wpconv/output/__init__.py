"""Writes documents to disk, and remembers in the output folder what was written."""
