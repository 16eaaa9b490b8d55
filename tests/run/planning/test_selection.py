from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.process import post, wpconv, written
from wpconv.model import Author, Location, PostFacts, Term
from wpconv.options import SelectOptions
from wpconv.read.site import Site
from wpconv.run.planning.selection import is_selected

HOST = "example.org"
FACTS = PostFacts(
    location=Location("posts.json"), host=HOST, type="post", id=7, slug="a", parent=None, link="",
    status="publish", date=datetime.fromisoformat("2024-05-01T10:00:00+02:00"),
    author=3, terms={"category": (11, 12), "post_tag": (21, 99)},
)  # fmt: skip


def site() -> Site:
    known = Site()
    known.add(Author(3, "Ada L.", "ada", host=HOST))
    known.add(Term(11, "category", "News &amp; Views", "news-views", host=HOST))
    known.add(Term(12, "category", "Old", "old", host=HOST))
    known.add(Term(21, "post_tag", "Tea", "tea", host=HOST))
    return known


SITE = site()


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("select", "is_in"),
    [
        (SelectOptions(), True),
        (SelectOptions(types=("post",)), True),
        (SelectOptions(types=("page", "post")), True),
        (SelectOptions(types=("page",)), False),
        (SelectOptions(excluded_types=("post",)), False),
        (SelectOptions(types=("post",), excluded_types=("page",)), True),
        (SelectOptions(statuses=("draft", "PUBLISH")), True),
        (SelectOptions(statuses=("draft",)), False),
        (SelectOptions(ids=(7, 8)), True),
        (SelectOptions(ids=(8,)), False),
        (SelectOptions(since=day("2024-05-01")), True),
        (SelectOptions(since=day("2024-05-01T10:00:01")), False),
        (SelectOptions(until=day("2024-05-01T10:00:00")), True),
        (SelectOptions(until=day("2024-05-01")), False),
        (SelectOptions(authors=("ada",)), True),
        (SelectOptions(authors=("Ada L.",)), True),
        (SelectOptions(authors=("3",)), True),
        (SelectOptions(authors=("Eve",)), False),
        (SelectOptions(categories=("News & Views",)), True),
        (SelectOptions(categories=("OLD", "none")), True),
        (SelectOptions(categories=("tea",)), False),
        (SelectOptions(tags=("tea",)), True),
        (SelectOptions(tags=("99",)), True),
        (SelectOptions(tags=("tea",), ids=(8,)), False),
    ],
)
def test_conditions(select: SelectOptions, is_in: bool) -> None:
    """Names, slugs and ids match in any case; one value of each condition must match."""
    assert is_selected(FACTS, SITE, select) is is_in


def test_missing_values_match_no_condition() -> None:
    """A post without date, author or terms meets no condition on them."""
    bare = replace(FACTS, date=None, author=None, terms={})
    assert not is_selected(bare, SITE, SelectOptions(since=day("1970-01-01")))
    assert not is_selected(bare, SITE, SelectOptions(authors=("ada",)))
    assert not is_selected(bare, SITE, SelectOptions(tags=("tea",)))
    assert is_selected(bare, SITE, SelectOptions())


CONDITIONS = st.builds(
    SelectOptions,
    types=st.sampled_from([(), ("post",), ("page",)]),
    statuses=st.sampled_from([(), ("publish",), ("draft",)]),
    ids=st.sampled_from([(), (7,), (8,)]),
    tags=st.sampled_from([(), ("tea",), ("milk",)]),
)


@given(CONDITIONS, CONDITIONS)
def test_another_condition_never_adds_a_post(one: SelectOptions, other: SelectOptions) -> None:
    """A post that meets two sets of conditions together meets each of them."""
    both = SelectOptions(
        types=one.types or other.types,
        statuses=one.statuses or other.statuses,
        ids=one.ids or other.ids,
        tags=one.tags or other.tags,
    )
    assert not is_selected(FACTS, SITE, both) or is_selected(FACTS, SITE, one)


def test_posts_left_out_are_counted(tmp_path: Path) -> None:
    """Selected posts are converted, the others counted; --until includes the whole day."""
    posts = [
        post(1),
        post(2, date="2024-05-02T23:59:59", date_gmt="2024-05-02T21:59:59"),
        post(3, date="2024-05-03T00:00:00", date_gmt="2024-05-02T22:00:00"),
        post(4, type="page"),
    ]
    source = written(tmp_path / "posts.json", *posts)
    done = wpconv(source, "--jsonl", "--until", "2024-05-02", "--exclude-type", "page")
    assert done.stdout.count("\n") == 2
    assert done.stderr == "4 posts read; 2 printed; left out: 2 unselected posts\n"
    limited = wpconv(source, "--jsonl", "--limit", 1, "--type", "post", "--type", "page")
    assert limited.stderr == "4 posts read; 1 printed; left out: 3 further posts\n"
