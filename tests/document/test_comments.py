from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from wpconv.document import targets
from wpconv.document.comments import data_file, data_path, fields, in_threads
from wpconv.site_model import Comment


def comment(number: int, parent: int = 0, **values: object) -> Comment:
    return Comment(number, 7, parent, date=datetime(2024, 5, number, tzinfo=UTC), **values)  # type: ignore[arg-type]


def test_comments_are_sorted_by_date_then_id() -> None:
    """The order is that of the dates, whatever the order of the input."""
    ordered, orphans = in_threads([comment(3), comment(1), comment(2, parent=3)])
    assert ([each.id for each in ordered], orphans) == ([1, 2, 3], [])


def test_a_missing_parent() -> None:
    """A comment that answers one which is not there is written at the top level."""
    ordered, orphans = in_threads([comment(1), comment(2, parent=9), comment(3, parent=2)])
    values = fields(ordered, orphans, str)
    assert [each["parent"] for each in values] == [0, 0, 2]
    assert [each.id for each in orphans] == [2]


@given(st.lists(st.integers(0, 8), min_size=1, max_size=8))
def test_every_comment_is_below_the_top(parents: list[int]) -> None:
    """However the parents of comments lie, also in circles, every thread begins at the top level."""
    comments = [comment(number, parent) for number, parent in enumerate(parents, 1)]
    ordered, orphans = in_threads(comments)
    parent_of = {each["id"]: each["parent"] for each in fields(ordered, orphans, str)}
    assert len(parent_of) == len(parents)
    for above in parent_of.values():
        steps = 0
        while above:
            above, steps = parent_of[above], steps + 1  # noqa: PLW2901 - the next one above
            assert steps <= len(parents)


def test_values_are_plain() -> None:
    """Names are text, only http(s) URLs are written, and a body is what the converter makes of it."""
    one = comment(1, author="Ana &amp; <b>", url="javascript:alert(1)", content="<p>Hi</p>")
    (values,) = fields([one], [], lambda html: html.upper())
    assert values == {
        "id": 1, "parent": 0, "author": "Ana & <b>", "url": "", "date": one.date, "pingback": False,
        "body": "<P>HI</P>",
    }  # fmt: skip
    assert '"date": "2024-05-01T00:00:00+00:00"' in data_file([values])


def test_paths_of_data_files() -> None:
    """The file of a post is in the data folder of the target, under the id that documents have as `wp_id`."""
    paths = {name: data_path(7, targets.target(name)) for name in targets.names()}
    assert paths == {
        "neutral": "comments/7.json",
        "hugo": "data/comments/7.json",
        "jekyll": "_data/comments/7.json",
        "eleventy": "src/_data/comments/7.json",
        "astro": "src/content/comments/7.json",
        "zola": "comments/7.json",
        "pelican": "comments/7.json",
        "docusaurus": "src/data/comments/7.json",
        "hexo": "source/_data/comments/7.json",
    }
