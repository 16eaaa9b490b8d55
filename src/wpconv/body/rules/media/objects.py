"""Flash films and documents in `<object>` or `<embed>`."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find, find_all, replace_with
from wpconv.body.rules._shared.media import link
from wpconv.notices import NoticeCode

_FILM = ("movie", "src", "filename")


def objects(tag: Tag, ctx: Context) -> None:
    """Flash films and documents in `<object>` or `<embed>`: a link, as few browsers show them."""
    url = attr(tag, "data") or attr(tag, "src") or _inner_address(tag)
    # The parser does not know that an <embed> has no end.
    after = tag.contents if tag.name == "embed" else []
    inner = find(tag, "iframe", "video", "audio", "img")
    if url:
        ctx.notice(NoticeCode.EMBED_BECAME_LINK, f"<{tag.name}>: {url}")
        replace_with(tag, link(url, attr(tag, "aria-label") or attr(tag, "title")), *after)
    elif inner and not after:
        replace_with(tag, inner)
    else:
        ctx.notice(NoticeCode.EMBED_WITHOUT_ADDRESS, f"an <{tag.name}>")
        replace_with(tag, *after)


def _inner_address(tag: Tag) -> str:
    embedded = [attr(embed, "src") for embed in find_all(tag, "embed")]
    films = [attr(param, "value") for param in find_all(tag, "param") if attr(param, "name").lower() in _FILM]
    return next((url for url in embedded + films if url), "")


RULES = (Rule("object", objects), Rule("embed", objects))
