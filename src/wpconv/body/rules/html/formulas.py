"""Formulas."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find, has_class, new, raw, replace_with, text
from wpconv.body.html import outer_html, without_tags
from wpconv.notices import NoticeCode


def formulas(tag: Tag, ctx: Context) -> None:
    """Formulas in MathML or KaTeX: the same HTML, or their TeX with `--html drop`."""
    is_block = attr(tag, "display") == "block" or has_class(tag, "katex-display")
    if ctx.keeps_html:
        replace_with(tag, raw(outer_html(tag, ctx), block=is_block))
        return
    annotation = find(tag, "annotation")
    formula = " ".join(
        (text(annotation) if annotation else attr(tag, "data-latex") or attr(tag, "alttext")).split()
    )
    ctx.notice(NoticeCode.DROPPED_HTML, f"<{tag.name}> became {formula or 'its text'}")
    delimiter = "$$" if is_block else "$"
    tex = f"{delimiter}{without_tags(formula)}{delimiter}"
    replace_with(tag, raw(tex, block=is_block) if formula else new("span", {}, text(tag)))


RULES = (Rule(".katex-display", formulas), Rule(".katex", formulas), Rule("math", formulas))
