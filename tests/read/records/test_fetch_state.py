from __future__ import annotations

import json
from pathlib import Path

from helpers.process import contents, post, wpconv, written
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.records import fetch_state

LOSS = Notice(NoticeCode.FETCH_INCOMPLETE, "posts: record 7 cannot be fetched", Severity.LOSS)


def state(folder: Path, **values: object) -> None:
    record = {
        "wpconv_state": 1,
        "source": "https://example.org/",
        "finished": True,
        "gone": {},
        "notices": [],
    }
    (folder / "state.json").write_text(json.dumps(record | values))


def test_gone_posts_are_not_converted(tmp_path: Path) -> None:
    """A post that the state names as gone has no document, and one of another type or folder has."""
    written(tmp_path / "a/wp-json/posts.json", post(1), post(2), post(3, type="page"))
    written(tmp_path / "b/posts.json", post(2, slug="other", link="https://example.net/other/"))
    state(tmp_path / "a", gone={"post": [2, 3]})
    run = wpconv(".", "-o", "out", cwd=tmp_path)
    assert run.returncode == 0
    documents = {name for name in contents(tmp_path / "out") if name.endswith(".md")}
    assert documents == {"posts/post-1.md", "pages/post-3.md", "posts/other.md"}
    assert "state" not in run.stderr


def test_a_change_of_the_state_is_seen(tmp_path: Path) -> None:
    """A later run over the same pages removes the document of a post that is gone since."""
    written(tmp_path / "a/posts.json", *map(post, range(1, 30)))
    state(tmp_path / "a")
    wpconv("a", "-o", "out", "--prune", cwd=tmp_path)
    state(tmp_path / "a", gone={"post": [5]})
    assert wpconv("a", "-o", "out", "--prune", cwd=tmp_path).returncode == 0
    assert "posts/post-5.md" not in contents(tmp_path / "out")


def test_what_was_not_fetched_is_said_again(tmp_path: Path) -> None:
    """The losses of a fetch are losses of each conversion of its folder, and nothing is pruned."""
    written(tmp_path / "a/posts.json", *map(post, range(1, 30)))
    state(tmp_path / "a")
    wpconv("a", "-o", "out", cwd=tmp_path)
    state(tmp_path / "a", gone={"post": [5]}, notices=[LOSS.to_json()])
    run = wpconv("a", "-o", "out", "--prune", cwd=tmp_path)
    assert run.returncode == 1
    assert "record 7 cannot be fetched" in run.stderr
    assert "nothing is pruned" in run.stderr


def test_an_unfinished_fetch_is_a_loss() -> None:
    """The state of a fetch that was ended says so, also with values that a later version has written."""
    record = {"source": "https://x/", "notices": [{"code": "new"}], "gone": 3}
    items = list(fetch_state.items(record, "a/state.json"))
    assert [(item.code, item.severity) for item in items if isinstance(item, Notice)] == [
        (NoticeCode.FETCH_INCOMPLETE, Severity.WARNING),
        (NoticeCode.FETCH_INCOMPLETE, Severity.LOSS),
    ]


def test_uploads_are_no_sources(tmp_path: Path) -> None:
    """JSON and archives among the media of a fetched site are not read as exports."""
    written(tmp_path / "a/posts.json", post(1))
    written(tmp_path / "a/wp-content/uploads/2019/data.json", post(66))
    state(tmp_path / "a")
    wpconv("a", "-o", "out", cwd=tmp_path)
    assert "posts/post-66.md" not in contents(tmp_path / "out")
