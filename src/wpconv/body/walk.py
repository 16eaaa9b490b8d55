"""One post on its way into normal form: what the handlers of plain HTML share."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from wpconv.body.flow import Flow
from wpconv.body.inline import anchor
from wpconv.body.marks import Mark, mark
from wpconv.body.tree import Tag, attr, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from wpconv.body.rules._rule import Context

Marks = tuple[Mark, ...]

_ONLY_HTML = frozenset(
    ("sub", "sup", "u", "ins", "mark", "kbd", "tt", "samp", "abbr", "q", "ruby", "rt", "rp", "bdo", "bdi")
)


class Walk:
    """The growing normal form, and what the tags of this body can ask of it."""

    def __init__(self, links: list[Tag], ctx: Context) -> None:
        self.ctx = ctx
        self.flow = Flow(ctx)
        self.targets = _targets(links)
        self._anchors: dict[str, Tag] = {}
        self._linked: set[str] = set()

    def anchor(self, tag: Tag) -> None:
        """Keep a place that a link in this body leads to."""
        if self.targets and self.ctx.keeps_html:
            target = unquote(attr(tag, "id") or (attr(tag, "name") if tag.name == "a" else ""))
            if target in self.targets and target not in self._anchors:
                self._anchors[target] = anchor(target)
                self.flow.leaf(self._anchors[target], ())

    def drop_idle_anchors(self) -> None:
        """Take out the places that no link leads to any more, as rules took the links out."""
        idle = {id(tag): tag for target, tag in self._anchors.items() if target not in self._linked}
        for parent in {id(tag.parent): tag.parent for tag in idle.values()}.values():
            if parent is not None:
                parent.contents = [node for node in parent.contents if id(node) not in idle]

    def boundary(self) -> Callable[[], None]:
        """End a paragraph here and where the tag ends."""
        self.flow.boundary()
        return self.flow.boundary

    def open(self, made: Tag, kind: str, *, stays: bool = False) -> Callable[[], None]:
        """Begin a container that the tag's end closes; if it does not stay, it goes where it is empty."""
        frame = self.flow.open(made, kind, stays=stays)
        return lambda: self.flow.close(frame)

    def nest(self, made: Tag, kind: str, *, stays: bool = False) -> Callable[[], None]:
        """Begin a container of those that may stand in each other, unless that goes too deep."""
        if self.flow.is_full:
            self.ctx.notice("nesting-flattened", f"<{made.name}> stands deeper than Markdown can say")
            return self.boundary()
        return self.open(made, kind, stays=stays)

    def mark(self, tag: Tag) -> Mark | None:
        """Return the mark that an inline tag puts on its content, if the user wants it."""
        made = mark(tag)
        if made is None:
            return None
        if made.name == "a" and made.attrs["href"].strip().lower().startswith("javascript:"):
            self.ctx.notice("dropped-script-link", f"the link around “{_excerpt(tag)}” ran a script")
            return None
        if made.name in _ONLY_HTML and not self.ctx.keeps_html:
            self.ctx.notice("dropped-html", f"<{made.name}> around “{_excerpt(tag)}”")
            return None
        if made.name == "a":
            self._linked.add(unquote(made.attrs["href"].strip()[1:]))
        return made


def _targets(links: list[Tag]) -> frozenset[str]:
    """The names of the places in this body that its own links lead to."""
    hrefs = (attr(link, "href") for link in links)
    return frozenset(unquote(href[1:]) for href in hrefs if href.startswith("#") and len(href) > 1)


def _excerpt(tag: Tag) -> str:
    return " ".join(text(tag).split())[:40]
