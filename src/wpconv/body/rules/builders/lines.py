"""Parts of one line that only a style sets apart, or sets in a row."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import NavigableString, Tag, find, find_all, has_class, new, rename, set_children, text

_APART = (
    ".elementor-testimonial__title", ".elementor-price-list-price", ".elementor-progress-percentage",
    ".elementor-alert-description", ".elementor-post-avatar", ".et_pb_counter_container",
    ".e-tab-duration", ".wp-block-getwid-testimonial__subtitle", ".su-quote-cite",
)  # fmt: skip
_PRICES = (".elementor-price-table__price", ".pricing-row")
_OLD = "elementor-price-table__original-price"
_PERIODS = ("elementor-price-table__period", "time")
_FRACTIONS = ("elementor-price-table__fractional-part", "decimal-part")


def apart(tag: Tag, _ctx: Context) -> None:
    """A part of a line that follows another one without a space, such as a price after its name: a space."""
    set_children(tag, [NavigableString(" "), *tag.contents])


def prices(tag: Tag, _ctx: Context) -> None:
    """The price of a price table, with parts in elements of their own: one line, "~~$59~~ $39.99 a month"."""
    if find_all(tag, "a", "img", "p"):
        return
    old, period = _taken(tag, _OLD), _taken(tag, *_PERIODS)
    for part in find_all(tag):
        if has_class(part, *_FRACTIONS):
            set_children(part, [NavigableString("."), *part.contents])
    line = NavigableString(f"{''.join(text(tag).split())} {period}".strip())
    rename(tag, "p")
    set_children(tag, [new("del", {}, old), NavigableString(" "), line] if old else [line])


def _taken(tag: Tag, *names: str) -> str:
    """Take the first element with one of these classes out of a tag, and return its text."""
    found = next((part for name in names if (part := find(tag, cls=name))), None)
    said = " ".join(text(found).split()) if found is not None else ""
    if found is not None:
        set_children(found, [])
    return said


RULES = (*(Rule(match, apart) for match in _APART), *(Rule(match, prices) for match in _PRICES))
