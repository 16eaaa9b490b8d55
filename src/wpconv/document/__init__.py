"""Makes a document of a post and its Markdown by the conventions of a site generator; no input or output."""
