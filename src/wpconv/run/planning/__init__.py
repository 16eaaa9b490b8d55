"""The index pass over the sources, and what it decides: paths, addresses, the selection."""
