"""The output folder of a run: what is up to date in it, what is written and what is removed."""
