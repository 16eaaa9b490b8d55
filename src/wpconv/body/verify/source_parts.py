"""Looks in a document for parts of its body that only rules turn into content.

The normal form, with which the Markdown is compared, lacks what a rule left out before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from wpconv.body.html import runs_script
from wpconv.notices import Notice, NoticeCode, Severity

_LIKELY = re.compile(r"<(?:svg|area|audio|video|source)\b|\[(?:audio|video)\b", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[(?:audio|video)\b([^\[\]]*)\](?:([^\[\]]*)\[/(?:audio|video)\])?")
_VALUE = re.compile(r"""(?:^|[\s=])["'“”″]?([^\s"'“”″=]*[/.:][^\s"'“”″]*)""")
_VOID = frozenset(("area", "br", "hr", "img", "input", "source", "track", "wbr"))
_TEXTS = frozenset(("text", "title", "desc", "foreignobject"))
_INLINE = frozenset(("tspan", "textpath", "span", "b", "strong", "i", "em"))
"""Elements whose text continues that around them."""
_UNREAD = frozenset(("script", "style", "template"))
_COUNTER = re.compile(r"[?&]_=\d+$")
_WORD_PARTS = re.compile(r"\w+")
_COMPARED = 60
"""How many characters of a text are looked for: notices quote the beginning of longer ones."""


def lost_parts(
    html: str, markdown: str, notices: Iterable[Notice], rewritten: Collection[str] = ()
) -> list[Notice]:
    """Return a notice for each text of a drawing, area of an image map and file of a player that is lost.

    Args:
        html: the body.
        markdown: the document's body.
        notices: those of its conversion; what one of them names is not lost silently.
        rewritten: the addresses of the body for which others were written.
    """
    if not _LIKELY.search(html):
        return []
    reader = _Reader()
    reader.feed(html)
    reader.close()
    said = _plain(" ".join((markdown, *(notice.detail for notice in notices), *rewritten)))
    lost = dict.fromkeys(part for part in reader.parts if _plain(part[1])[:_COMPARED] not in said)
    return [Notice(code, detail, Severity.LOSS) for code, detail in lost]


def _plain(text: str) -> str:
    """Return the letters and digits of a text or an address, without escapes and references."""
    return "".join(_WORD_PARTS.findall(unquote(unescape(text)).replace("_", "")))


class _Reader(HTMLParser):
    """Collects the parts of a body, each with the code of the notice that it is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[NoticeCode, str]] = []
        self.opened: list[str] = []
        """The open elements of a drawing, from its `<svg>` on."""
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: (value or "").strip() for key, value in attrs}
        if tag == "area" and (url := values.get("href", "")):
            # Of a link that ran a script, the notice names the text.
            label = values.get("alt") or values.get("title", "")
            self.parts.append((NoticeCode.LOST_LINK, label if label and runs_script(url) else url))
        elif tag in ("audio", "video", "source") and values.get("src"):
            self.parts.append((NoticeCode.LOST_PLAYER, _COUNTER.sub("", values["src"])))
        if self.opened or tag == "svg":
            self._end_text(tag)
            self.opened += [] if tag in _VOID else [tag]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.opened and tag not in _VOID:
            self.opened.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.opened:
            self._end_text(tag)
            while self.opened.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.opened:
            for match in _SHORTCODE.finditer(data):
                found = [*_VALUE.findall(match[1]), *_VALUE.findall(match[2] or "")]
                self.parts += [(NoticeCode.LOST_PLAYER, url) for url in found]
        elif _TEXTS.intersection(self.opened) and not _UNREAD.intersection(self.opened):
            self.words.append(data)

    def _end_text(self, tag: str) -> None:
        """End a text of a drawing at the tag of an element that is none in its line."""
        if tag in _INLINE:
            return
        words = " ".join("".join(self.words).split())
        self.words.clear()
        if words:
            self.parts.append((NoticeCode.LOST_TEXT, words))
