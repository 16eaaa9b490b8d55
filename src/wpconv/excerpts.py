"""Which excerpts a person wrote: WordPress makes one from the body for every post that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body import dom
from wpconv.body.parse.html import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wpconv.model import Post

_CUT_HTML = ("&hellip;", "[&hellip;]", "&#8230;", "[&#8230;]", "…", "[…]")
_CUT_TEXT = ("…", "...")
# Not `sup`: the numbers of footnotes are no part of an excerpt.
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "tt", "u", "var",
    "wbr",
})  # fmt: skip


def description(post: Post, body: dom.Tag) -> str:
    """Return a post's excerpt as text if a person wrote it, else an empty str.

    Args:
        post: its excerpt is HTML.
        body: the post's content, as it was parsed.
    """
    if not post.excerpt or post.has_own_excerpt is False:
        return ""
    if post.has_own_excerpt is None and (post.protected or _is_cut(post)):
        return ""
    text = " ".join(plain_text(post.excerpt).split())
    if post.has_own_excerpt:
        return text
    return "" if text.rstrip(" ]»").endswith(_CUT_TEXT) or _made_of(_letters(text), body) else text


def _is_cut(post: Post) -> bool:
    """Tell by its HTML, which needs no parsing, that an excerpt is not whole."""
    html = post.excerpt.rstrip().removesuffix("</p>").rstrip()
    return html.endswith(_CUT_HTML) or _reads_on(post)


def _reads_on(post: Post) -> bool:
    """Tell an excerpt that ends in a link to its own post: no person writes that."""
    return "more-link" in post.excerpt or bool(post.link and post.link in post.excerpt)


def _made_of(excerpt: str, body: dom.Tag) -> bool:
    """Tell whether an excerpt is what WordPress makes of a short body: some of its blocks, in order.

    Which blocks it takes depends on its version and on plugins; the last one may be cut.
    """
    for block in _blocks(body):
        if block and block.startswith(excerpt):
            return True
        excerpt = excerpt.removeprefix(block)
    return not excerpt


def _blocks(body: dom.Tag) -> Iterator[str]:
    """Yield the letters between one block's edge and the next."""
    letters: list[str] = []
    for node in dom.descendants(body):
        if dom.is_text(node):
            letters.append(str(node))
        elif dom.name(node) and dom.name(node) not in _INLINE:
            yield _letters("".join(letters))
            letters = []
    yield _letters("".join(letters))


def _letters(text: str) -> str:
    """Return what typography and white space leave alone."""
    return "".join(filter(str.isalnum, text.casefold()))
