"""The normal form as Markdown: one walk, and every string is final where it is made.

The conventions are those that all common dialects read alike (docs/dialects.md): `-` bullets, four-space
nesting, backtick fences, hard breaks of two blanks, blank lines around blocks.
"""

from __future__ import annotations

import re
from typing import Any

from markdownify import MarkdownConverter

from wpconv.body import lists
from wpconv.body.escape import finish
from wpconv.body.html import open_tag
from wpconv.body.inline import AS_HTML
from wpconv.body.links import target
from wpconv.body.pieces import (
    BREAK,
    DEL,
    DEL_END,
    EM,
    EM_END,
    LINK,
    STRONG,
    STRONG_END,
    HtmlUse,
    raw,
    unmarked,
    without_bars,
)
from wpconv.body.rules._rule import Context
from wpconv.body.tree import FRAGMENT, Tag, attr, name, tags

_AUTOLINK = re.compile(r"(?:https?|ftp)://[^\s<>`\x00-\x1f]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TAG_NAME = re.compile(r"</?([a-z][a-z0-9-]*)")
_BACKTICKS = re.compile(r"`+")
_FLOWS = frozenset((FRAGMENT, "blockquote", "li", "dd", "note"))
_LISTS = frozenset(("ul", "ol"))
_MARKS = {"strong": (STRONG, STRONG_END), "em": (EM, EM_END), "del": (DEL, DEL_END)}


_OPTIONS = MarkdownConverter(heading_style="atx").options


def render(root: Tag, ctx: Context | None = None) -> str:
    """Return a tree in normal form as Markdown, without a final line end.

    Args:
        root: what `normalise` returned.
        ctx: the post's context; a notice tells which HTML stands in the Markdown.
    """
    ctx = ctx or Context()
    html = HtmlUse(allowed=ctx.options.html != "drop")
    renderer = _Renderer(html, bars_make_tables=ctx.options.bars_make_tables)
    markdown = str(renderer.process_tag(root, set()))
    if html.names:
        code = "kept-html" if html.allowed else "dropped-html"
        ctx.notice(code, " ".join(f"<{name}>" for name in sorted(html.names)))
    return markdown


class _Renderer(MarkdownConverter):  # type: ignore[misc] # see pyproject.toml
    """markdownify's dispatch and conversions, told what the normal form already settles.

    The normal form has no blanks to collapse and no neighbours to ask, so what markdownify does about them in
    `process_tag` and `process_text` is left out, and blocks are joined where they meet.
    """

    def __init__(self, html: HtmlUse, *, bars_make_tables: bool) -> None:
        # Not markdownify's own, which looks through the classes of its options for each converter it makes.
        self.options = _OPTIONS
        self.convert_fn_cache: dict[str, Any] = {}
        self.html = html
        self.bars_make_tables = bars_make_tables

    def process_tag(self, node: Tag, parent_tags: set[str]) -> str:
        kind = node.name
        if kind in _FLOWS and len(node.contents) > 1:
            lists.part(node, self.html)
        inner = parent_tags | {kind} if kind == "li" and kind not in parent_tags else parent_tags
        texts = [
            self.process_tag(child, inner) if isinstance(child, Tag) else unmarked(str(child))
            for child in node.contents
        ]
        if kind in _LISTS:
            return lists.layout(node, texts, self.html)
        text = _join(node, texts) if kind in _FLOWS else "".join(texts)
        convert = self.get_conv_fn_cached(kind)
        return str(convert(node, text, parent_tags)) if convert else text

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        item = el.parent
        starts_item = item is not None and item.name == "li" and item.contents[0] is el
        text = without_bars(text) if self.bars_make_tables else text
        return finish(text, self.html, place="item" if starts_item else "paragraph")

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002, N802
        return f"{'#' * n} {finish(text, self.html, place='heading')}"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_blockquote(el, text, parent_tags)).strip("\n") or ">"

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "li" in parent_tags:
            return "___"  # after a bullet, dashes or stars would make one rule of both
        return str(super().convert_hr(el, text, parent_tags)).strip("\n")

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        longest = max(map(len, _BACKTICKS.findall(text)), default=0)
        fence = "`" * max(3, longest + 1)
        language = attr(el, "lang").replace("`", "")
        lines = [text.removesuffix("\n")] if text else []
        return "\n".join([f"{fence}{language}", *lines, fence])

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return text  # its list knows the marker

    def convert_note(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return lists.hang(f"[^{attr(el, 'id')}]: ", text, lists.INDENT)

    def convert_note_ref(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return raw(f"[^{attr(el, 'id')}]")

    def convert_keep(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        content = "".join(str(child) for child in el.contents)
        if match := _TAG_NAME.match(content):
            self.html.wants(match[1])
        return content if attr(el, "display") == "block" else raw(content)

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"\n{finish(text, self.html)}\n"

    def convert_dl(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return text.strip("\n")

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        rules = {"left": ":---", "center": ":---:", "right": "---:"}
        header, _, rows = text.strip("\n").partition("\n")
        cells = (rules.get(attr(cell, "align"), "---") for cell in tags(tags(el)[0]))
        return f"{header}\n| {' | '.join(cells)} |\n{rows}".rstrip("\n")

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"|{text}\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_td(el, finish(text, self.html, place="cell"), parent_tags))

    convert_th = convert_td

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        start, end = _MARKS[el.name]
        return f"{start}{text}{end}"

    convert_em = convert_del = convert_strong

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        if not self.html.wants(el.name):
            return text
        return f"{raw(open_tag(el))}{text}{raw(f'</{el.name}>')}"

    convert_sup = convert_u = convert_ins = convert_mark = convert_kbd = convert_samp = convert_abbr = (
        convert_sub
    )
    convert_q = convert_ruby = convert_rt = convert_rp = convert_bdo = convert_bdi = convert_tt = convert_sub

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return BREAK

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if el.attrs == AS_HTML:
            return self.convert_sub(el, text, parent_tags) if self.html.wants("code") else text
        longest = max(map(len, _BACKTICKS.findall(text)), default=0)
        fence = "`" * (longest + 1)
        touches = "`" in (text[0], text[-1]) or (text[0] == text[-1] == " " and text.strip())
        pad = " " if touches else ""
        return raw(f"{fence}{pad}{text}{pad}{fence}")

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        href, title = str(el.attrs["href"]).strip(), str(el.attrs.get("title", ""))
        if not title and ((text == href and _AUTOLINK.fullmatch(href)) or _is_email(text, href)):
            return raw(f"<{text}>")
        return f"{LINK}{text}{raw(f']({target(href, title)})')}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        alt = unmarked(" ".join(attr(el, "alt").split()))
        leads_to = target(attr(el, "src"), str(el.attrs.get("title", "")))
        return f"{raw('!')}{LINK}{alt}{raw(f']({leads_to})')}"


def _is_email(text: str, href: str) -> bool:
    return href == f"mailto:{text}" and _EMAIL.fullmatch(text) is not None


def _join(node: Tag, texts: list[str]) -> str:
    is_tight = name(node) == "li" and node.parent is not None and "tight" in node.parent.attrs
    return ("\n" if is_tight else "\n\n").join(text for text in texts if text)
