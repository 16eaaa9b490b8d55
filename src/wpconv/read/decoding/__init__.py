"""Turns bytes into JSON values."""
