"""The public interface: the names of `wpconv`, and the examples of docs/api.md."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import wpconv
from helpers import ROOT
from helpers.process import SITE, post, written
from helpers.process import wpconv as command

TERM = {"id": 5, "taxonomy": "category", "name": "News", "slug": "news", "count": 1}


@pytest.mark.parametrize("page", ["docs/api.md", "README.md"])
def test_examples(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python examples of a page print what the page shows."""
    monkeypatch.chdir(ROOT)
    failed, _tried = doctest.testfile(str(ROOT / page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert failed == 0


def test_import_is_light() -> None:
    """`import wpconv` imports no other module of the package and nothing that Python has not imported."""
    code = "import sys; before = set(sys.modules); import wpconv; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.split() == ["wpconv"]


def test_public_names() -> None:
    """All public names can be imported, are listed by dir(), and others raise AttributeError."""
    assert all(getattr(wpconv, name) is not None for name in wpconv.__all__)
    assert set(wpconv.__all__) <= set(dir(wpconv))
    with pytest.raises(AttributeError, match="convert_htlm"):
        _ = wpconv.convert_htlm  # type: ignore[attr-defined]


def test_the_converter_is_public() -> None:
    """`wpconv.WordPressConverter` is the class of wpconv.body.converter."""
    converter = pytest.importorskip("wpconv.body.converter")
    assert wpconv.WordPressConverter is converter.WordPressConverter
    assert "WordPressConverter" in dir(wpconv)


@pytest.mark.parametrize("path", sorted((ROOT / "fixtures" / "rules" / "core").rglob("*.html"))[:20])
def test_convert_html_is_what_the_command_writes(path: Path, tmp_path: Path) -> None:
    """A body becomes the same Markdown as in a run over its post, with the same notices."""
    html = path.read_text("utf-8")
    body = wpconv.convert_html(html, target="hugo")
    (document,) = wpconv.convert_records([post(1, content={"rendered": html})], target="hugo")
    assert body.markdown == document.body
    assert [each.code for each in body.notices] == [each.code for each in document.notices]


def test_convert_html_cleans_its_input() -> None:
    """Characters that no document may hold are removed with a notice, as in a run."""
    body = wpconv.convert_html("<p>a\x01b\ufdd0c</p>")
    assert body.markdown == "abc"
    assert [each.code for each in body.notices] == ["control-character", "noncharacter"]
    assert wpconv.convert_html("") == wpconv.Body("")


@pytest.mark.parametrize("order", [1, -1])
def test_ids_resolve_in_any_order(order: int) -> None:
    """Terms after their posts resolve; an iterator of records is consumed once."""
    records = [post(1, categories=[5]), post(2), TERM][::order]
    found = {each.path: each for each in wpconv.convert_records(iter(records))}
    assert found["posts/post-1.md"].front_matter["categories"] == ["News"]
    assert [len(each.notices) for each in found.values()] == [0, 0]


def test_records_equal_the_command(tmp_path: Path) -> None:
    """Records in memory, files through the library, and the command give the same documents."""
    records = json.loads((SITE / "posts-1.json").read_text("utf-8"))
    source = written(tmp_path / "posts.json", *records)
    lines = [json.loads(line) for line in command(source, "--jsonl", "--target", "zola").stdout.splitlines()]
    from_memory = list(wpconv.convert_records(records, target="zola"))
    from_files = list(wpconv.documents(source, target="zola"))
    assert [each.path for each in from_memory] == [each["path"] for each in lines]
    assert [each.body for each in from_memory] == [each["body"] for each in lines]
    assert [each.text for each in from_files] == [each.text for each in from_memory]
    assert [each.text for each in wpconv.documents([source], target="zola", jobs=2)] == [
        each.text for each in from_files
    ]


def test_paths_are_unique_and_selections_do_not_change_them() -> None:
    """Records follow the rules of a run for collisions, duplicates and selections."""
    records = [post(1, slug="same"), post(2, slug="same"), post(2, slug="same")]
    assert [each.path for each in wpconv.convert_records(records)] == ["posts/same.md", "posts/same-2.md"]
    assert [each.path for each in wpconv.convert_records(records, id=2)] == ["posts/same-2.md"]


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        ({"type": "page"}, ["pages/post-2.md"]),
        ({"type": ["post", "page"], "limit": 1}, ["posts/post-1.md"]),
        ({"exclude_type": ("page",)}, ["posts/post-1.md"]),
        ({"since": "2024-05-02"}, []),
        ({"since": date(2024, 5, 1)}, ["posts/post-1.md", "pages/post-2.md"]),
        ({"until": datetime.fromisoformat("2024-05-01T09:00:00")}, []),
        ({"path": {"page": "p/{slug}.md"}, "type": "page"}, ["p/post-2.md"]),
        ({"bundle": True, "limit": None, "id": 1}, ["posts/post-1/index.md"]),
    ],
)
def test_options(options: dict[str, Any], paths: list[str]) -> None:
    """Options are named as on the command line with `_`; None is the default."""
    records = [post(1), post(2, type="page")]
    assert [each.path for each in wpconv.convert_records(records, **options)] == paths


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fornt_matter", "did you mean 'front_matter'?"),
        ("types", "did you mean 'type'?"),
        ("front-matter", "did you mean 'front_matter'?"),
        ("output", "only the command has it"),
        ("prune", "only the command has it"),
        ("config", "only the command has it"),
        ("jobs", "only the command has it"),
    ],
)
def test_unknown_options(name: str, message: str) -> None:
    """An option that does not exist is a TypeError of the call that names it."""
    with pytest.raises(TypeError) as caught:
        wpconv.convert_records([], **{name: 1})
    assert str(caught.value) == f"convert_records() has no option {name!r}: {message}"


@pytest.mark.parametrize(
    ("options", "arguments"),
    [
        ({"target": "hugp"}, ["--target", "hugp"]),
        ({"limit": 0}, ["--limit", "0"]),
        ({"since": "never"}, ["--since", "never"]),
        ({"max_size": "3x"}, ["--max-size", "3x"]),
        ({"field": ["a"]}, ["--field", "a"]),
        ({"omit": "titel"}, ["--omit", "titel"]),
        ({"path": "{nope}"}, ["--path", "{nope}"]),
        ({"target": "zola", "front_matter": "json"}, ["--target", "zola", "--front-matter", "json"]),
        ({"timezone": "Nonsense"}, ["--timezone", "Nonsense"]),
    ],
)
def test_wrong_values(tmp_path: Path, options: dict[str, Any], arguments: list[str]) -> None:
    """A wrong value is a UsageError, which is a ValueError, with the text of the command."""
    source = written(tmp_path / "posts.json", post(1, date_gmt=""))
    with pytest.raises(ValueError, match=r"\w") as caught:
        list(wpconv.documents(source, **options))
    assert isinstance(caught.value, wpconv.UsageError)
    done = command(source, *arguments)
    assert done.returncode == 2
    assert caught.value.cause in done.stderr
    assert caught.value.advice in done.stderr


def test_failures_are_raised_after_the_last_document(tmp_path: Path) -> None:
    """The other documents are yielded first; the error is the first failure, its notes name the others."""
    good = written(tmp_path / "good.json", post(1))
    generator = wpconv.documents([tmp_path / "a.json", good, tmp_path / "b.json"])
    assert next(generator).path == "posts/post-1.md"
    with pytest.raises(wpconv.ReadError, match=r"a\.json: cannot be read") as caught:
        next(generator)
    assert ["b.json: cannot be read" in note for note in caught.value.__notes__] == [True]


def test_losses_of_a_source_are_raised(tmp_path: Path) -> None:
    """A cut source yields the posts before the cut, and then raises."""
    source = tmp_path / "posts.json"
    text = json.dumps([post(1), {"id": 3, "taxonomy": "category", "name": "News"}])
    source.write_text(text[:-4])
    generator = wpconv.documents(source)
    assert next(generator).path == "posts/post-1.md"
    with pytest.raises(wpconv.ReadError, match="cut off"):
        next(generator)
