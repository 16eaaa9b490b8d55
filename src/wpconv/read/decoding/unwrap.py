"""JSON inside a string, a browser's page or HTML escapes; and errors for texts without any."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from wpconv.errors import ReadError, curl_command
from wpconv.read.decoding.encoding import Text, decoded
from wpconv.read.decoding.tolerant_strings import quoted

BEGINS_LIKE_JSON = re.compile(r"\s*[\[{\"]")
STRING = re.compile(r"\s*(b?)(?=[\"'])")
ESCAPED = re.compile(r"\s*[\[{][\s\[{]*&(?:quot|#0?34|#x22);", re.IGNORECASE)
PAGE = re.compile(
    r"\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype|html|head|body|pre)\b", re.IGNORECASE | re.DOTALL
)
PRE = re.compile(r"<pre\b[^<>]*>(.*?)(?:</pre>|\Z)", re.IGNORECASE | re.DOTALL)
XML = re.compile(r"\s*<(?:\?xml|rss|feed)\b", re.IGNORECASE)
TITLE = re.compile(r"<title[^<>]*>([^<]*)", re.IGNORECASE)
LOGIN = re.compile(r"<form[^<>]+(?:id|name)=[\"']?loginform|wp-login\.php", re.IGNORECASE)
API_LINK = re.compile(r"<link rel=[\"']https://api\.w\.org/[\"'] href=[\"']([^\"'<>]+)[\"']", re.IGNORECASE)
FEED_LINK = re.compile(r"<channel>.{0,2000}?<link>([^<]+)</link>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Inner:
    """The JSON text inside another text."""

    text: Text
    wrapping: str
    """A name of the text around it, for a notice."""


def is_page(text: str) -> bool:
    """Return whether a text is an HTML page, in which not all JSON is from WordPress."""
    return PAGE.match(text) is not None


def unwrap(text: str, source: str) -> Inner | None:
    """Return the JSON text inside a text, if that is one of the known wrappings.

    Raises:
        ReadError: it holds bytes that are not text.
    """
    if string := STRING.match(text):
        inner = quoted(text, string.end()).text
        return _in_bytes(inner, source) if string[1] else unwrap_string(inner)
    if ESCAPED.match(text):
        return Inner(Text(unescape(text)), "HTML escapes")
    if is_page(text):
        for pre in PRE.finditer(text):
            inner = unescape(pre[1])
            if BEGINS_LIKE_JSON.match(inner):
                return Inner(Text(inner), "a browser's page")
    return None


def unwrap_string(text: str) -> Inner | None:
    """Return the JSON text inside a JSON string, if there is one."""
    return Inner(Text(text), "a string") if BEGINS_LIKE_JSON.match(text) else None


def _in_bytes(text: str, source: str) -> Inner:
    inner = decoded(text.encode("latin-1", "replace"), source)
    return Inner(Text(inner.text, inner.repairs), "a Python bytes literal")


def no_json(text: str, source: str) -> ReadError:
    """Return the error for a text without JSON from WordPress: a feed, a login page, other text."""
    if XML.match(text):
        link = FEED_LINK.search(text)
        advice = curl_command(f"{link[1].strip().rstrip('/')}/wp-json/" if link else "")
        return ReadError(f"{source}: is an XML file, but no export of WordPress: a feed?", advice)
    if is_page(text) or "</html>" in text[-200:]:
        title = TITLE.search(text)
        name = f" “{' '.join(unescape(title[1]).split())}”" if title and title[1].strip() else ""
        what = "a login page" if LOGIN.search(text) else "a web page"
        link = API_LINK.search(text)
        advice = curl_command(unescape(link[1]) if link else "")
        return ReadError(f"{source}: is {what}{name}, not the answer of the API", advice)
    begin = " ".join(text[:60].split())
    if BEGINS_LIKE_JSON.match(text):
        return ReadError(
            f"{source}: is cut off or broken before there is anything to read: “{begin}”", curl_command("")
        )
    return ReadError(f"{source}: holds no JSON, it begins with “{begin}”", curl_command(""))
