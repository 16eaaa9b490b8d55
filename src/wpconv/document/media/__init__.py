"""Uploaded files: which file a reference shows, the file's place in the output folder, and its URL there."""
