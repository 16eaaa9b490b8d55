"""Losses of a damaged source are reported whether or not the post at the damage becomes a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.process import post, wpconv


def cut(path: Path, *posts: dict[str, object], after: str) -> Path:
    """Write posts as a JSON list that is cut after a string in the last one."""
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
def test_a_cut_in_a_post_that_is_left_out(
    tmp_path: Path, options: tuple[object, ...], last: dict[str, object]
) -> None:
    """A cut in a post that is trashed, unselected or beyond the limit is reported for the source."""
    source = cut(tmp_path / "posts.json", post(1), post(2), last, after='"content"')
    done = wpconv(source, *options)
    assert done.returncode == 1
    assert f"loss: truncated-input: {source}: the text is cut off" in done.stderr


def test_a_cut_in_a_duplicate(tmp_path: Path) -> None:
    """A cut is a loss even if another source has a whole copy of the post: what followed it is lost."""
    part = cut(tmp_path / "cut.json", post(1), post(2), after='"content"')
    whole = tmp_path / "whole.json"
    whole.write_text(json.dumps(post(2)))
    done = wpconv(part, whole)
    assert done.returncode == 1
    assert "truncated-input" in done.stderr


def test_prune_after_a_cut(tmp_path: Path) -> None:
    """The documents of posts behind a cut are not removed."""
    source = tmp_path / "posts.json"
    source.write_text(json.dumps([post(1), post(2), post(3)]))
    wpconv(source, "-o", tmp_path / "out")
    cut(source, post(1), post(2), after='"content"')
    assert "nothing is pruned" in wpconv(source, "-o", tmp_path / "out", "--prune").stderr
    assert (tmp_path / "out" / "posts" / "post-3.md").exists()


@pytest.mark.parametrize("status", ['"sta: "private', '"status": "priva'])
def test_a_damaged_status(tmp_path: Path, status: str) -> None:
    """A post whose status is cut off or unreadable is a draft, since it may not be public."""
    record = {"content": {"rendered": "<p>Ours.</p>"}, **post(1)}
    text = json.dumps([{**record, "status": "private"}])
    at = text.index('"status"')
    source = tmp_path / "posts.json"
    rest = text[text.index('"private"') + len('"private') :] if "sta:" in status else ""
    source.write_text(text[:at] + status + rest)
    assert "\ndraft: true\n" in wpconv(source).stdout


def test_a_partial_comment_is_not_a_post(tmp_path: Path) -> None:
    """A record with the key `post` and without a title is a comment."""
    source = tmp_path / "comments.json"
    source.write_text(
        json.dumps(
            [{"id": 3, "post": 1, "date": "2024-01-01T00:00:00", "content": {"rendered": "<p>Hi.</p>"}}]
        )
    )
    done = wpconv(source)
    assert done.returncode == 2
    assert "1 comment" in done.stderr
