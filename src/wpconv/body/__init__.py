"""HTML to Markdown: the wing that knows what a post's body means."""
