"""Scripts with content."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, raw, replace_with
from wpconv.body.html import start_tag
from wpconv.body.rules._shared.media import player

_PLAYERS = ("gist.github.com/", "asciinema.org/a/", "pastebin.com/embed_js/", "polldaddy.com/p/")


def scripts(tag: Tag, ctx: Context) -> None:
    """Scripts with content: a gist, a recording or a poll as HTML or a link, a MathJax formula as TeX."""
    url, kind = attr(tag, "src"), attr(tag, "type")
    if any(host in url for host in _PLAYERS):
        player(tag, ctx, start_tag("script", {"src": url}) + "</script>", url, url.removesuffix(".js"))
    elif kind.startswith("math/tex"):
        formula = "".join(map(str, tag.contents)).strip()
        if "mode=display" not in kind:
            # Markdown in an inline <script> would be parsed, and its "<" escaped.
            replace_with(tag, f"\\({formula}\\)")
        elif ctx.keeps_html:
            replace_with(tag, raw(f"{start_tag('script', {'type': kind})}{formula}</script>", block=True))
        else:
            replace_with(tag, raw(f"$${formula}$$", block=True))


RULES = (Rule("script", scripts),)
