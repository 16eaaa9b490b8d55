"""The state of an export folder is read as it was written, and never leads out of the folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wpconv.errors import ReadError
from wpconv.fetch.state import NAME, Folder, Page, Reply, State, load

SITE = "https://harbour.example/"


def saved(root: Path, file: str) -> Path:
    """Return an export folder whose state names a file, both as a page and as the body of a reply."""
    state = State(SITE, pages={file: Page(f"{SITE}x", "0", 1)}, replies={"x": Reply(200, file=file)})
    Folder(root, state).save()
    return root


def test_a_state_is_read_as_it_was_written(tmp_path: Path) -> None:
    """The values of a state come back."""
    file = "wp-json/wp/v2/posts/page-0001.json"
    state = load(saved(tmp_path / "x", file), SITE).state
    assert list(state.pages) == [file]
    assert state.replies == {"x": Reply(200, file=file)}


@pytest.mark.parametrize("file", ["../mine.txt", "/etc/mine.txt", "a/../../mine.txt", "a\\..\\..\\mine.txt"])
@pytest.mark.parametrize("key", ["pages", "replies"])
def test_files_outside_of_the_folder(tmp_path: Path, file: str, key: str) -> None:
    """A state that names a file outside of its folder, which a fetch would remove, is refused."""
    root = saved(tmp_path / "x", file)
    values = json.loads((root / NAME).read_text("utf-8"))
    other = {"pages": "replies", "replies": "pages"}[key]
    (root / NAME).write_text(json.dumps({**values, other: {}}), "utf-8")
    with pytest.raises(ReadError, match="cannot be read"):
        load(root, SITE)
