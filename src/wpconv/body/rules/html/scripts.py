"""Scripts that are content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wpconv.body.context import Rule
from wpconv.body.dom import Tag, attr, keep, replace_with
from wpconv.body.rules._shared.html import start_tag, without_tags
from wpconv.body.rules._shared.media import player

if TYPE_CHECKING:
    from wpconv.body.context import Context

_PLAYERS = re.compile(
    r"(?:https?:)?//(?:gist\.github\.com/|(?:www\.)?asciinema\.org/a/|(?:www\.)?pastebin\.com/embed_js/"
    r"|(?:[\w-]+\.)?polldaddy\.com/p/)"
)


def scripts(tag: Tag, ctx: Context) -> None:
    """Scripts that are content: a gist, a recording, a poll, a formula for MathJax."""
    url, kind = attr(tag, "src"), attr(tag, "type")
    if _PLAYERS.match(url):
        player(tag, ctx, start_tag("script", {"src": url}) + "</script>", url, url.removesuffix(".js"))
    elif kind.startswith("math/tex"):
        formula = "".join(map(str, tag.contents)).strip()
        if "mode=display" not in kind:
            # Markdown would be read inside of a script in a line, and its "<" escaped.
            replace_with(tag, f"\\({formula}\\)")
        elif ctx.keeps_html:
            replace_with(tag, keep(f"{start_tag('script', {'type': kind})}{formula}</script>", block=True))
        else:
            replace_with(tag, keep(f"$${without_tags(formula)}$$", block=True))


RULES = (Rule("script", scripts),)
