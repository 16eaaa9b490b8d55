"""Blocks of a raw body that WordPress renders from their attributes: `<!-- wp:name {"key":"value"} /-->`.

Of most blocks the body has the HTML. Some have only a comment; what of them can be known without the running
site takes its place, as WordPress's `render_block` writes it, and the others are reported by name.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from wpconv.body.context import Context
from wpconv.notices import NoticeCode, Severity

# As WP_Block_Parser, in whose comments a JSON text has no `--`.
_DELIMITER = re.compile(
    r"<!--\s+(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+(\{(?>[^-]|-(?!->))*?\}\s+)?(/?)-->"
)
_NESTED = 16
"""How deep reusable blocks may contain each other."""
_ROOM = 4_000_000
"""How many characters the reusable blocks of a body may have: blocks that contain each other multiply."""
_TEMPLATES = frozenset(
    ("post-template", "query-no-results", "query-pagination", "comment-template", "comments-pagination",
     "term-template")
)  # fmt: skip
"""Blocks whose content is written once for each post, comment or term that the site finds."""
_STATIC = frozenset(
    ("audio", "button", "buttons", "code", "column", "columns", "cover", "details", "embed", "file",
     "freeform", "gallery", "group", "heading", "html", "image", "list", "list-item", "media-text", "missing",
     "more", "nextpage", "paragraph", "preformatted", "pullquote", "quote", "separator", "shortcode",
     "spacer", "table", "verse", "video")
)  # fmt: skip
"""Blocks that have their HTML in the body; one without is empty."""
_PRE = re.compile(r"\s*<pre\b")


@dataclass(slots=True)
class _Expansion:
    """The state of one body's expansion."""

    ctx: Context
    block: Callable[[int], str | None]
    meta: Mapping[str, Any]
    left_out: Counter[str] = field(default_factory=Counter)
    room: int = _ROOM
    is_full: bool = False
    """Whether there was no room for a reusable block."""
    shows_labels: bool = False
    """Whether social icons have visible labels, which their list decides."""

    def expand(self, html: str, refs: tuple[int, ...]) -> str:
        """Return HTML with the content of its blocks; `refs` are the reusable blocks around it."""
        out: list[str] = []
        end, position = 0, 0
        while delimiter := _DELIMITER.search(html, position):
            position = delimiter.end()
            is_end, name, attributes, is_void = delimiter.groups()
            name = name.removeprefix("core/")
            if is_end:
                continue
            content = self.void(name, attributes, refs) if is_void else None
            if not is_void:
                content, position = self.opening(html, name, attributes, position)
            if content is not None:
                out += (html[end : delimiter.start()], content)
                end = position
        return "".join((*out, html[end:]))

    def void(self, name: str, attributes: str | None, refs: tuple[int, ...]) -> str:
        """Return the HTML of a block that is a comment alone."""
        values = _values(attributes)
        if name == "block":
            return self.reusable(values.get("ref"), refs)
        if name == "footnotes":
            return _footnotes(self.meta.get("footnotes"))
        if name in ("social-link", "navigation-link", "home-link"):
            return _link(name, values, shows_label=self.shows_labels)
        if name not in _STATIC:
            self.left_out[name] += 1
        return ""

    def opening(self, html: str, name: str, attributes: str | None, start: int) -> tuple[str | None, int]:
        """Return the replacement of a block's beginning, if any, and where the replaced part ends."""
        if name == "social-links":
            self.shows_labels = bool(_values(attributes).get("showLabels"))
        elif name in ("query", "comments", "terms-query"):
            self.left_out[name] += 1
        elif name in _TEMPLATES:
            return "", _end(html, name, start)
        elif name == "gallery" and (ids := _values(attributes).get("ids")):
            end = _end(html, name, start)
            if "<img" not in html[start:end] and isinstance(ids, list):
                return f'\n\n[gallery ids="{",".join(map(str, ids))}"]\n\n', end
        elif (language := _values(attributes).get("language")) and (pre := _PRE.match(html, start)):
            return f'<!-- wp:code -->{pre[0]} lang="{escape(str(language))}"', pre.end()
        return None, start

    def reusable(self, ref: Any, refs: tuple[int, ...]) -> str:
        """Return the content of a reusable block, which may contain others."""
        content = self.block(ref) if isinstance(ref, int) else None
        if content is None or ref in refs:
            problem = "is not in the export" if content is None else "contains itself"
            detail = f"the reusable block {ref} {problem}"
            self.ctx.notice(NoticeCode.DYNAMIC_BLOCK, detail, Severity.WARNING)
            return ""
        if len(refs) > _NESTED or len(content) >= self.room:
            if not self.is_full:
                detail = "reusable blocks that contain each other too often are left out"
                self.ctx.notice(NoticeCode.DYNAMIC_BLOCK, detail, Severity.LOSS)
            self.is_full = True
            return ""
        # An empty block takes time, too.
        self.room -= len(content) + 100
        return f"\n\n{self.expand(content, (*refs, ref))}\n\n"


def expand(
    html: str, ctx: Context, block: Callable[[int], str | None], meta: Mapping[str, Any] | None = None
) -> str:
    """Return a raw body in which blocks without HTML have it.

    Args:
        html: `post_content`.
        ctx: the post's context; blocks that cannot be rendered are reported to it.
        block: returns the content of a reusable block by its id, or None if the run has read none with it.
        meta: the post's metadata, which contains its footnotes.
    """
    if "<!-- wp:" not in html:
        return html
    expansion = _Expansion(ctx, block, meta or {})
    expanded = expansion.expand(html, ())
    for name, count in expansion.left_out.items():
        times = f", {count} times" if count > 1 else ""
        detail = f"the site makes the content of the block {name} when it shows the page{times}"
        ctx.notice(NoticeCode.DYNAMIC_BLOCK, detail, Severity.WARNING)
    return expanded


def _values(attributes: str | None) -> dict[str, Any]:
    try:
        found = json.loads(attributes or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _end(html: str, name: str, start: int) -> int:
    """Return where a block ends whose beginning ends at `start`: a block can contain others of its name."""
    depth = 1
    for delimiter in _DELIMITER.finditer(html, start):
        if delimiter[2].removeprefix("core/") == name and not delimiter[4]:
            depth += -1 if delimiter[1] else 1
        if not depth:
            return delimiter.end()
    return len(html)


def _footnotes(value: Any) -> str:
    """Return the list that `render_block_core_footnotes` makes of the post's metadata, a JSON text."""
    try:
        notes = json.loads(value) if isinstance(value, str) else value
        items = [
            f'<li id="{escape(note["id"])}">{note["content"]} <a href="#{escape(note["id"])}-link">↩︎</a></li>'
            for note in notes or []
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ""
    return f'<ol class="wp-block-footnotes">{"".join(items)}</ol>' if items else ""


def _link(name: str, values: Mapping[str, Any], *, shows_label: bool) -> str:
    """Return the entry of a list of social icons or of a navigation."""
    url, label = str(values.get("url") or ""), str(values.get("label") or "")
    if not url:
        return ""
    if name != "social-link":
        return f'<li><a href="{escape(url)}">{label or escape(url)}</a></li>'
    text = escape(label or str(values.get("service") or "").capitalize())
    if not shows_label:
        text = f'<span class="screen-reader-text">{text}</span>'
    return f'<li class="wp-social-link"><a href="{escape(url)}">{text}</a></li>'
