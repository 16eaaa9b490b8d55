"""Formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.context import Rule
from wpconv.body.dom import Tag, attr, find, has_class, keep, new, replace_with, text
from wpconv.body.rules._shared.html import as_written, without_tags
from wpconv.notices import NoticeCode

if TYPE_CHECKING:
    from wpconv.body.context import Context


def formulas(tag: Tag, ctx: Context) -> None:
    """Formulas in MathML or KaTeX: as they were written, or their TeX where the user wants no HTML."""
    is_block = attr(tag, "display") == "block" or has_class(tag, "katex-display")
    if ctx.keeps_html:
        replace_with(tag, keep(as_written(tag), block=is_block))
        return
    note = find(tag, "annotation")
    formula = " ".join((text(note) if note else attr(tag, "data-latex") or attr(tag, "alttext")).split())
    ctx.notice(NoticeCode.DROPPED_HTML, f"<{tag.name}> became {formula or 'its text'}")
    sign = "$$" if is_block else "$"
    replace_with(
        tag,
        keep(sign + without_tags(formula) + sign, block=is_block) if formula else new("span", {}, text(tag)),
    )


RULES = (Rule(".katex-display", formulas), Rule(".katex", formulas), Rule("math", formulas))
