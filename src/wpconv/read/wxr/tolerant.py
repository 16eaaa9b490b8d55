"""Parses an item, or a channel's head, that is not well-formed XML.

An export has two levels at most: elements that contain elements (`CONTAINERS`), and elements that contain a
text, escaped or in CDATA sections. So it is known where a text ends, even if an end is missing, and markup in
a text is the author's.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from wpconv.notices import NoticeCode
from wpconv.read.wxr.elements import CONTAINERS, PREFIXES, WP, Element

_NAME = r"[A-Za-z_][\w.-]*(?::[\w.-]+)?"
_TAG = re.compile(rf"<(/?)({_NAME})((?:\s[^<>]*)?)(/?)>", re.ASCII)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')", re.ASCII)
_OTHER = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^<>]*>|\ufeff", re.DOTALL)
_OWN = rf"(?:{'|'.join(PREFIXES)}|wfw):[a-z_]+"
_PLAIN = "title|link|pubDate|guid|description|category|language|generator|atom:link"
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_STRUCTURE = rf"</?{_OWN}\s*>|</?(?:item|channel|rss)\s*>|<(?:{_PLAIN})(?:\s[^<>]*)?>|</(?:{_PLAIN})>"
_AFTER_TEXT = re.compile(rf"<(?:/(?:item|channel|rss)\s*|/?{_OWN}|item)\s*>|<\?xml\s|<rss\s")
"""Markup that is never in a text which is not in a CDATA section."""
_NEXT_PLAIN = re.compile(rf"<(?:{_PLAIN})(?:\s[^<>]*)?>")
_CDATA_ENDS = re.compile(rf"\]\]>(?=\s*(?:{_STRUCTURE}|(?:</?[\w:.-]*)?\Z))")
_OTHER_DOCUMENT = re.compile(r"<rss\s[^<>]*xmlns:wp")
_DECLARATION, _PROLOGUE = "<?xml ", 4096
"""The beginning of a document, and the longest text in characters between it and the first element."""
_SPLIT_END = "]]]]><![CDATA[>"
"""How WordPress writes `]]>` in a CDATA section (`wxr_cdata`)."""
_CUT_TAG = re.compile(r"(?:</?[\w:.-]*|<!\[?[A-Z]*)?\Z")
_REFERENCE = re.compile(r"&(?:(?:amp|lt|gt|quot|apos)|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Parse:
    """The elements of a damaged part of a file, and the repairs."""

    root: Element
    cut: str = ""
    """The tag of the element in whose text the part ends; `item` if it ends between two."""
    repairs: Counter[NoticeCode] = field(default_factory=Counter)
    lines: dict[NoticeCode, int] = field(default_factory=dict)
    """The line within the part of the first repair of each kind."""
    rest: int | None = None
    """Where another document begins, if the part runs into one."""


def parse(text: str) -> Parse:
    """Parse an item, or a channel's head.

    Args:
        text: its characters, also those that XML does not allow.
    """
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Parse(etree.Element("rss"))
        self.opened = [self.found.root]

    def repair(self, code: NoticeCode, at: int, count: int = 1) -> None:
        if code not in self.found.lines:
            self.found.lines[code] = self.text.count("\n", 0, at)
        self.found.repairs[code] += count

    def parse(self) -> Parse:
        at = 0
        while at < len(self.text):
            at = self.step(at)
        if len(self.opened) > 1 and not self.found.cut:
            self.found.cut = str(self.opened[1].tag)
        for unfinished in self.opened[2:3]:
            self.opened[1].remove(unfinished)
        return self.found

    def step(self, at: int) -> int:
        """Read what is between two elements, and the element or tag after it; return where that ends."""
        start = self.text.find("<", at)
        start = len(self.text) if start < 0 else start
        lost = self.text[at:start].strip("\ufeff\0 \t\r\n")
        if lost:
            self.repair(NoticeCode.BROKEN_XML, at, len(lost))
        if start == len(self.text):
            return start
        if len(self.opened) > 1 and self.text.startswith((_DECLARATION, "<rss "), start):
            self.found.rest, self.found.cut = start, str(self.opened[1].tag)
            return len(self.text)
        if other := _OTHER.match(self.text, start):
            return other.end()
        tag = _TAG.match(self.text, start)
        if tag is None:
            return self.broken_tag(start)
        if tag[1]:
            self.end(_qualified(tag[2]), start)
            return tag.end()
        return self.start(tag)

    def broken_tag(self, start: int) -> int:
        """Skip a `<` that begins no tag; at the end of the text it is a tag that was cut."""
        if not re.match(r"</?[\w:.-]*(?:\s[^<>]*)?\Z|<!", self.text[start:]):
            self.repair(NoticeCode.BROKEN_XML, start)
        elif len(self.opened) > 1:
            self.found.cut = str(self.opened[1].tag)
        following = self.text.find("<", start + 1)
        return len(self.text) if following < 0 else following

    def start(self, tag: re.Match[str]) -> int:
        name = _qualified(tag[2])
        attributes = {
            key: _NO_XML.sub("", unescape(one or other))
            for key, one, other in _ATTRIBUTE.findall(tag[3])
            if key in ("domain", "nicename")
        }
        while not _may_contain(str(self.opened[-1].tag), name):
            self.repair(NoticeCode.MISSING_END_TAG, tag.start())
            self.opened.pop()
        element = etree.SubElement(self.opened[-1], name, attributes)
        if tag[4] or tag[3].endswith("/"):
            return tag.end()
        if name in CONTAINERS:
            self.opened.append(element)
            return tag.end()
        return self.leaf(element, tag[2], tag.end())

    def end(self, name: str, at: int) -> None:
        names = [each.tag for each in self.opened]
        if name in names[1:]:
            while self.opened.pop().tag != name:
                self.repair(NoticeCode.MISSING_END_TAG, at)
        elif name not in ("rss", "channel"):
            self.repair(NoticeCode.MISSING_END_TAG, at)

    def leaf(self, element: Element, name: str, at: int) -> int:
        """Read an element's text, and return where the element ends."""
        end_tag = re.compile(rf"</{re.escape(name)}\s*>")
        parts: list[str] = []
        while True:
            after = _AFTER_TEXT.search(self.text, at)
            close = end_tag.search(self.text, at, after.end() if after else len(self.text))
            ends = [each.start() for each in (close, after) if each]
            end = min(ends, default=len(self.text))
            section = self.text.find(_CDATA, at, end)
            if section >= 0:
                parts.append(self.unescaped(at, section))
                content, at = self.section(section + len(_CDATA), end_tag)
                parts.append(content)
                if self.found.cut:
                    break
                continue
            if close is not None and close.start() == end:
                parts.append(self.unescaped(at, end))
                at = close.end()
            else:
                end = self.missing_end(at, end, element)
                parts.append(self.unescaped(at, end).rstrip("\n\t"))
                at = len(self.text) if self.found.cut else end
            break
        self.set_text(element, "".join(parts), at)
        return at

    def missing_end(self, at: int, end: int, element: Element) -> int:
        """Return where a text without an end tag ends: at a tag, at another document, or where it is cut."""
        plain = _NEXT_PLAIN.search(self.text, at, end)
        end = plain.start() if plain else end
        other = self.text.startswith((_DECLARATION, "<rss "), end)
        if other:
            self.found.rest = end
        if other or end == len(self.text):
            self.found.cut = str(element.tag)
            end -= len(_CUT_TAG.findall(self.text[at:end])[0])
        else:
            self.repair(NoticeCode.MISSING_END_TAG, end)
        return end

    def section(self, at: int, end_tag: re.Pattern[str]) -> tuple[str, int]:
        """Return the text of a CDATA section, and where it ends."""
        ended = _CDATA_ENDS.search(self.text, at)
        if other := _OTHER_DOCUMENT.search(self.text, at, ended.start() if ended else len(self.text)):
            declaration = self.text.rfind(_DECLARATION, max(at, other.start() - _PROLOGUE), other.start())
            self.found.rest = other.start() if declaration < 0 else declaration
            ended = None
        closed = end_tag.search(self.text, at, ended.start() if ended else len(self.text))
        if closed and (ended is None or _CDATA in self.text[closed.end() : ended.start()]):
            self.repair(NoticeCode.MISSING_END_TAG, closed.start())
            return self.text[at : closed.start()].replace(_SPLIT_END, _CDATA_END), closed.start()
        if ended is None:
            self.found.cut = "section"
            end = len(self.text) if self.found.rest is None else self.found.rest
            return _without_cut_end(self.text[at:end]).replace(_SPLIT_END, _CDATA_END), len(self.text)
        content = self.text[at : ended.start()]
        if odd := content.count(_CDATA_END) - content.count(_SPLIT_END):
            self.repair(NoticeCode.UNESCAPED_MARKUP, at, odd)
        return content.replace(_SPLIT_END, _CDATA_END), ended.end()

    def unescaped(self, start: int, end: int) -> str:
        """Return the text between two positions, outside of CDATA sections."""
        text = self.text[start:end]
        odd = len(re.findall("<", text)) + text.count("&") - len(_REFERENCE.findall(text))
        if odd:
            self.repair(NoticeCode.UNESCAPED_MARKUP, start, odd)
        return _REFERENCE.sub(lambda match: unescape(match[0]), text)

    def set_text(self, element: Element, text: str, at: int) -> None:
        if unwanted := len(_NO_XML.findall(text)):
            self.repair(NoticeCode.CONTROL_CHARACTER, at, unwanted)
            text = _NO_XML.sub(lambda match: "\n" if match[0] in "\x0b\x0c" else "", text)
        if self.found.cut == "section":
            self.found.cut = str(element.tag)
        element.text = text


def _may_contain(outer: str, name: str) -> bool:
    """Return whether an element may contain another one; elements whose end is missing may not."""
    if outer.endswith("meta"):
        return name in (f"{WP}meta_key", f"{WP}meta_value")
    return outer != f"{WP}comment" or name.startswith(outer)


def _without_cut_end(text: str) -> str:
    """Return the beginning of a CDATA section without the beginning of its end."""
    parts = (_SPLIT_END[:size] for size in range(len(_SPLIT_END) - 1, 0, -1))
    return text.removesuffix(next((part for part in parts if text.endswith(part)), ""))


def _qualified(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    is_own = prefix in PREFIXES and local[0].isalpha()
    return f"{{urn:{prefix}}}{local}" if is_own else name.replace(":", "-")
