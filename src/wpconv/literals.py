"""The allowed values of the options that are a choice, as types; `typing.get_args` returns them."""

from typing import Literal

TargetName = Literal[
    "neutral", "hugo", "jekyll", "eleventy", "astro", "zola", "pelican", "docusaurus", "hexo"
]  # fmt: skip
"""The site generators whose conventions documents can follow."""
FrontMatterFormat = Literal["yaml", "toml", "json", "meta"]
"""The formats of front matter; `meta` is Pelican's `Key: value` lines."""
HtmlMode = Literal["keep", "figures", "drop"]
"""HTML without a Markdown syntax: kept as short HTML, with figures and details among it, or dropped with its
text left."""
CommentMode = Literal["data", "front-matter", "none"]
"""Comments: a data file for each post, a field of its document, or left out."""
EmbedMode = Literal["html", "link", "native"]
"""Players: their own HTML, a link to their address, or the generator's shortcode."""
MediaMode = Literal["none", "used", "full", "original", "library"]
"""The files that are copied: none, the size that a post uses, the largest, the original upload, or all."""
LinkMode = Literal["site", "file", "native", "keep"]
"""Links within the site: root-relative URLs of the built site, relative paths of documents, the generator's
own syntax for links to documents, or unchanged."""
