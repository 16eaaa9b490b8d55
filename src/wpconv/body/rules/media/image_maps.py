"""Image maps."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find_all, new, replace_with


def image_maps(tag: Tag, _ctx: Context) -> None:
    """Image maps: a list of the links that their areas are, after the map's other content."""
    links = [new("li", {}, link) for area in find_all(tag, "area") if (link := _area_link(area))]
    replace_with(tag, *tag.contents, *([new("ul", {}, *links)] if links else []))


def areas(tag: Tag, _ctx: Context) -> None:
    """An area outside of a map: a link."""
    if link := _area_link(tag):
        replace_with(tag, link)


def _area_link(area: Tag) -> Tag | None:
    """Return the link that an area is, which it is no more."""
    url = attr(area, "href")
    area.attrs.pop("href", None)
    return new("a", {"href": url}, attr(area, "alt") or attr(area, "title") or url) if url else None


RULES = (Rule("map", image_maps), Rule("area", areas, needs="href"))
