"""Bytes to posts: the wing that knows what WordPress sends."""
