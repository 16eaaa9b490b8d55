"""The Markdown renderers with which `--verify` reads documents, and their HTML with footnotes alike.

In their HTML, a footnote is an element `note`, and a reference to one `note-ref`, with the label as `id`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from importlib.util import find_spec

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from wpconv.dialect import Dialect

MAX_NESTING = 200
"""How many levels markdown-it follows: the normal form has far fewer, its own limit is 20."""
_REFERENCE = re.compile(r'<sup id="fnref\d*:([^"]*)">.*?</sup>')
_NOTES = re.compile(r'<div class="footnote">\s*<hr\s*/?>\s*<ol>(.*)</ol>\s*</div>', re.DOTALL)
_NOTE = re.compile(r'<li id="fn:([^"]*)">(.*?)</li>(?=\s*(?:<li id="fn:|\Z))', re.DOTALL)
_BACK = re.compile(r'(?:&#160;|\s)*<a class="footnote-backref".*?</a>')


def is_available(dialect: Dialect) -> bool:
    """Return whether the renderer of a dialect is installed; else its documents are read as CommonMark."""
    return dialect.renderer != "python-markdown" or find_spec("markdown") is not None


def render(markdown: str, dialect: Dialect) -> str:
    """Return Markdown as HTML, by the renderer of the dialect if it is installed, else by markdown-it."""
    if dialect.renderer == "python-markdown" and is_available(dialect):
        return _python_markdown()(markdown)
    html: str = _markdown_it().render(markdown)
    return html


@cache
def _python_markdown() -> Callable[[str], str]:
    """Return Python-Markdown with the extensions that Pelican uses (the setting MARKDOWN)."""
    # An optional dependency: `wpconv[verify]`.
    from markdown import Markdown  # noqa: PLC0415

    reader = Markdown(extensions=["extra"], output_format="html")

    def render(markdown: str) -> str:
        html: str = reader.reset().convert(markdown)
        html = _REFERENCE.sub(r'<note-ref id="\1"></note-ref>', html)
        return _NOTES.sub(lambda notes: _NOTE.sub(r'<note id="\1">\2</note>', _BACK.sub("", notes[1])), html)

    return render


class _MarkdownReader(MarkdownIt):
    """Gives every URL back as it was written."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  the name is markdown-it's
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802  the same
        return url


@cache
def _markdown_it() -> MarkdownIt:
    reader = _MarkdownReader("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    reader.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    for name, html in _FOOTNOTES.items():
        reader.add_render_rule(name, _footnote_tag(html))
    return reader


_FOOTNOTES = {
    "footnote_ref": '<note-ref id="{}"></note-ref>', "footnote_anchor": "",
    "footnote_block_open": "", "footnote_open": '<note id="{}">', "footnote_close": "</note>",
    "footnote_block_close": "",
}  # fmt: skip


def _footnote_tag(html: str) -> Callable[..., str]:
    def render(_self: object, tokens: Sequence[Token], number: int, *_rest: object) -> str:
        return html.format(escape(str(tokens[number].meta.get("label", ""))))

    return render
