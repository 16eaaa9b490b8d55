"""Bytes as JSON values: strictly first, then tolerantly from where strict decoding failed."""
