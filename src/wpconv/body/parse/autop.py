"""Paragraphs and line breaks of text without tags, as WordPress's `wpautop` makes them.

An empty line ends a paragraph, any other line end is a line break. WordPress does this whenever it shows a
post, so a row of its database, which is the text as it was typed, lacks the tags. A rendered body can lack
them too, for text between the blocks of the block editor.
"""

import re
from collections.abc import Callable

from wpconv.body.dom import Comment, NavigableString, PageElement, Tag, is_text, name, new

_CODE = frozenset(("pre", "listing", "xmp", "script", "style", "textarea", "svg", "math"))
_LINE_END = re.compile(r"(\n\s*)")


def break_empty(root: Tag) -> None:
    """End paragraphs at the empty lines of text that is not in an element."""
    if any("\n\n" in str(node) and not str(node).isspace() for node in root.contents if is_text(node)):
        root.contents = _broken(root.contents, 0)


def break_all(root: Tag, is_code: Callable[[str], bool]) -> None:
    """End paragraphs and lines everywhere but in code; with blocks, only where `break_empty` does.

    Args:
        root: the tree, changed in place.
        is_code: whether the content of a shortcode of this name is code.
    """
    if any(isinstance(node, Comment) and node.strip().startswith("wp:") for node in root.contents):
        break_empty(root)
        return
    waiting = [root]
    while waiting:
        tag = waiting.pop()
        if tag.name not in _CODE and not is_code(tag.name.strip("[]")):
            tag.contents = _broken(tag.contents, 1)
            waiting.extend(node for node in tag.contents if isinstance(node, Tag))


def _broken(nodes: list[PageElement], single: int) -> list[PageElement]:
    """Return nodes with two `<br>` for each empty line, and `single` (0 or 1) for any other line end."""
    out: list[PageElement] = []
    for node in nodes:
        if not is_text(node) or (not single and str(node).isspace()):
            out.append(node)
            continue
        start, *rest = _LINE_END.split(str(node))
        after_break = bool(out) and name(out[-1]) == "br" and not start.strip()
        out.append(NavigableString(start))
        for gap, text in zip(rest[::2], rest[1::2], strict=True):
            breaks = 2 if gap.count("\n") > 1 else single - after_break
            out += [new("br") for _ in range(breaks)]
            out.append(NavigableString(text if breaks > 0 else f" {text}"))
            after_break = False
    return out
