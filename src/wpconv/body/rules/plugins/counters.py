"""Animated counters of page builders."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, classes, find, text

_NUMBERS = {
    ".elementor-counter-number": ("data-to-value", ""),
    ".display-counter": ("data-value", ""),
    ".kb-count-up": ("data-end", "kb-count-up-process"),
    ".et_pb_number_counter": ("data-number-value", "percent-value"),
    ".vc_pie_chart": ("data-pie-value", "vc_pie_chart_value"),
}


def counters(tag: Tag, _ctx: Context) -> None:
    """Animated counters of page builders: the final number instead of the first."""
    number, shown_in = next(value for match, value in _NUMBERS.items() if match[1:] in classes(tag))
    shown = find(tag, cls=shown_in) if shown_in else tag
    if shown and attr(tag, number) and text(shown).strip() in ("", "0", attr(tag, "data-from-value")):
        shown.string = attr(tag, number)


RULES = tuple(Rule(match, counters) for match in _NUMBERS)
