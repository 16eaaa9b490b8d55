"""What a damaged source lost is lost for the run, whatever becomes of the posts around the damage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.process import post, wpconv


def cut(path: Path, *posts: dict[str, object], after: str) -> Path:
    """Write posts as a list that ends in the middle of the last one."""
    text = json.dumps(posts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text[: text.rindex(after) + len(after)], "utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "last"),
    [
        ((), post(3, status="trash")),
        (("--id", 1), post(3)),
        (("--limit", 1), post(3)),
    ],
)
def test_a_cut_is_named_where_its_post_is_left_out(
    tmp_path: Path, options: tuple[object, ...], last: dict[str, object]
) -> None:
    """A cut in a post that is in the trash, not selected or beyond the limit is a loss of its file."""
    source = cut(tmp_path / "posts.json", post(1), post(2), last, after='"content"')
    done = wpconv(source, *options)
    assert done.returncode == 1
    assert f"loss: truncated-input: {source}: the text is cut off" in done.stderr


def test_a_cut_is_named_where_a_whole_copy_stands_elsewhere(tmp_path: Path) -> None:
    """What stood behind the cut is lost, even where the post that was cut is whole in another file."""
    part = cut(tmp_path / "cut.json", post(1), post(2), after='"content"')
    whole = tmp_path / "whole.json"
    whole.write_text(json.dumps(post(2)))
    done = wpconv(part, whole)
    assert done.returncode == 1
    assert "truncated-input" in done.stderr


def test_nothing_is_pruned_after_a_loss(tmp_path: Path) -> None:
    """A post behind a cut is not gone."""
    source = tmp_path / "posts.json"
    source.write_text(json.dumps([post(1), post(2), post(3)]))
    wpconv(source, "-o", tmp_path / "out")
    cut(source, post(1), post(2), after='"content"')
    assert "nothing is pruned" in wpconv(source, "-o", tmp_path / "out", "--prune").stderr
    assert (tmp_path / "out" / "posts" / "post-3.md").exists()


@pytest.mark.parametrize("status", ['"sta: "private', '"status": "priva'])
def test_a_post_whose_status_was_damaged_is_a_draft(tmp_path: Path, status: str) -> None:
    """Where a status is cut off or unreadable, nobody can tell that the post is public."""
    record = {"content": {"rendered": "<p>Ours.</p>"}, **post(1)}
    text = json.dumps([{**record, "status": "private"}])
    at = text.index('"status"')
    source = tmp_path / "posts.json"
    rest = text[text.index('"private"') + len('"private') :] if "sta:" in status else ""
    source.write_text(text[:at] + status + rest)
    assert "\ndraft: true\n" in wpconv(source).stdout


def test_a_few_fields_of_a_comment_are_no_post(tmp_path: Path) -> None:
    """A record that belongs to a post and has no title is a comment."""
    source = tmp_path / "comments.json"
    source.write_text(
        json.dumps(
            [{"id": 3, "post": 1, "date": "2024-01-01T00:00:00", "content": {"rendered": "<p>Hi.</p>"}}]
        )
    )
    done = wpconv(source)
    assert done.returncode == 2
    assert "1 comment" in done.stderr
