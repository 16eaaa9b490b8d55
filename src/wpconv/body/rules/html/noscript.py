"""Images and players for readers without scripts."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find_all, name, replace_with
from wpconv.body.rules._shared.media import address, identity


def noscript(tag: Tag, ctx: Context) -> None:
    """Images and players for readers without scripts: shown where no lazy twin of theirs is."""
    alone = []
    for inner in find_all(tag, "img", "iframe"):
        shown = identity(inner, address(inner))
        if (inner.name, shown) not in ctx.shown:
            ctx.shown.add(("noscript", shown))
            alone.append(inner.parent if inner.parent and name(inner.parent) == "a" else inner)
    replace_with(tag, *alone)


RULES = (Rule("noscript", noscript),)
