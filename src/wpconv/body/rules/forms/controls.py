"""Controls of forms that are outside of any form."""

from itertools import islice

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, ancestor, attr, descendants, find, remove
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.notices import NoticeCode

_WRITTEN = (
    "",
    "text",
    "email",
    "tel",
    "url",
    "number",
    "search",
    "password",
    "date",
    "datetime-local",
    "file",
)
"""Types of an `<input>` that a reader writes into."""
_MAX_NODES = 100
"""How many nodes are searched for a control."""
_LEVELS = 3
"""How many levels above a label or a button its control is searched."""


def labels(tag: Tag, ctx: Context) -> None:
    """The label of a control that a reader writes into, outside of any form: left out like the control."""
    if _is_in_form(tag) or find(tag, "img", "a"):
        return
    target = attr(tag, "for")
    if any(not target or attr(control, "id") == target for control in _controls(tag, bool(target))):
        ctx.notice(NoticeCode.REMOVED_FORM, f"the label of a control: {excerpt(tag)}")
        remove(tag)


def submits(tag: Tag, ctx: Context) -> None:
    """The button that sends what a reader wrote into controls beside it: left out like them."""
    if attr(tag, "type") == "submit" and not _is_in_form(tag) and _controls(tag, outside=True):
        ctx.notice(NoticeCode.REMOVED_FORM, f"a button: {excerpt(tag)}")
        remove(tag)


def _is_in_form(tag: Tag) -> bool:
    return ancestor(tag, "form") is not None


def _controls(tag: Tag, outside: bool) -> list[Tag]:
    """Return the controls in a tag, or also those near it."""
    outer = tag
    for _ in range(_LEVELS if outside else 0):
        outer = outer.parent or outer
    near = (node for node in islice(descendants(outer), _MAX_NODES) if isinstance(node, Tag))
    controls = (node for node in near if node.name in ("input", "textarea"))
    return [each for each in controls if each.name != "input" or attr(each, "type").lower() in _WRITTEN]


RULES = (Rule("label", labels), Rule("button", submits))
