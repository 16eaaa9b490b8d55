"""What ids stand for across a run, and which copy of a post counts."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest

from wpconv.model import Author, Location, Media, PostFacts, Term
from wpconv.read.site import ReusableBlock, Site, choose

FACTS = PostFacts(
    location=Location("a.json"), host="tide.example", type="post", id=7, slug="fog", parent=None,
    link="https://tide.example/fog/", status="publish", modified=datetime(2024, 5, 1, tzinfo=UTC),
    field_count=20,
)  # fmt: skip


def site(*things: object) -> Site:
    result = Site()
    for thing in things:
        result.add(thing)
    return result


def test_ids_are_per_site() -> None:
    """The same id stands for different things on different sites, and for nothing on a third."""
    known = site(Term(3, "category", "A", host="a.example"), Term(3, "category", "B", host="b.example"))
    names = [known.term(3, "category", host) for host in ("a.example", "b.example", "c.example", "")]
    assert [each and each.name for each in names] == ["A", "B", None, None]


def test_a_site_that_is_not_said_is_the_only_one() -> None:
    """Where the record or the thing does not say its site, an id stands for the one thing that fits."""
    known = site(Author(2, "Ada", host="a.example"), Media(9, "https://a.example/f.png"))
    assert known.author(2) == Author(2, "Ada", host="a.example")
    assert known.media(9, "a.example") == Media(9, "https://a.example/f.png")
    folder = site(Author(2, "Ada", host="a.example/blog"))
    assert folder.author(2, "a.example") is not None
    assert folder.author(2, "a.example/blogs") is None


def test_a_term_belongs_to_its_taxonomy() -> None:
    """An id of another taxonomy resolves to nothing; a thing resolves to itself."""
    term = Term(3, "category", "A")
    known = site(term)
    assert known.term(3, "post_tag") is None
    assert known.term(term, "category") is term
    assert pickle.loads(pickle.dumps(known)).term(3, "category") == term


def test_the_fuller_of_two_things_counts() -> None:
    """A term from an embed and one from a collection are one: whichever says more, in whatever order."""
    things = [Term(3, "category", "A"), Term(3, "category", "A", slug="a"), Term(3, "category", "B")]
    for order in permutations(things):
        assert site(*order).term(3, "category") == things[1]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"incomplete": True, "modified": datetime(2025, 1, 1, tzinfo=UTC)}),
        ({"modified": datetime(2025, 1, 1, tzinfo=UTC), "field_count": 1}, {}),
        ({"modified": datetime(2025, 1, 1)}, {}),  # noqa: DTZ001 - a site that does not say its offset
        ({}, {"is_edit_view": True, "field_count": 30}),
        ({"is_edit_view": True}, {"has_content": False}),
        ({"field_count": 21}, {}),
        ({}, {"modified": None}),
    ],
)
def test_of_two_copies_the_better_counts(better: dict[str, object], worse: dict[str, object]) -> None:
    """Whole before cut, newest, public before the editor's unless it is empty, then most fields."""
    one = replace(FACTS, location=Location("a.json", 1), **better)
    other = replace(FACTS, location=Location("b.json", 2), **worse)
    assert choose([one, other]) == choose([other, one]) == {one.location}


def test_only_the_same_post_is_a_copy() -> None:
    """Another site, type or id is another post, and so is each without an id."""
    others = [{}, {"host": "b.example"}, {"type": "page"}, {"id": 8}, {"id": None}, {"id": None}]
    facts = [replace(FACTS, location=Location("a.json", index), **each) for index, each in enumerate(others)]
    assert len(choose(facts)) == len(facts)


def test_a_post_without_links_is_of_the_site_it_stands_in() -> None:
    """A copy that does not say its site's folder is known by its permalink."""
    whole = replace(
        FACTS, host="tide.example/blog", link="https://www.tide.example/blog/fog/", field_count=25
    )
    part = replace(whole, host="tide.example", location=Location("b.json"), field_count=5)
    other = replace(part, link="https://tide.example/news/fog/", location=Location("c.json"))
    assert choose([part, whole, other]) == {whole.location, other.location}


def test_a_post_that_names_no_site_is_of_the_only_one_that_has_its_id() -> None:
    """A few fields of a post are a copy of the whole one, unless two sites have that id."""
    part = replace(FACTS, host="", link="", location=Location("b.json"), field_count=2)
    other = replace(FACTS, host="b.example", location=Location("c.json"))
    assert choose([part, FACTS]) == choose([FACTS, part]) == {FACTS.location}
    assert choose([part, FACTS, other]) == {part.location, FACTS.location, other.location}


def test_attachments_of_a_post_are_in_the_order_of_its_gallery() -> None:
    """A gallery shows the files that were uploaded to its post, by their position, then by their id."""
    files = [
        Media(number, f"/{number}.png", parent=parent, order=order, host=host)
        for number, parent, order, host in (
            (5, 1, 0, "a.example"), (4, 1, 0, "a.example"), (6, 1, -1, "a.example"), (7, 2, 0, "a.example"),
            (8, 1, 0, "b.example"),
        )
    ]  # fmt: skip
    known = site(*files)
    assert [each.id for each in known.attached(1, "a.example")] == [6, 4, 5]
    assert [each.id for each in known.attached(2)] == [7]
    assert known.attached(1) == []
    known.add(Media(9, "/9.png", parent=2, host="a.example"))
    assert [each.id for each in known.attached(2, "a.example")] == [7, 9]


def test_reusable_blocks_are_per_site() -> None:
    """The id of a reusable block resolves to its content, on its own site."""
    known = site(ReusableBlock(3, "<p>A</p>", host="a.example"), ReusableBlock(3, "B", host="b.example"))
    assert known.block(3, "a.example") == "<p>A</p>"
    assert known.block(3) is None
    assert known.block(4, "a.example") is None
    assert [block.content for _key, block in known.blocks()] == ["<p>A</p>", "B"]


def test_a_cut_post_without_its_id_is_known_by_its_link() -> None:
    """Of a post that was cut before its id, only a whole copy with the same link counts."""
    cut = replace(FACTS, id=None, incomplete=True, location=Location("b.xml"))
    other = replace(cut, link="https://tide.example/other/", location=Location("c.xml"))
    assert choose([FACTS, cut, other]) == {FACTS.location, other.location}
    assert choose([cut]) == {cut.location}
