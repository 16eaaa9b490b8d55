from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.process import post, written
from wpconv.notices import Severity
from wpconv.options import Options, RunOptions, SelectOptions
from wpconv.run.report import Report
from wpconv.run.run import run


def prune(source: Path, *, everything: bool = False, dry_run: bool = False) -> Report:
    """Run with --prune or --prune-all into the folder `out` beside the source."""
    output = str(source.with_name("out"))
    options = RunOptions(output=output, prune=True, prune_all=everything, dry_run=dry_run)
    return run([str(source)], Options(run=options))


def documents(source: Path) -> int:
    return len(list(source.with_name("out").rglob("*.md")))


def posts(number: int, first: int = 1, **fields: object) -> list[dict[str, object]]:
    return [post(each, **fields) for each in range(first, first + number)]


def causes(report: Report) -> list[str]:
    return [each["cause"] for each in report.failures]


@pytest.mark.parametrize(
    ("before", "after", "is_refused"),
    [
        (30, 20, False),  # ten documents: few enough, though a third
        (33, 22, False),  # eleven documents: a third of all, no more
        (32, 21, True),  # eleven documents: more than a third
        (11, 1, False),
        (12, 1, True),
        (200, 150, False),
        (200, 133, True),
    ],
)
def test_removing_many_documents_is_refused(
    tmp_path: Path, before: int, after: int, is_refused: bool
) -> None:
    """Nothing is removed if more than ten documents and more than a third of all would be."""
    source = written(tmp_path / "posts.json", *posts(before))
    prune(source)
    written(source, *posts(after))
    report = prune(source)
    assert documents(source) == (before if is_refused else after)
    assert len(report.removed) == (0 if is_refused else before - after)
    assert report.totals.failures == is_refused
    if is_refused:
        (failure,) = report.failures
        assert (
            failure["cause"] == f"nothing is pruned: {before - after} of {before} documents would be removed"
        )
        assert "check that the export" in failure["advice"]
        assert "--prune-all" in failure["advice"]


@pytest.mark.parametrize(("pages", "is_refused"), [(10, False), (11, True)])
def test_a_missing_post_type_is_refused(tmp_path: Path, pages: int, is_refused: bool) -> None:
    """Nothing is removed if the input holds no post of a type that has more than ten documents."""
    source = written(tmp_path / "posts.json", *posts(100), *posts(pages, 200, type="page"))
    prune(source)
    written(source, *posts(99))
    report = prune(source)
    assert documents(source) == (100 + pages if is_refused else 99)
    assert any("no post of the type page, which has 11 documents" in each for each in causes(report)) == (
        is_refused
    )


def test_unselected_posts_are_not_missing(tmp_path: Path) -> None:
    """A selection neither removes documents nor makes a type count as missing."""
    source = written(tmp_path / "posts.json", *posts(20), *posts(20, 200, type="page"))
    prune(source)
    output = RunOptions(output=str(tmp_path / "out"), prune=True)
    report = run([str(source)], Options(run=output, select=SelectOptions(types=("post",))))
    assert (report.failures, report.removed) == ([], [])
    assert documents(source) == 40


def cut_list(source: Path) -> None:
    text = json.dumps(posts(2))
    source.write_text(text[: text.rindex('"content"')])


def cut_outside_a_post(source: Path) -> None:
    source.write_text(json.dumps(posts(2))[:-1] + ',{"id": 3, "taxonomy": "category", "na')


def not_json(source: Path) -> None:
    written(source, *posts(2))
    source.with_name("other.json").write_text("<!DOCTYPE html><title>Log in</title>")


@pytest.mark.parametrize("damage", [cut_list, cut_outside_a_post, not_json])
def test_a_damaged_source_is_refused(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Nothing is removed if a source cannot be read or lost something; all else is done."""
    folder = tmp_path / "in"
    source = written(folder / "posts.json", *posts(3))
    output = RunOptions(output=str(tmp_path / "out"), prune=True)
    run([str(folder)], Options(run=output))
    damage(source)
    report = run([str(folder)], Options(run=output))
    assert (tmp_path / "out" / "posts" / "post-3.md").exists()
    assert report.totals.failures or report.totals.severities[Severity.LOSS]
    assert any(each.startswith("nothing is pruned: ") for each in causes(report))
    assert report.totals.actions["removed"] == 0


def test_a_loss_in_a_body_does_not_prevent_pruning(tmp_path: Path) -> None:
    """A post that lost something on conversion was read: documents of posts that are gone are removed."""
    tracks = '<script type="application/json">{"tracks":"gone"}</script>'
    playlist = {"rendered": f'<div class="wp-playlist">{tracks}</div>'}
    source = written(tmp_path / "posts.json", post(1, content=playlist), post(2))
    prune(source)
    written(source, post(1, content=playlist))
    report = prune(source)
    assert report.totals.severities[Severity.LOSS] == 1
    assert (report.removed, documents(source)) == (["posts/post-2.md"], 1)


@pytest.mark.parametrize("damage", [cut_list, None])
def test_prune_all_overrides(tmp_path: Path, damage: Callable[[Path], None] | None) -> None:
    """--prune-all removes the documents that --prune refuses to remove."""
    source = written(tmp_path / "posts.json", *posts(40))
    prune(source)
    if damage is not None:
        damage(source)
    else:
        written(source, *posts(2))
    assert len(prune(source).removed) == 0
    report = prune(source, everything=True)
    assert not any("nothing is pruned" in each for each in causes(report))
    assert len(report.removed) >= 38
    assert documents(source) <= 2


def test_a_refusal_keeps_documents_for_the_next_run(tmp_path: Path) -> None:
    """After a refusal the manifest still lists the documents, so that a later run can remove or keep them."""
    source = written(tmp_path / "posts.json", *posts(40))
    prune(source)
    written(source, *posts(2))
    prune(source)
    assert prune(source).totals.failures == 1
    assert len(prune(source, everything=True, dry_run=True).removed) == 38
    assert documents(source) == 40
    written(source, *posts(40))
    assert prune(source).totals.actions == {"unchanged": 40}


def test_manifests_without_types(tmp_path: Path) -> None:
    """The types of documents from an older manifest are unknown until a run sees their posts again."""
    source = written(tmp_path / "posts.json", *posts(100), *posts(11, 200, type="page"))
    prune(source)
    manifest = tmp_path / "out" / ".wpconv.json"
    manifest.write_text(manifest.read_text().replace(', "type": "page"', "").replace(', "type": "post"', ""))
    written(source, *posts(100, title={"rendered": "New"}), *posts(11, 200, type="page"))
    prune(source)
    assert manifest.read_text().count('"type": "page"') == 11
