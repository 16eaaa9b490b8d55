"""What a document's Markdown, rendered again, says otherwise than the normal form it was made from.

Both sides are read into facts of the same kinds, in the order of the text; a kind whose facts differ becomes
one notice.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from html import escape
from html.parser import HTMLParser
from itertools import zip_longest
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from wpconv.body.dom import KEEP, Tag
from wpconv.body.verify.contents import KINDS, Facts
from wpconv.notices import Notice, NoticeCode, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

_DEEPEST = 200
"""How many levels of containers the reader follows: the normal form has far fewer, its own limit is 20."""
_SHOWN = 8
"""How many words of a text a notice shows."""


def compare(root: Tag, markdown: str) -> list[Notice]:
    """Compare a tree in normal form with its Markdown as a reader of Markdown understands it.

    Args:
        root: what `normalise` returned.
        markdown: what `markdown.render` made of it.

    Returns:
        At most one notice for each kind of fact (`lost-…`, `gained-…`, `moved-…`), which shows the first.
    """
    meant, said = Facts(), Facts()
    _read_tree(root, meant)
    _read_html(_markdown_it().render(markdown), said)
    said_links = _without_bare(said.of("link"), meant.of("link"))
    facts = [(kind, meant.of(kind), said_links if kind == "link" else said.of(kind)) for kind in KINDS]
    return [_notice(kind, one, other) for kind, one, other in facts if one != other]


def _without_bare(said: list[str], meant: list[str]) -> list[str]:
    """Leave out what bare addresses became: a link that shows its own address says nothing new."""
    known = set(meant)
    return [link for link in said if link in known or not link.startswith("<")]


def _notice(kind: str, meant: list[str], said: list[str]) -> Notice:
    lost, gained = Counter(meant), Counter(said)
    lost, gained = lost - gained, gained - lost
    verb, facts, which = ("lost", meant, lost) if lost else ("gained", said, gained)
    if not which:
        verb, facts, which = "moved", meant, Counter(meant)
    same = next(number for number, (one, other) in enumerate(zip_longest(meant, said)) if one != other)
    first = next(number for number in range(same, len(facts)) if facts[number] in which)
    shown = " ".join(facts[first : first + _SHOWN]) if kind == "text" else facts[first]
    more = f", {which.total()} in all" if verb != "moved" and which.total() > 1 else ""
    return Notice(NoticeCode(f"{verb}-{kind}"), f"“{shown}”{more}", Severity.LOSS)


def _read_tree(tag: Tag, facts: Facts) -> None:
    for node in tag.contents:
        if not isinstance(node, Tag):
            facts.text(str(node))
        elif node.name == KEEP:
            _read_kept("".join(map(str, node.contents)), facts)
        else:
            facts.start(node.name, {key: str(value) for key, value in node.attrs.items()})
            _read_tree(node, facts)
            facts.end(node.name)


def _read_kept(content: str, facts: Facts) -> None:
    """A generator's shortcode is no HTML: what shows of it, shows as text."""
    if content.lstrip().startswith("<"):
        _read_html(content, facts)
    else:
        facts.text(content)


def _read_html(html: str, facts: Facts) -> None:
    reader = _HtmlReader(facts)
    reader.feed(html)
    reader.close()


class _HtmlReader(HTMLParser):
    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.facts.start(tag, {key: value or "" for key, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self.facts.end(tag)

    def handle_data(self, data: str) -> None:
        self.facts.text(data)


class _MarkdownReader(MarkdownIt):
    """Gives every address back as it was written."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 the name is markdown-it's
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 the same
        return url


@cache
def _markdown_it() -> MarkdownIt:
    """A reader that writes notes as the normal form's own tags."""
    reader = _MarkdownReader("commonmark", {"html": True, "maxNesting": _DEEPEST})
    reader.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    for name, html in _NOTES.items():
        reader.add_render_rule(name, _note_tag(html))
    return reader


_NOTES = {
    "footnote_ref": '<note-ref id="{}"></note-ref>', "footnote_anchor": "",
    "footnote_block_open": "", "footnote_open": '<note id="{}">', "footnote_close": "</note>",
    "footnote_block_close": "",
}  # fmt: skip


def _note_tag(html: str) -> Callable[..., str]:
    def render(_self: object, tokens: Sequence[Token], number: int, *_rest: object) -> str:
        return html.format(escape(str(tokens[number].meta.get("label", ""))))

    return render
