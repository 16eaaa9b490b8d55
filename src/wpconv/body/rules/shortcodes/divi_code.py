"""Divi's code module."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, is_text, new, replace_with
from wpconv.body.parse.html import parse

_LINE_END = re.compile(
    r"<!(?:--|–-?)\s*\[et_pb_line_break_holder\]\s*(?:--|-?–)>|\[et_pb_line_break_holder\]"
)
_TAG = re.compile(r"<[a-zA-Z/][^<>]*>")
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "″": '"', "»": '"', "«": '"', "‘": "'", "’": "'", "′": "'"}
)


def divi_code(tag: Tag, _ctx: Context) -> None:
    """Divi's code module, `[et_pb_code]`: its HTML, which the body holds in escaped form."""
    html = "".join(
        node.decode() if isinstance(node, Tag) else str(node) * is_text(node) for node in tag.contents
    )
    html = _TAG.sub(lambda found: found[0].translate(_QUOTES), _LINE_END.sub("\n", html))
    replace_with(tag, new("div", {}, *parse(html).root.contents))


RULES = tuple(Rule(f"[{name}]", divi_code, verbatim=True) for name in ("et_pb_code", "et_pb_fullwidth_code"))
