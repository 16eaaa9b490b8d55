"""The XML elements of an item or of a channel's head, parsed strictly."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for the type

WP, CONTENT, EXCERPT, DC = "{urn:wp}", "{urn:content}", "{urn:excerpt}", "{urn:dc}"
"""The namespaces of tags. Those of a file differ by the version of WordPress; its prefixes never do."""
PREFIXES = ("wp", "content", "excerpt", "dc")
CONTAINERS = frozenset(
    ["item", "channel", "rss"]
    + [WP + name for name in ("author", "category", "tag", "term", "termmeta", "postmeta", "comment",
                              "commentmeta")]
)  # fmt: skip
"""Elements that contain elements; the others contain text."""
_DECLARATION = re.compile(rb"xmlns:([\w.-]+)\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_RSS = re.compile(rb"<rss\s[^<>]*>")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
# A document of one item has no DOCTYPE, so no entities and no other files; without the tree's bounds it is
# as large as the item.
_PARSER = etree.XMLParser(
    resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, remove_comments=True,
    remove_pis=True,
)  # fmt: skip


def has_entities(head: bytes) -> bool:
    """Return whether the head of a file declares entities, which no export of WordPress does."""
    return _DOCTYPE.search(head) is not None


def start_tag(head: bytes) -> bytes:
    """Return an `<rss>` start tag for the items below a head, with the prefixes that the head declares."""
    rss = _RSS.search(head)
    found = dict(_DECLARATION.findall(rss[0])) if rss else {}
    own = {prefix.encode(): f'"urn:{prefix}"'.encode() for prefix in PREFIXES}
    declarations = b" ".join(b"xmlns:%s=%s" % pair for pair in (found | own).items())
    return b"<rss %s>" % declarations


def parsed(data: bytes, start: bytes) -> Element:
    """Return the element of an item, or of a channel's head without its start tags.

    Args:
        data: the item's bytes.
        start: what `start_tag` returned for the file.

    Raises:
        XmlError: they are not well-formed, or have markup where an export has text.
    """
    try:
        root: Element = etree.fromstring(b"%s%s</rss>" % (start, data), _PARSER)
    except etree.XMLSyntaxError as error:
        raise XmlError(error.msg or "", (error.lineno or 1) - start.count(b"\n")) from error
    for each in root.iter():
        if (len(each) and each.tag not in CONTAINERS) or (each.tail and not each.tail.isspace()):
            raise XmlError("markup that is not escaped, or a text without an element", each.sourceline or 1)
    return root


class XmlError(Exception):
    """A part of a file is not well-formed; the arguments are the cause and the line within the part."""
