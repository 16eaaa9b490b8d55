"""Page builders' shortcodes: WPBakery, Divi, Fusion, Enfold, Cornerstone."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, new, rename, replace_with, unwrap
from wpconv.body.rules._shared.page_builder import button, encoded, heading, player, visible
from wpconv.notices import NoticeCode

_INLINE = ("dropcap", "dropcap1", "dropcap2", "highlight", "tooltip", "popover", "icon", "fontawesome")
_LISTS = {"fusion_checklist": "ul", "fusion_li_item": "li"}
_SILENT = (
    "space",
    "separator",
    "divider",
    "hr",
    "anchor",
    "row",
    "column",
    "section",
    "inner",
    "text",
    "image",
)


def shortcode_builders(tag: Tag, ctx: Context) -> None:
    """Page builders' shortcodes: their text, and the headings, images and links in their attributes."""
    family, _, kind = tag.name.strip("[]").removeprefix("et_").partition("_")
    last = kind.rpartition("_")[2]
    if last in _INLINE:
        unwrap(tag)
    elif f"{family}_{kind}" in _LISTS:
        rename(tag, _LISTS[f"{family}_{kind}"])
    elif kind in ("raw_html", "code") and family != "pb":
        replace_with(tag, new("div", {}, *encoded(tag)))
    elif last in ("heading", "title", "header"):
        replace_with(tag, heading(tag))
    elif last in ("btn", "button", "button2"):
        replace_with(tag, button(tag))
    elif last in ("video", "youtube", "vimeo", "audio") and (link := player(tag)):
        replace_with(tag, link)
    else:
        shown = visible(tag, ctx)
        if not shown and last not in _SILENT and not tag.attrs["]"]:
            ctx.notice(NoticeCode.SHORTCODE_LEFT_OUT, f"{tag.name} shows what only its site can make")
        replace_with(tag, *(shown or [new("div")]))


RULES = tuple(Rule(f"[{family}_*]", shortcode_builders) for family in ("vc", "et_pb", "fusion", "av", "cs"))
