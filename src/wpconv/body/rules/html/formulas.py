"""Formulas."""

from itertools import islice

from wpconv.body.context import Context, Rule
from wpconv.body.dom import (
    Tag,
    attr,
    find,
    find_all,
    has_class,
    name,
    new,
    raw,
    remove,
    replace_with,
    text,
)
from wpconv.body.html import formula, without_tags
from wpconv.body.parse.html import parse
from wpconv.notices import NoticeCode

_DISPLAYED = ("katex-display", "MathJax_Display", "MathJax_SVG_Display", "MJXc-display")
_DRAWN = (
    "katex", "MathJax", "MathJax_SVG", "MathJax_CHTML", "MathJax_Display", "MathJax_SVG_Display", "mjx-chtml",
    "MJXc-display", "katex-display",
)  # fmt: skip
_WRAPPERS = 2
"""The most elements that MathJax 2 writes between what it has drawn and the script."""
_TEX = ("data-latex", "data-tex", "alttext")


def formulas(tag: Tag, ctx: Context) -> None:
    """Formulas that KaTeX or MathJax has drawn: the MathML in their output, which browsers show themselves.

    With `--html drop`, or if there is no MathML, it is their TeX.
    """
    math = tag if tag.name == "math" else find(tag, "math") or _from_attribute(tag)
    is_block = attr(tag, "display") in ("block", "true") or has_class(tag, *_DISPLAYED)
    is_block = is_block or (math is not None and attr(math, "display") == "block")
    source = _script(tag)
    tex = _tex(math or tag) or ("".join(map(str, source.contents)).strip() if source else "")
    if math is not None and ctx.keeps_html:
        if is_block:
            math.attrs["display"] = "block"
        if source:
            remove(source)
        replace_with(tag, raw(formula(math, ctx), block=is_block))
    elif source:
        remove(tag)  # the rule of scripts writes it
    elif tex or math is not None:
        ctx.notice(NoticeCode.DROPPED_HTML, f"<{tag.name}> became {tex or 'its text'}")
        delimiter = "$$" if is_block else "$"
        written = raw(f"{delimiter}{without_tags(tex)}{delimiter}", block=is_block)
        replace_with(tag, written if tex else new("div" if is_block else "span", {}, text(math or tag)))


def previews(tag: Tag, _ctx: Context) -> None:
    """The preview that MathJax shows until it has drawn a formula: removed, as the formula follows."""
    if _script(tag) or name(_next(tag)) in ("span", "mjx-container"):
        remove(tag)


def _tex(tag: Tag) -> str:
    annotation = find(tag, "annotation")
    found = text(annotation) if annotation else next((attr(tag, key) for key in _TEX if attr(tag, key)), "")
    return " ".join(found.split())


def _from_attribute(tag: Tag) -> Tag | None:
    """Return the MathML that MathJax 2 keeps in an attribute."""
    found = (attr(node, "data-mathml") for node in (tag, *find_all(tag)) if "data-mathml" in node.attrs)
    source = next(found, "")
    return find(parse(source).root, "math") if source else None


def _script(tag: Tag) -> Tag | None:
    """Return the script with the source of a formula that MathJax 2 has drawn; it comes after it."""
    if tag.name == "math" or has_class(tag, "katex", "katex-display"):
        return None
    following = _next(tag)
    for _ in range(_WRAPPERS):
        if following is not None and has_class(following, *_DRAWN):
            following = _next(following)
    return following if following is not None and attr(following, "type").startswith("math/tex") else None


def _next(tag: Tag) -> Tag | None:
    """Return the tag right after a tag, without text between them."""
    nodes = tag.parent.contents if tag.parent is not None else []
    place = next((number for number, node in enumerate(nodes) if node is tag), len(nodes))
    following = islice(nodes, place + 1, place + 3)
    shown = next((node for node in following if isinstance(node, Tag) or str(node).strip()), None)
    return shown if isinstance(shown, Tag) else None


RULES = (
    *(Rule(f".{drawn}", formulas) for drawn in reversed(_DRAWN)),
    Rule("mjx-container", formulas),
    Rule("math", formulas),
    Rule(".MathJax_Preview", previews),
)
