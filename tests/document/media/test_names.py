"""Copied files have names that every system accepts, and no two have one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpconv.document.media.names import MAX_BYTES, safe_names
from wpconv.document.slugs import folded

STEP = st.text(st.sampled_from("aAbé\u0301.:_-* \\?漢x"), min_size=1, max_size=8)
PATHS = st.lists(st.lists(STEP, min_size=1, max_size=3).map("/".join), unique=True, max_size=12)


@pytest.mark.parametrize(
    "path", ["2019/03/boat.jpg", "2020/01/桜.jpg", "a/_DSC0012.JPG", "a/b c (2).png", "a/100%.png"]
)
def test_good_names_stay(path: str) -> None:
    """A name that is valid everywhere is kept, so that old links to the file live on."""
    assert safe_names([path]) == {}


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("a/what?.jpg", "a/what--"),
        ("a/con.jpg", "a/file-con-"),
        ("a/b. /c.jpg", "a/b/c-"),
        ("a/tail.", "a/tail-"),
        ("a/" + "x" * 300 + ".jpg", "a/xxx"),
        ("a/caf\ufffd.jpg", "a/caf--"),
        ("a/b%20c.jpg", "a/b-20c-"),
    ],
)
def test_other_names_get_a_suffix(path: str, start: str) -> None:
    """What Windows refuses is replaced, and the new name depends on the old one alone."""
    new = safe_names([path])[path]
    assert new.startswith(start)
    assert new.rpartition(".")[2] == "jpg" or not path.endswith(".jpg")
    assert new == safe_names([path, "a/other.jpg"])[path]


def test_case_clashes() -> None:
    """Of names that differ in case, the first in order stays."""
    found = safe_names(["a/boat.jpg", "a/Boat.jpg", "A/BOAT.jpg"])
    assert sorted(found) == ["a/Boat.jpg", "a/boat.jpg"]


def test_names_that_a_generator_leaves_out() -> None:
    """Jekyll ignores files whose names begin with an underscore."""
    assert safe_names(["a/_DSC1.jpg"], "_.#~")["a/_DSC1.jpg"].startswith("a/DSC1-")


def test_names_that_a_generator_links_wrongly() -> None:
    """A character for which a generator writes a wrong URL is a hyphen in the name."""
    assert safe_names(["a/c#d.jpg"], broken="#")["a/c#d.jpg"].startswith("a/c-d-")
    assert safe_names(["a/c#d.jpg"]) == {}


@given(PATHS, st.sampled_from(["", "_.#~"]))
def test_names_are_distinct_and_valid(paths: list[str], hidden: str) -> None:
    """No two files are one on a system without case, and no step is refused; order does not matter."""
    found = safe_names(paths, hidden)
    names = [found.get(path, path) for path in paths]
    assert len({folded(name) for name in names}) == len(names)
    assert safe_names(paths[::-1], hidden) == found
    for name in names:
        for step in name.split("/"):
            assert step
            assert not set(step) & set('\\:*?"<>|')
            assert step == step.rstrip(". ")
            assert len(step.encode()) <= MAX_BYTES
            assert not hidden or step[0] not in hidden
