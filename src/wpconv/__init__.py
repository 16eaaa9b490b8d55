"""wpconv turns WordPress REST API exports into Markdown with front matter for static sites."""

from wpconv.version import VERSION

__version__ = VERSION
