"""Files, folders, archives and standard input, as sources of bytes."""
