"""Links that open and close a panel."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, unwrap

_SIGNS = (
    "data-toggle", "data-bs-toggle", "data-vc-accordion", "data-vc-tabs", "aria-expanded", "aria-controls",
    "uk-toggle",
)  # fmt: skip


def toggles(tag: Tag, _ctx: Context) -> None:
    """Links that open and close a panel of this page: their text, as all panels are open."""
    href = attr(tag, "href")
    is_toggle = attr(tag, "role") in ("button", "tab") or any(sign in tag.attrs for sign in _SIGNS)
    if is_toggle and (href.startswith("#") or not href):
        unwrap(tag)


RULES = (Rule("a", toggles),)
