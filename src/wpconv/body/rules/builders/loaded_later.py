"""Content that a script asks the site for."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag
from wpconv.body.rules._shared.visibility import has_visible_content
from wpconv.notices import NoticeCode


def loaded_later(tag: Tag, ctx: Context) -> None:
    """WPBakery's grid of posts or images, which is empty until a script loads it: reported."""
    if not has_visible_content(tag):
        ctx.notice(NoticeCode.SHORTCODE_LEFT_OUT, "the content of a grid is loaded from its site by a script")


RULES = (Rule(".vc_grid-container", loaded_later, needs="data-vc-request"),)
