"""Task lists."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, ancestor, attr, descendants, is_text, name, raw, replace_with


def task_lists(tag: Tag, _ctx: Context) -> None:
    """Task lists: a checkbox at the start of a list item becomes `[ ]` or `[x]`."""
    item = ancestor(tag, "li", "form", "td")
    if attr(tag, "type") == "checkbox" and name(item) == "li" and _begins(item, tag):
        replace_with(tag, raw("[x]" if "checked" in tag.attrs else "[ ]"), " ")


def _begins(item: Tag | None, tag: Tag) -> bool:
    nodes = descendants(item) if item else iter(())
    return (
        next((node for node in nodes if name(node) == "input" or (is_text(node) and str(node).strip())), None)
        is tag
    )


RULES = (Rule("input", task_lists),)
