"""Links that open and close panels."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, unwrap

_TOGGLE_ATTRS = (
    "data-toggle", "data-bs-toggle", "data-vc-accordion", "data-vc-tabs", "aria-expanded", "aria-controls",
    "uk-toggle",
)  # fmt: skip


def toggles(tag: Tag, _ctx: Context) -> None:
    """Links that open and close a panel on their page: their text, as all panels are shown."""
    href = attr(tag, "href")
    is_toggle = attr(tag, "role") in ("button", "tab") or any(key in tag.attrs for key in _TOGGLE_ATTRS)
    if is_toggle and (href.startswith("#") or not href):
        unwrap(tag)


RULES = (Rule("a", toggles, leaves_text=True),)
