"""Lines of text that WordPress has not wrapped: an empty one ends a paragraph, the end of another breaks it.

A post of blocks may hold text that was typed before there were blocks, bare between empty lines. A row of the
database is what its author typed: WordPress makes paragraphs of it each time it shows the post.
"""

import re
from collections.abc import Callable

from wpconv.body.dom import Comment, NavigableString, PageElement, Tag, is_text, name, new

_CODE = frozenset(("pre", "listing", "xmp", "script", "style", "textarea", "svg", "math"))
_LINE_END = re.compile(r"(\n\s*)")


def break_empty(root: Tag) -> None:
    """End paragraphs at the empty lines of text that stands in no block."""
    if any("\n\n" in str(node) and not str(node).isspace() for node in root.contents if is_text(node)):
        root.contents = _broken(root.contents, 0)


def break_all(root: Tag, is_code: Callable[[str], bool]) -> None:
    """Do what WordPress does to a row's text before it shows it; where there are blocks, they say it all.

    Args:
        root: the tree, changed in place.
        is_code: whether a shortcode holds code, by its name.
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
    """Put two breaks at each empty line, and `single` ones at other ends of lines."""
    out: list[PageElement] = []
    for node in nodes:
        if not is_text(node) or (not single and str(node).isspace()):
            out.append(node)
            continue
        start, *rest = _LINE_END.split(str(node))
        is_broken = bool(out) and name(out[-1]) == "br" and not start.strip()
        out.append(NavigableString(start))
        for gap, text in zip(rest[::2], rest[1::2], strict=True):
            breaks = 2 if gap.count("\n") > 1 else single - is_broken
            out += [new("br") for _ in range(breaks)]
            out.append(NavigableString(text if breaks > 0 else f" {text}"))
            is_broken = False
    return out
