"""The verse and preformatted blocks."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find, raw, replace_with
from wpconv.body.html import inner_inline_html

_INLINE = ("a", "img", "strong", "b", "em", "i", "mark", "s", "del", "u", "sub", "sup")


def verses(tag: Tag, ctx: Context) -> None:
    """The verse and preformatted blocks: HTML if they hold formatting or links, which a code block cannot."""
    if tag.name == "pre" and ctx.keeps_html and find(tag, *_INLINE):
        # An empty line would end the HTML block in parsers that do not follow CommonMark §4.6.
        html = f"<pre>{inner_inline_html(tag, ctx).strip(chr(10))}</pre>".replace("\n\n", "\n&#10;")
        replace_with(tag, raw(html, block=True))


RULES = (Rule(".wp-block-verse", verses), Rule(".wp-block-preformatted", verses))
