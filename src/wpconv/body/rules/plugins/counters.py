"""Animated counters of page builders."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, classes, find, find_all, text, text_alone

_NUMBERS = {
    ".elementor-counter-number": ("data-to-value", ""),
    ".display-counter": ("data-value", ""),
    ".kb-count-up": ("data-end", "kb-count-up-process"),
    ".et_pb_number_counter": ("data-number-value", "percent-value"),
    ".et_pb_circle_counter": ("data-number-value", "percent-value"),
    ".vc_pie_chart": ("data-pie-value", "vc_pie_chart_value"),
}


def counters(tag: Tag, _ctx: Context) -> None:
    """Animated counters of page builders: the final number instead of the first."""
    number, shown_in = next(value for match, value in _NUMBERS.items() if match[1:] in classes(tag))
    shown = find(tag, cls=shown_in) if shown_in else tag
    if shown and attr(tag, number) and text(shown).strip() in ("", "0", attr(tag, "data-from-value")):
        shown.string = attr(tag, number)


_FINAL = (
    "data-to-value", "data-to", "data-count", "data-counter", "data-number", "data-number-value",
    "data-value", "data-end", "data-end-value", "data-target", "data-stop", "data-final",
    "data-counter-value",
)  # fmt: skip
_OPTIONS = re.compile(r'"(?:countTo|endVal|end)":\s*"?(-?\d+(?:\.\d+)?)')
"""The final number in JSON, as in Bricks's `data-bricks-counter-options`."""
_ZERO = r"(?<![\d.,])0(?![\d.,])"
_NUMBER = r"-?\d+(?:[.,]\d+)*"
_SIGN = re.compile(r"data-[\w-]*(?:to|count|num|value|end|target|stop|final|digit|max|total)\b")
_ZERO_ALONE = re.compile(r">\s*0[\s%+]*<")
_NAME = re.compile(
    r"data-(?:[\w-]+-)?(?:to|count|counter|num|nums|number|value|end|target|stop|final|digit|max|total)"
)
"""The name of an attribute with the final number, on the counter itself."""
_LEVELS = 3
"""How many levels above a counter its final number can be."""


def any_counters(root: Tag, _ctx: Context) -> None:
    """Counters of any theme that begin with 0: the final number, from their attributes or those around."""
    for tag in find_all(root):
        shown = text_alone(tag)
        if shown is None or not re.fullmatch(_ZERO, shown.strip(" \n\t%+")):
            continue
        near = [tag]
        for _ in range(_LEVELS):
            near += [near[-1].parent] if near[-1].parent is not None else []
        values = [value for each in near for value in _finals(each)]
        values += [attr(tag, key) for key in tag.attrs if _NAME.fullmatch(key)]
        if final := next((value for value in values if re.fullmatch(_NUMBER, value)), ""):
            tag.string = re.sub(_ZERO, final, str(shown), count=1)


def _finals(tag: Tag) -> list[str]:
    """Return the values of an element's attributes that may be the final number."""
    options = (_OPTIONS.search(attr(tag, key)) for key in tag.attrs if "count" in key)
    return [*(attr(tag, key) for key in _FINAL), *(found[1] for found in options if found)]


def _has_numbers(html: str) -> bool:
    has_final = "counter-options" in html or _SIGN.search(html) is not None
    return has_final and _ZERO_ALONE.search(html) is not None


RULES = (
    *(Rule(match, counters) for match in _NUMBERS),
    Rule(":root", any_counters, concerns=_has_numbers),
)
