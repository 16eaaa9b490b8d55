"""The menus of a site as trees, with the titles and URLs of the posts and terms that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wpconv.body.html import runs_script
from wpconv.body.parse.html import plain_text
from wpconv.document.site_data import MenuEntry, Menus
from wpconv.model import PostFacts, Reference
from wpconv.notices import Notice, NoticeCode
from wpconv.read.site import Site
from wpconv.site_model import MenuItem

MAIN = "main"
"""The name that generators and themes expect of a menu."""
DEEPEST = 50
"""The number of levels of a menu; WordPress's own editor makes 11."""


def menus(
    items: Sequence[MenuItem],
    site: Site,
    posts: Mapping[str, PostFacts],
    rewrite: Callable[[Reference], str | None],
) -> tuple[Menus, list[Notice]]:
    """Return the menus by name, each in its order, and the notices of URLs that are left out.

    Args:
        items: the entries and the names of menus.
        site: the terms of the run.
        posts: the posts of the run, by the path of their documents.
        rewrite: returns the new URL of a link; None for one that leads to nothing outside of WordPress.
    """
    names = {(item.host, item.menu): item.title for item in items if not item.id}
    by_menu: dict[str, list[MenuItem]] = {}
    for item in items:
        if item.id:
            by_menu.setdefault(names.get((item.host, item.menu), item.menu), []).append(item)
    if len(by_menu) == 1:
        by_menu = {MAIN: next(iter(by_menu.values()))}
    paths = {(post.host, post.id): path for path, post in posts.items()}
    builder = _Builder(site, posts, paths, rewrite)
    made = {name: builder.entries(entries) for name, entries in sorted(by_menu.items())}
    return made, builder.notices


class _Builder:
    def __init__(
        self,
        site: Site,
        posts: Mapping[str, PostFacts],
        paths: Mapping[tuple[str, int | None], str],
        rewrite: Callable[[Reference], str | None],
    ) -> None:
        self.site, self.posts, self.paths, self.rewrite = site, posts, paths, rewrite
        self.notices: list[Notice] = []

    def entries(self, items: Sequence[MenuItem]) -> tuple[MenuEntry, ...]:
        """Return the top entries, and those whose parent is missing, too deep, or above itself."""
        below: dict[int, list[MenuItem]] = {}
        parents = {item.id: item.parent for item in items}
        for item in sorted(items, key=lambda item: (item.order, item.id)):
            is_top = item.parent not in parents or _is_too_deep(item.id, parents)
            below.setdefault(0 if is_top else item.parent, []).append(item)
        entries = self._entries(0, below)
        while below:  # circles of parents
            below.setdefault(0, []).append(below[next(iter(below))].pop(0))
            entries += self._entries(0, below)
            below = {parent: left for parent, left in below.items() if left}
        return entries

    def _entries(self, parent: int, below: dict[int, list[MenuItem]]) -> tuple[MenuEntry, ...]:
        made = (self._entry(item, below) for item in below.pop(parent, ()))
        return tuple(entry for entry in made if entry.title or entry.children)

    def _entry(self, item: MenuItem, below: dict[int, list[MenuItem]]) -> MenuEntry:
        path = self.paths.get((item.host, item.object_id), "") if item.object_type != "custom" else ""
        term = self.site.term(item.object_id, item.object_type, item.host) if item.object_id else None
        post = self.posts[path] if path and term is None else None
        url = item.url or (term.link if term else "") or (post.link if post else "")
        if runs_script(url):
            detail = f"the menu's entry “{plain_text(item.title)}” ran a script"
            self.notices.append(Notice(NoticeCode.DROPPED_SCRIPT_LINK, detail))
            url = ""
        title = plain_text(item.title) or (plain_text(term.name) if term else "")
        if not title and post is not None:
            title = post.slug.replace("-", " ").capitalize()
        return MenuEntry(
            title=title,
            url=(self.rewrite(Reference(url)) or "") if url else "",
            document=path if post is not None else "",
            children=self._entries(item.id, below),
        )


def _is_too_deep(item: int, parents: Mapping[int, int]) -> bool:
    """Return whether an entry has DEEPEST others above it; those in a circle have none of them."""
    above = {item}
    while (item := parents[item]) in parents and item not in above:
        if len(above) == DEEPEST:
            return True
        above.add(item)
    return False
