"""Tells manual excerpts from the automatic ones that WordPress makes of the body (`wp_trim_excerpt`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpconv.body import dom
from wpconv.body.parse.html import plain_text
from wpconv.body.soup import descendants
from wpconv.model import Post

# Its last characters, which themes and plugins change by the filter `excerpt_more`.
_CUT_HTML = ("&hellip;", "[&hellip;]", "&#8230;", "[&#8230;]", "…", "[…]")
_CUT_TEXT = ("…", "...")
# The excerpt shows them as text; the body has what WordPress made of them.
_ADDRESS_OR_SHORTCODE = re.compile(r"https?://\S+|\[/?[a-z][\w-]*(?:[\s=][^\[\]]*)?(?:\]|$)", re.IGNORECASE)
# Not `sup`, because an excerpt lacks the numbers of footnotes.
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "tt", "u", "var",
    "wbr",
})  # fmt: skip


def manual_excerpt(post: Post, body: dom.Tag) -> str:
    """Return a post's excerpt as text on one line if a person wrote it, else an empty str.

    Args:
        post: its excerpt is HTML.
        body: the post's parsed content.
    """
    if not post.excerpt or post.has_manual_excerpt is False:
        return ""
    if post.has_manual_excerpt is None and (post.protected or _is_cut(post)):
        return ""
    text = " ".join(plain_text(post.excerpt).split())
    if post.has_manual_excerpt:
        return text
    letters = _letters(text)
    is_cut = not letters or text.rstrip(" ]»").endswith(_CUT_TEXT)
    return "" if is_cut or _is_beginning(letters, body) else text


def _is_cut(post: Post) -> bool:
    """Return whether an excerpt ends in an ellipsis or links to its own post. This needs no parsing."""
    html = post.excerpt.rstrip().removesuffix("</p>").rstrip()
    links_to_post = "more-link" in post.excerpt or bool(post.link and post.link in post.excerpt)
    return html.endswith(_CUT_HTML) or links_to_post


def _is_beginning(excerpt: str, body: dom.Tag) -> bool:
    """Return whether an excerpt consists of blocks of the body, in their order.

    The last one may be cut, and some may be missing: what `excerpt_remove_blocks` leaves out depends on the
    version of WordPress and on plugins.
    """
    for block in _blocks(body):
        if block and block.startswith(excerpt):
            return True
        excerpt = excerpt.removeprefix(block)
    return not excerpt


def _blocks(body: dom.Tag) -> Iterator[str]:
    """Yield the letters between one start or end of a block and the next."""
    letters: list[str] = []
    for node in descendants(body):
        if dom.is_text(node):
            letters.append(str(node))
        elif dom.name(node) and dom.name(node) not in _INLINE:
            yield _letters("".join(letters))
            letters = []
    yield _letters("".join(letters))


def _letters(text: str) -> str:
    """Return the letters and digits, which `wptexturize` and white space do not change.

    Those of addresses and shortcodes are left out.
    """
    if "[" in text or "://" in text:
        text = _ADDRESS_OR_SHORTCODE.sub("", text)
    return "".join(filter(str.isalnum, text.casefold()))
