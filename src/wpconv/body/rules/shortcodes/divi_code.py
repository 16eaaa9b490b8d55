"""Divi's code module."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, is_text, new, replace_with
from wpconv.body.parse.html import parse

_LINE_END = r"<!(?:--|–-?)\s*\[et_pb_line_break_holder\]\s*(?:--|-?–)>|\[et_pb_line_break_holder\]"
_TAG = r"<[a-zA-Z/][^<>]*>"
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "″": '"', "»": '"', "«": '"', "‘": "'", "’": "'", "′": "'"}
)


def divi_code(tag: Tag, _ctx: Context) -> None:
    """Divi's code module, `[et_pb_code]`: its HTML, which the body holds in escaped form."""
    html = "".join(
        node.decode() if isinstance(node, Tag) else str(node) * is_text(node) for node in tag.contents
    )
    html = re.sub(_TAG, lambda found: found[0].translate(_QUOTES), re.sub(_LINE_END, "\n", html))
    replace_with(tag, new("div", {}, *parse(html).root.contents))


RULES = tuple(Rule(f"[{name}]", divi_code, verbatim=True) for name in ("et_pb_code", "et_pb_fullwidth_code"))
