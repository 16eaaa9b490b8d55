"""The verse and preformatted blocks."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find, raw, replace_with
from wpconv.body.html import inner_inline_html

_MARKS = ("a", "img", "strong", "b", "em", "i", "mark", "s", "del", "u", "sub", "sup")


def verses(tag: Tag, ctx: Context) -> None:
    """The verse and preformatted blocks: HTML where words are emphasised or linked, which code cannot say."""
    if tag.name == "pre" and ctx.keeps_html and find(tag, *_MARKS):
        # A blank line would end the HTML where a reader of Markdown knows no better.
        html = f"<pre>{inner_inline_html(tag).strip(chr(10))}</pre>".replace("\n\n", "\n&#10;")
        replace_with(tag, raw(html, block=True))


RULES = (Rule(".wp-block-verse", verses), Rule(".wp-block-preformatted", verses))
