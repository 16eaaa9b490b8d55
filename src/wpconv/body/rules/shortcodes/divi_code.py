"""Divi's code module."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, is_text, new, replace_with
from wpconv.body.parse.divi_code import restored
from wpconv.body.parse.html import parse


def divi_code(tag: Tag, _ctx: Context) -> None:
    """Divi's code module, `[et_pb_code]`: its HTML, which the body holds in escaped form."""
    html = "".join(
        node.decode() if isinstance(node, Tag) else str(node) * is_text(node) for node in tag.contents
    )
    replace_with(tag, new("div", {}, *parse(restored(html)).root.contents))


RULES = tuple(Rule(f"[{name}]", divi_code, verbatim=True) for name in ("et_pb_code", "et_pb_fullwidth_code"))
