"""Finds files, folders, archives and standard input."""
