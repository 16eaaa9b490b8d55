"""The content of `<noscript>`."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find_all, name, replace_with
from wpconv.body.rules._shared.media import address, identity


def noscript(tag: Tag, ctx: Context) -> None:
    """Images and frames in a `<noscript>`: kept, unless the lazy copy of the same image came before."""
    kept = []
    for inner in find_all(tag, "img", "iframe"):
        source = identity(inner, address(inner))
        if (inner.name, source) not in ctx.shown_media:
            ctx.noscript_media.add(source)
            kept.append(inner.parent if inner.parent and name(inner.parent) == "a" else inner)
    replace_with(tag, *kept)


RULES = (Rule("noscript", noscript),)
