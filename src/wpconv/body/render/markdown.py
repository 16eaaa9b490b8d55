"""The normal form as Markdown: one walk, and every string is final where it is made.

The conventions are those that all common dialects read alike (docs/dialects.md): `-` bullets, four-space
nesting, backtick fences, hard breaks of two blanks, blank lines around blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from markdownify import MarkdownConverter

from wpconv.body.context import Context
from wpconv.body.dom import FRAGMENT, PageElement, Tag, attr, blocks, inline, tags
from wpconv.body.html import open_tag
from wpconv.body.normalise.inline import AS_HTML
from wpconv.body.render import lists
from wpconv.body.render.escape import finish
from wpconv.body.render.inline_tokens import (
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
from wpconv.body.render.link_destinations import target
from wpconv.notices import NoticeCode

if TYPE_CHECKING:
    from wpconv.model import Dialect

_AUTOLINK = re.compile(r"(?:https?|ftp)://[^\s<>`\x00-\x1f]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TAG_NAME = re.compile(r"</?([a-z][a-z0-9-]*)")
_BACKTICKS = re.compile(r"`+")
_HASH = re.compile(r"^#", re.MULTILINE)
_FLOWS = frozenset((FRAGMENT, "blockquote", "li", "dd", "note"))
_LISTS = frozenset(("ul", "ol"))
_MARKS = {"strong": (STRONG, STRONG_END), "em": (EM, EM_END), "del": (DEL, DEL_END)}


_Conversion = Callable[["_Renderer", Tag, str, frozenset[str]], str]

_OPTIONS = MarkdownConverter(heading_style="atx").options


def render(root: Tag, ctx: Context | None = None) -> str:
    """Return a tree in normal form as Markdown, without a final line end.

    Args:
        root: what `normalise` returned.
        ctx: the post's context; a notice tells which HTML stands in the Markdown.
    """
    ctx = ctx or Context()
    html = HtmlUse(allowed=ctx.options.html != "drop")
    renderer = _Renderer(html, ctx.dialect)
    markdown = str(renderer.process_tag(root, frozenset()))
    if html.names:
        code = NoticeCode.KEPT_HTML if html.allowed else NoticeCode.DROPPED_HTML
        ctx.notice(code, " ".join(f"<{name}>" for name in sorted(html.names)))
    return markdown


class _Renderer(MarkdownConverter):  # type: ignore[misc] # see pyproject.toml
    """markdownify's dispatch and conversions, told what the normal form already settles.

    The normal form has no blanks to collapse and no neighbours to ask, so what markdownify does about them in
    `process_tag` and `process_text` is left out, and blocks are joined where they meet.
    """

    def __init__(self, html: HtmlUse, dialect: Dialect) -> None:
        # Not markdownify's own, which looks through the classes of its options for each converter it makes.
        self.options = _OPTIONS
        self.html = html
        self.dialect = dialect
        self.item_start: PageElement | None = None
        """What the list item begins with that is being rendered."""

    def process_tag(self, node: Tag, parent_tags: frozenset[str]) -> str:
        kind = node.name
        if kind in _LISTS:
            return self._list(node, parent_tags | {"li"})
        if kind in _FLOWS:
            text = self._flow(node, parent_tags, "\n\n")
        else:
            texts = [
                child if isinstance(child, str) else self.process_tag(child, parent_tags)
                for child in inline(node)
            ]
            text = texts[0] if len(texts) == 1 else "".join(texts)
        convert = _conversion(kind)
        return convert(self, node, text, parent_tags) if convert else text

    def _flow(self, node: Tag, parent_tags: frozenset[str], gap: str) -> str:
        """Render blocks, and join them where they meet."""
        if len(node.contents) > 1:
            lists.part(node, self.html)
        texts = [self.process_tag(child, parent_tags) for child in blocks(node)]
        return texts[0] if len(texts) == 1 else gap.join(text for text in texts if text)

    def _list(self, node: Tag, parent_tags: frozenset[str]) -> str:
        gap = "\n" if "tight" in node.attrs else "\n\n"
        texts = []
        for item in blocks(node):
            self.item_start = item.contents[0] if item.contents else None
            texts.append(self._flow(item, parent_tags, gap))
        return lists.layout(node, texts, self.html)

    def _finish(self, text: str, place: str = "paragraph") -> str:
        if self.dialect.pipe_in_text_is_table and place != "cell":
            text = without_bars(text)
        text = finish(text, self.html, place=place, loose_emphasis=self.dialect.loose_emphasis)
        may_begin_a_heading = self.dialect.hash_needs_no_space and place in {"paragraph", "item"}
        return _HASH.sub(r"\\#", text) if may_begin_a_heading else text

    def convert_p(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        return self._finish(text, "item" if el is self.item_start else "paragraph")

    def convert_h1(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        return f"{'#' * int(el.name[1])} {self._finish(text, 'heading')}"

    convert_h2 = convert_h3 = convert_h4 = convert_h5 = convert_h6 = convert_h1

    def convert_blockquote(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:
        return str(super().convert_blockquote(el, text, parent_tags)).strip("\n") or ">"

    def convert_hr(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:
        if "li" in parent_tags:
            return "___"  # after a bullet, dashes or stars would make one rule of both
        return str(super().convert_hr(el, text, parent_tags)).strip("\n")

    def convert_pre(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        longest = max(map(len, _BACKTICKS.findall(text)), default=0)
        fence = "`" * max(3, longest + 1)
        language = attr(el, "lang").replace("`", "")
        lines = [text.removesuffix("\n")] if text else []
        return "\n".join([f"{fence}{language}", *lines, fence])

    def convert_note(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        return lists.hang(f"[^{attr(el, 'id')}]: ", text, lists.INDENT)

    def convert_note_ref(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        return raw(f"[^{attr(el, 'id')}]")

    def convert_raw(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        content = "".join(str(child) for child in el.contents)
        if match := _TAG_NAME.match(content):
            self.html.wants(match[1])
        return content if attr(el, "display") == "block" else raw(content)

    def convert_dt(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        return f"\n{self._finish(text)}\n"

    def convert_dl(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        return text.strip("\n")

    def convert_table(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        rules = {"left": ":---", "center": ":---:", "right": "---:"}
        header, _, rows = text.strip("\n").partition("\n")
        cells = (rules.get(attr(cell, "align"), "---") for cell in tags(tags(el)[0]))
        return f"{header}\n| {' | '.join(cells)} |\n{rows}".rstrip("\n")

    def convert_tr(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        return f"|{text}\n"

    def convert_td(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:
        return str(super().convert_td(el, self._finish(text, "cell"), parent_tags))

    convert_th = convert_td

    def convert_strong(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        start, end = _MARKS[el.name]
        return f"{start}{text}{end}"

    convert_em = convert_strong

    def convert_del(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:
        convert = self.convert_strong if self.dialect.strikethrough else self.convert_sub
        return convert(el, text, parent_tags)

    def convert_sub(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        if not self.html.wants(el.name):
            return text
        return f"{raw(open_tag(el))}{text}{raw(f'</{el.name}>')}"

    convert_sup = convert_u = convert_ins = convert_mark = convert_kbd = convert_samp = convert_abbr = (
        convert_sub
    )
    convert_q = convert_ruby = convert_rt = convert_rp = convert_bdo = convert_bdi = convert_tt = convert_sub

    def convert_br(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        return BREAK

    def convert_code(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:
        if el.attrs == AS_HTML:
            return self.convert_sub(el, text, parent_tags) if self.html.wants("code") else text
        longest = max(map(len, _BACKTICKS.findall(text)), default=0)
        # One backtick between blanks is text to kramdown.
        fence = "`" * max(longest + 1, 2 if text[0] == " " else 1)
        touches = "`" in (text[0], text[-1]) or (text[0] == text[-1] == " " and text.strip())
        pad = " " if touches else ""
        return raw(f"{fence}{pad}{text}{pad}{fence}")

    def convert_a(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        href, title = str(el.attrs["href"]).strip(), str(el.attrs.get("title", ""))
        if not title and ((text == href and _AUTOLINK.fullmatch(href)) or _is_email(text, href)):
            return raw(f"<{text}>")
        return f"{LINK}{text}{raw(f']({target(href, title)})')}"

    def convert_img(self, el: Tag, text: str, parent_tags: frozenset[str]) -> str:  # noqa: ARG002
        alt = unmarked(" ".join(attr(el, "alt").split()))
        leads_to = target(attr(el, "src"), str(el.attrs.get("title", "")))
        return f"{raw('!')}{LINK}{alt}{raw(f']({leads_to})')}"


def _is_email(text: str, href: str) -> bool:
    return href == f"mailto:{text}" and _EMAIL.fullmatch(text) is not None


@cache
def _conversion(name: str) -> _Conversion | None:
    """Return what makes Markdown of a tag with this name and its text; None leaves the text as it is."""
    conversion: _Conversion | None = getattr(_Renderer, f"convert_{name.replace('-', '_')}", None)
    return conversion
