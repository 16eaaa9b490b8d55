from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wpconv.model import Location
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.run.jobs import Outcome
from wpconv.run.planning.plan import PlannedPost
from wpconv.run.review import entries, pages
from wpconv.run.review.entries import entry, percent
from wpconv.run.review.pages import Section
from wpconv.run.review.post import ReviewedPost

LOSS = Notice(NoticeCode.LOST_TEXT, "“a”", Severity.LOSS)
WARNING = Notice(NoticeCode.DYNAMIC_BLOCK, "b", Severity.WARNING)
KEPT = Notice(NoticeCode.KEPT_HTML, "<table> <td>")


def outcome(path: str, *notices: Notice, found: int = 10) -> Outcome:
    post = PlannedPost(Location("a.json"), path, 1, "post")
    return Outcome(post, "written", notices, review=ReviewedPost(path, 10, found, ""))


def section(*sizes: int) -> Section:
    return Section("s", "S", "<", ">", sizes, lambda number: b"x" * sizes[number])


@given(st.lists(st.lists(st.integers(1, 120), max_size=12), max_size=4))
def test_files_hold_every_part_once_and_stay_small(sizes: list[list[int]]) -> None:
    """Every part is in one file, in order; only a part that is bigger than a file makes one too big."""
    found = [section(*each) for each in sizes]
    files = pages.divided(found, room=100)
    slices = [each for file in files for each in file]
    parts = [(id(each.section), number) for each in slices for number in range(each.start, each.end)]
    assert parts == [(id(each), number) for each in found for number in range(len(each.sizes))]
    for file in files:
        numbers = [size for each in file for size in each.section.sizes[each.start : each.end]]
        assert len(numbers) == 1 or sum(numbers) <= 100


def test_the_worst_posts_come_first() -> None:
    """Losses come before warnings, then kept HTML, then missing words; equals as in the input."""
    outcomes = [
        outcome("clean-1"),
        outcome("clean-2"),
        outcome("words", found=9),
        outcome("kept", KEPT),
        outcome("warning", WARNING),
        outcome("two-warnings", WARNING, WARNING),
        outcome("loss", LOSS),
        outcome("loss-and-warning", LOSS, WARNING),
    ]
    ordered = sorted(
        (entry(each, number) for number, each in enumerate(outcomes)), key=lambda each: each.order
    )
    assert [each.path for each in ordered] == [
        "loss-and-warning", "loss", "two-warnings", "warning", "kept", "words", "clean-1", "clean-2",
    ]  # fmt: skip


def test_texts_of_an_entry_are_escaped() -> None:
    """Title, path, place and details are text, whatever they hold."""
    hostile = "</h3><script>alert('1')</script>\""
    notice = Notice(NoticeCode.KEPT_HTML, hostile)
    html = entries.opening(entry(outcome(hostile, notice), 1), has_body=False)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 3


def test_a_share_is_a_whole_only_if_nothing_is_missing() -> None:
    """Percentages are rounded down."""
    assert [percent(*each) for each in ((9999, 10000), (10, 10), (0, 3), (1, 3))] == [
        "99.9 %", "100 %", "0 %", "33.3 %",
    ]  # fmt: skip


def test_names_of_files() -> None:
    """The number of a file precedes the end of its name."""
    assert pages.file_names("a.b.html", 3) == ["a.b.html", "a.b-2.html", "a.b-3.html"]
