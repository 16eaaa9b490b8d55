"""Count in a folder of documents what a person would correct by hand: `make lint-output FOLDER=out`.

    python tools/lint_output.py FOLDER [EXPORT ...] [--show N]

Documents are read with markdown-it. With EXPORT (files or folders of REST API JSON), each document is
compared with the post that it was made of: words that the post's HTML shows and the document lacks are
counted too. What the program leaves out with a notice is among them, shortcodes are not.

`--show N` prints N examples of each kind with their files.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

# Without `text_join`, escapes are tokens of their own.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("text_join")
READER.use(footnote_plugin).use(deflist_plugin)

FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n(.*?)\n\1\n", re.DOTALL)
SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+(?:\s[^\[\]]*)?\]|\[/[a-z]\w+\]")
TYPED_MARK = re.compile(r"([•●▪◦‣·・■◆►▸➢➤❖◾])|([-–*])\s|\d{1,3}([.)])\s")
ORNAMENT = re.compile(r"([-–*•]).*\s\1")
NO_SENTENCE = re.compile(r"https?://\S|\[/?\w+[_ ]|<\w|\]\]|&#?\w+;")
WORD = re.compile(r"\w+")
UNSEEN = ("script", "style", "noscript", "template", "form", "svg", "head")
EMPHASIS = {"strong_open": "strong", "em_open": "em", "s_open": "s"}
INLINE = frozenset((
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark",
    "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
))  # fmt: skip
LINE_ENDS = ("softbreak", "hardbreak")
TEXTS = ("text", "text_special", "code_inline", "image")
CODE = ("html_block", "fence", "code_block")

Finding = tuple[str, str]
"""A kind of fault, and the excerpt that shows it."""
Bodies = dict[tuple[int, str], list[str]]
"""The HTML of posts by id and by the path of the permalink; several sites can have the same."""


class Tags(HTMLParser):
    """Collects the names of the elements that raw HTML opens, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the interface
        """Collect the element's name."""
        self.names.append(tag)


def raw_html(token: Token) -> Iterator[Finding]:
    """Yield the elements of a raw HTML token."""
    tags = Tags()
    tags.feed(token.content)
    for name in tags.names:
        yield f"raw HTML <{name}>", token.content


def visible(children: Sequence[Token]) -> str:
    """Return the text that inline tokens show, images by their alternative text."""
    return "".join(
        "\n" if token.type in LINE_ENDS else token.content
        for token in children
        if token.type in (*TEXTS, *LINE_ENDS)
    )


def link_faults(children: Sequence[Token], number: int) -> Iterator[str]:
    """Yield the kinds of faults of a link."""
    href = children[number].attrGet("href")
    if href == "#":
        yield "link to #"
    if not href:
        yield "link without address"
    end = next(at for at in range(number, len(children)) if children[at].type == "link_close")
    if not visible(children[number:end]).strip() and all(
        each.type != "image" for each in children[number:end]
    ):
        yield "link without text"


def doubled_emphasis(children: Sequence[Token]) -> int:
    """Return how often emphasis begins in emphasis of its own kind."""
    opened: list[str] = []
    found = 0
    for token in children:
        if token.type in EMPHASIS:
            found += EMPHASIS[token.type] in opened
            opened.append(EMPHASIS[token.type])
        elif token.type.removesuffix("_close") in opened:
            opened.pop()
    return found


def is_typed_list(text: str) -> bool:
    """Return whether two lines in a row begin with the same mark, but have none at their end."""
    marks = [None if ORNAMENT.fullmatch(line) else TYPED_MARK.match(line) for line in text.split("\n")]
    return any(one and other and one.groups() == other.groups() for one, other in pairwise(marks))


def inline_faults(token: Token) -> Iterator[Finding]:
    """Yield the faults of one inline token: HTML, links, emphasis, shortcodes, escapes, typed lists."""
    children = token.children or []
    for number, child in enumerate(children):
        if child.type == "html_inline":
            yield from raw_html(child)
        elif child.type == "link_open":
            yield from ((kind, token.content) for kind in link_faults(children, number))
        elif child.type == "text":
            yield from (("shortcode", match[0]) for match in SHORTCODE.finditer(child.content))
        elif child.type == "text_special" and child.content != child.markup:
            before = children[number - 1].content[-20:] if number else ""
            after = children[number + 1].content[:20] if number + 1 < len(children) else ""
            yield "backslash", f"{before}{child.markup}{after}"
    yield from [("doubled emphasis", token.content)] * doubled_emphasis(children)
    if is_typed_list(visible(children)):
        yield "typed list", token.content


def is_emphasis(children: Sequence[Token]) -> bool:
    """Return whether all words of inline content are emphasised."""
    depth = 0
    found = []
    for token in children:
        if token.type in ("strong_open", "em_open", "strong_close", "em_close"):
            depth += 1 if token.type.endswith("open") else -1
        elif WORD.search(token.content) and token.type in TEXTS:
            found.append(depth > 0)
    return bool(found) and all(found)


def letters(text: str) -> str:
    """Return the letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))


def block_faults(tokens: Sequence[Token], title: str) -> Iterator[Finding]:
    """Yield the faults of a document's blocks."""
    previous = ""
    is_first = True
    for number, token in enumerate(tokens):
        if token.type == "html_block":
            yield from raw_html(token)
        elif token.type == "thead_open" and is_empty(tokens, number, "thead_close"):
            yield "empty table header", ""
        elif token.type == "inline":
            yield from inline_faults(token)
            before, text = tokens[number - 1], visible(token.children or []).strip()
            if before.type == "heading_open":
                yield from heading_faults(token, before, title if is_first else "")
            if before.type == "paragraph_open" and text and text == previous:
                yield "repeated line", text
            previous, is_first = text, False


def is_empty(tokens: Sequence[Token], number: int, end: str) -> bool:
    """Return whether there is no text between a token and the end of its block."""
    for token in tokens[number:]:
        if token.type == end:
            return True
        if token.content:
            return False
    return True


def heading_faults(token: Token, heading: Token, title: str) -> Iterator[Finding]:
    """Yield the faults of a heading; it may not equal the title, if that is given."""
    children = token.children or []
    if is_emphasis(children):
        yield "emphasised heading", token.content
    if heading.tag in ("h1", "h2") and letters(visible(children)) == letters(title) != "":
        yield "repeated title", token.content


def rendered_words(tokens: Sequence[Token]) -> Counter[str]:
    """Return the words that a document shows, those of HTML, addresses and titles included."""
    parts = [token.content for token in tokens if token.type in CODE]
    for token in tokens:
        if token.type == "inline":
            children = token.children or []
            parts.append(visible(children))
            parts += [child.content for child in children if child.type == "html_inline"]
            parts += [str(child.attrGet(key) or "") for child in children for key in ("href", "title")]
    return words(" ".join(parts))


def words(text: str) -> Counter[str]:
    """Return the words of a text in lower case."""
    return Counter(WORD.findall(text.casefold()))


def post_words(html: str) -> Counter[str]:
    """Return the words that a post's HTML shows."""
    soup = BeautifulSoup(html, "lxml")
    for tag in soup(UNSEEN):
        tag.decompose()
    for tag in soup(lambda tag: tag.name not in INLINE):
        tag.insert_before(" ")
        tag.insert_after(" ")
    return words(SHORTCODE.sub(" ", soup.get_text()))


def exported(sources: Sequence[Path]) -> Bodies:
    """Return the bodies of the posts of exports."""
    bodies: Bodies = defaultdict(list)
    files = [
        file for source in sources for file in ([source] if source.is_file() else source.rglob("*.json"))
    ]
    for file in sorted(files):
        value = json.loads(file.read_text("utf-8-sig"))
        for record in value if isinstance(value, list) else [value]:
            content = record.get("content") if isinstance(record, dict) else None
            if isinstance(content, dict):
                path = unquote(urlsplit(record.get("link") or "").path)
                bodies[record.get("id") or 0, path].append(content.get("rendered") or "")
    return bodies


def missing_words(fields: dict[str, Any], tokens: Sequence[Token], bodies: Bodies) -> list[str]:
    """Return the words of a post that its document lacks; of several posts, the nearest one counts."""
    key = fields.get("wp_id") or 0, unquote(str(fields.get("permalink") or ""))
    shown = rendered_words(tokens)
    found = [sorted((post_words(html) - shown).elements()) for html in bodies.get(key, ())]
    return min(found, key=len, default=[])


def read(document: str) -> tuple[dict[str, Any], str]:
    """Return the front matter and the body of a document."""
    head = FRONT_MATTER.match(document)
    if not head:
        return {}, document
    fields = yaml.safe_load(head[2]) if head[1] == "---" else tomllib.loads(head[2])
    return fields or {}, document[head.end() :]


def faults(document: str, bodies: Bodies) -> Iterator[Finding]:
    """Yield all faults of one document.

    Args:
        document: its front matter and its body.
        bodies: the posts that it may be made of.
    """
    fields, body = read(document)
    tokens = READER.parse(body)
    yield from block_faults(tokens, str(fields.get("title") or ""))
    description = str(fields.get("description") or "")
    if NO_SENTENCE.search(description):
        yield "description that is no sentence", description
    yield from (("word of the post missing", word) for word in missing_words(fields, tokens, bodies))


def main() -> int:
    """Print a table of the faults of a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("exports", nargs="*", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N examples of each kind")
    arguments = parser.parse_args()
    bodies = exported(arguments.exports)
    files = sorted(arguments.folder.rglob("*.md"))
    found: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    for file in files:
        for kind, excerpt in faults(file.read_text("utf-8"), bodies):
            found[kind].append((file.relative_to(arguments.folder), excerpt))
    print(f"{len(files)} documents")
    for kind, places in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        print(f"{len(places):6} in {len({file for file, _ in places}):4} documents: {kind}")
        for file, excerpt in places[: arguments.show]:
            print(f"         {file}: {' '.join(excerpt.split())[:100]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
