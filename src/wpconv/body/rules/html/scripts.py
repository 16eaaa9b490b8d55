"""Scripts with content."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, raw, replace_with
from wpconv.body.html import safe_script, start_tag, without_tags
from wpconv.body.rules._shared.media import player

_PLAYERS = re.compile(
    r"(?:https?:)?//(?:gist\.github\.com/|(?:www\.)?asciinema\.org/a/|(?:www\.)?pastebin\.com/embed_js/"
    r"|(?:[\w-]+\.)?polldaddy\.com/p/)"
)


def scripts(tag: Tag, ctx: Context) -> None:
    """Scripts with content: a gist, a recording or a poll as HTML or a link, a MathJax formula as TeX."""
    url, kind = attr(tag, "src"), attr(tag, "type")
    if _PLAYERS.match(url):
        player(tag, ctx, start_tag("script", {"src": url}) + "</script>", url, url.removesuffix(".js"))
    elif kind.startswith("math/tex"):
        formula = "".join(map(str, tag.contents)).strip()
        if "mode=display" not in kind:
            # Markdown in an inline <script> would be parsed, and its "<" escaped.
            replace_with(tag, f"\\({formula}\\)")
        elif ctx.keeps_html:
            replace_with(
                tag, raw(f"{start_tag('script', {'type': kind})}{safe_script(formula)}</script>", block=True)
            )
        else:
            replace_with(tag, raw(f"$${without_tags(formula)}$$", block=True))


RULES = (Rule("script", scripts),)
