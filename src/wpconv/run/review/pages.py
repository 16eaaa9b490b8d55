"""Divides the sections of the review page between files of limited size, and writes each file's HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from wpconv.notices import Severity
from wpconv.run.review import entries, page
from wpconv.run.review.collected import Collected
from wpconv.run.review.entries import Entry
from wpconv.run.review.tables import Table, chart

ROOM = 9_800_000
"""The number of bytes of a file for parts of sections; with the rest, a file has less than 10 MB."""
TITLE = "Review of the conversion"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with parts that are not divided."""

    id: str
    title: str
    opening: str
    closing: str
    sizes: Sequence[int]
    """Of its parts, in bytes."""
    part: Callable[[int], bytes]
    """Returns a part by its number, from 0."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Consecutive parts of a section, which are in the same file."""

    section: Section
    start: int
    end: int


def sections(collected: Collected, tables: Iterable[Table]) -> list[Section]:
    """Return the sections of a review: its posts, worst first, then the tables."""
    return [_posts(collected), *map(_table, tables)]


def _posts(collected: Collected) -> Section:
    ordered = sorted(collected.entries, key=lambda each: each.order)

    def part(number: int) -> bytes:
        each = ordered[number]
        if each.number not in collected.bodies:
            return _encoded(entries.opening(each, has_body=False))
        opening = _encoded(entries.opening(each, has_body=True))
        return opening + collected.body(each.number) + _encoded(entries.closing())

    sizes = [len(part(number)) for number in range(len(ordered))]
    return Section("posts", "Posts", '<h2 id="posts">Posts</h2>\n', "", sizes, part)


def _table(table: Table) -> Section:
    lines = [_encoded(line) for line in table.lines()]
    title = f"{table.title} ({len(lines):,})"
    return Section(
        table.id, title, table.opening, table.closing, [len(line) for line in lines], lines.__getitem__
    )


def divided(found: Iterable[Section], room: int) -> list[list[Slice]]:
    """Return the sections of each file, in their order.

    Args:
        found: the sections.
        room: the number of bytes for their parts in a file; a part that is bigger has a file of its own.
    """
    files: list[list[Slice]] = [[]]
    left = room
    for section in found:
        frame = len(_encoded(section.opening + section.closing))
        start, left = 0, left - frame
        for number, size in enumerate(section.sizes):
            if size > left and left < room:
                files[-1] += [Slice(section, start, number)] if number > start else []
                files.append([])
                start, left = number, room - frame
            left -= size
        files[-1].append(Slice(section, start, len(section.sizes)))
    return [each for each in files if each] or [[]]


def file_names(name: str, number: int) -> list[str]:
    """Return the names of a number of files, the first of which is given: `a.html`, `a-2.html`."""
    stem, dot, end = name.rpartition(".")
    if not stem:
        stem, dot, end = name, "", ""
    return [name, *(f"{stem}-{each}{dot}{end}" for each in range(2, number + 1))]


def file(
    files: Sequence[Sequence[Slice]], names: Sequence[str], number: int, posts: Sequence[Entry]
) -> Iterator[bytes]:
    """Yield the bytes of one file.

    Args:
        files: what each file has.
        names: the name of each.
        number: the file to write, from 0.
        posts: the entries of all posts.
    """
    title = TITLE if len(files) == 1 else f"{TITLE}, page {number + 1} of {len(files)}"
    yield _encoded(page.head(title) + _navigation(files, names, number))
    if number == 0:
        yield _encoded(_summary(posts))
    for part in files[number]:
        yield _encoded(part.section.opening)
        if part.section.id == "posts":
            yield _encoded(_filter(posts))
        for each in range(part.start, part.end):
            yield part.section.part(each)
        yield _encoded(part.section.closing)
    yield _encoded(page.foot())


def _navigation(files: Sequence[Sequence[Slice]], names: Sequence[str], number: int) -> str:
    first: dict[str, tuple[str, str]] = {}
    for name, slices in zip(names, files, strict=True):
        for part in slices:
            first.setdefault(part.section.id, (_link(name, names[number]), part.section.title))
    items = [f'<li><a href="{link}#{key}">{title}</a></li>' for key, (link, title) in first.items()]
    if len(names) > 1:
        items += [
            f"<li>{f'<strong>Page {each}</strong>' if each == number + 1 else _page_link(name, each)}</li>"
            for each, name in enumerate(names, 1)
        ]
    return f'<nav aria-label="Contents"><ul>{"".join(items)}</ul></nav>\n'


def _link(name: str, here: str) -> str:
    """Return the URL of a file beside this one; `./` keeps a colon in it from being read as a scheme."""
    return "" if name == here else f"./{quote(name)}"


def _page_link(name: str, number: int) -> str:
    return f'<a href="./{quote(name)}">Page {number}</a>'


def _summary(posts: Sequence[Entry]) -> str:
    words, found = sum(each.words for each in posts), sum(each.found for each in posts)
    share = f", {entries.percent(found, words)} of {words:,} words found" if words else ""
    return (
        f"<p>{len(posts):,} post{'s' if len(posts) != 1 else ''}{share}. "
        "The posts that need a look come first: those with losses, then warnings, kept HTML, "
        "and missing words.</p>\n"
        f"{chart(posts)}{_codes(posts)}"
    )


def _codes(posts: Iterable[Entry]) -> str:
    counts = Counter((notice.severity, notice.code) for each in posts for notice in each.notices)
    if not counts:
        return ""
    ranks = list(reversed(Severity))
    ordered = sorted(counts.items(), key=lambda item: (ranks.index(item[0][0]), -item[1], item[0][1]))
    rows = "".join(
        f'<tr><td class="{severity}">{severity}</td><td><code>{code}</code></td><td>{number:,}</td></tr>\n'
        for (severity, code), number in ordered
    )
    return (
        '<details><summary>Notices by code</summary>\n<table>\n<thead><tr><th scope="col">Severity</th>'
        f'<th scope="col">Code</th><th scope="col">Number</th></tr></thead>\n<tbody>\n{rows}</tbody></table>'
        "</details>\n"
    )


def _filter(posts: Iterable[Entry]) -> str:
    codes = sorted({notice.code for each in posts for notice in each.notices})
    options = "".join(f"<option>{escape(code)}</option>" for code in codes)
    return (
        '<form id="filter" hidden><label>Show posts with the notice <select>'
        f'<option value="">any or none</option>{options}</select></label> <output></output></form>\n'
        "<p>Words with a dotted line are in one of the two texts only.</p>\n"
    )


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
