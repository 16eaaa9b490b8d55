"""Turns the HTML tree into the normal form."""
