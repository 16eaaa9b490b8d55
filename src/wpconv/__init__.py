"""wpconv turns WordPress REST API exports into Markdown with front matter for static sites."""

__version__ = "0.1.0"
