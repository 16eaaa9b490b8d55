"""Posts to files: the wing that knows what static site generators read."""
