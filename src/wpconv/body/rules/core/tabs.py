"""The tabs block."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, descendants, find_all, new, remove, set_children


def tabs(tag: Tag, _ctx: Context) -> None:
    """The tabs block: each label in bold before its panel; hidden panels are included."""
    panels = {attr(panel, "id"): panel for panel in find_all(tag) if attr(panel, "role") == "tabpanel"}
    for label in find_all(tag):
        panel = panels.pop(attr(label, "aria-controls"), None) if attr(label, "role") == "tab" else None
        if panel and all(node is not panel for node in descendants(label)):
            title = new("p", {}, new("strong", {}, *label.contents))
            set_children(panel, [title, *panel.contents])
            remove(label)


RULES = (Rule(".wp-block-tabs", tabs),)
