"""The `<picture>` element."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find, find_all, new, replace_with
from wpconv.body.rules._shared.media import address, largest


def pictures(tag: Tag, _ctx: Context) -> None:
    """A `<picture>`: its `<img>`, or the largest of its sources if that has no URL."""
    image = find(tag, "img") or new("img")
    if not address(image):
        offers = [largest(source) for source in find_all(tag, "source")]
        image.attrs["src"] = next((url for url in offers if url), "")
    replace_with(tag, image)


RULES = (Rule("picture", pictures),)
