"""Ratings that are drawn as stars."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, classes, find_all, text

_STARS = 5
_WIDTH = re.compile(r"width:\s*(\d+(?:\.\d+)?)%")
_CLASS = re.compile(r"(?:^|[-_])(?:star|stars|rating|ratings|rate)(?:$|[-_])")
_SIGN = re.compile(r"(?:star|rating|rate)[\w -]*[\"'][^<>]*>\s*<(?:span|div|i)\b[^<>]*style=[\"']width:")
_STYLES = ('style="width:', "style='width:")
_TENTHS = re.compile(r"elementor-star-(\d)")
_NUMBER = re.compile(r"kt-testimonial-rating-(\d)")


def drawn_by_width(root: Tag, _ctx: Context) -> None:
    """Stars without a text, of which as many are filled as the width of an element inside says."""
    for tag in find_all(root):
        outer = tag.parent
        match = _WIDTH.match(attr(tag, "style")) if "style" in tag.attrs else None
        if match is None or outer is None or not any(map(_CLASS.search, classes(outer))):
            continue
        rating = float(match[1]) / 100 * _STARS  # without a vote it is 0
        if rating and not text(outer).strip():
            outer.string = _written(rating)


def drawn_by_icons(tag: Tag, _ctx: Context) -> None:
    """Elementor's stars, which are icons: a text for screen readers alone stays instead, if there is one."""
    icons = find_all(tag, "i")
    for icon in icons:
        icon.string = ""
    if not text(tag).strip() and icons:
        names = [name for icon in icons for name in classes(icon)]
        parts = [int(match[1]) / 10 for name in names if (match := _TENTHS.fullmatch(name))]
        tag.string = _written(names.count("elementor-star-full") + sum(parts))


def labelled(tag: Tag, _ctx: Context) -> None:
    """Stars that have nothing but a label for screen readers, or their number in a class."""
    if text(tag).strip():
        return
    number = next((int(match[1]) for name in classes(tag) if (match := _NUMBER.fullmatch(name))), 0)
    if number:
        tag.string = _written(number)
    elif attr(tag, "aria-label"):
        tag.string = attr(tag, "aria-label")


def _written(number: float) -> str:
    """Return stars for a rating between 0 and 5, in halves."""
    halves = round(min(number, _STARS) * 2)
    full, half = divmod(halves, 2)
    return "★" * full + "½" * half + "☆" * (_STARS - full - half)


def _concerns(html: str) -> bool:
    return any(sign in html for sign in _STYLES) and _SIGN.search(html) is not None


RULES = (
    Rule(":root", drawn_by_width, concerns=_concerns),
    Rule(".elementor-star-rating", drawn_by_icons),
    Rule(".e-rating-wrapper", labelled),
    Rule(".kt-testimonial-rating-wrap", labelled),
)
