"""Converts many posts: plans a run, spreads it over workers, and keeps the output folder up to date."""
