"""Copies are made whole or not at all, once, and never over anybody's work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from wpconv.errors import ReadError, WriteError
from wpconv.output import manifest
from wpconv.output.atomic_write import content_hash
from wpconv.output.files import Action
from wpconv.output.media_files import Original, copy, remove

PATH = "static/wp-content/uploads/2019/03/boat.jpg"
DATA = b"boat" * 100
MTIME = 1_500_000_000


class Source:
    """A file that counts how often it is read."""

    def __init__(self, data: bytes = DATA, mtime: int = MTIME) -> None:
        self.data, self.reads = data, 0
        self.original = Original(self.parts, len(data), mtime)

    def parts(self) -> Iterator[bytes]:
        self.reads += 1
        yield self.data[:7]
        yield self.data[7:]


def test_a_file_is_copied_once(tmp_path: Path) -> None:
    """The copy has the bytes and the time of the file; a second run reads neither."""
    source = Source()
    assert copy(tmp_path, PATH, source.original) == (Action.WRITTEN, content_hash(DATA))
    file = tmp_path / PATH
    assert (file.read_bytes(), int(file.stat().st_mtime), source.reads) == (DATA, MTIME, 1)
    assert manifest.read_journal(tmp_path) == {PATH: content_hash(DATA)}
    file.chmod(0)
    assert copy(tmp_path, PATH, source.original, known=content_hash(DATA))[0] is Action.UNCHANGED
    assert source.reads == 1


def test_a_changed_file_is_copied_again(tmp_path: Path) -> None:
    """Another size or time makes the bytes decide."""
    known = copy(tmp_path, PATH, Source().original)[1]
    assert copy(tmp_path, PATH, Source(mtime=MTIME + 9).original, known=known) == (Action.UNCHANGED, known)
    assert int((tmp_path / PATH).stat().st_mtime) == MTIME + 9
    other = Source(DATA[::-1], MTIME + 20)
    assert copy(tmp_path, PATH, other.original, known=known)[0] is Action.UPDATED
    assert (tmp_path / PATH).read_bytes() == DATA[::-1]


def test_work_of_users_is_kept(tmp_path: Path) -> None:
    """A picture that was made smaller, and one that was there before, are kept without --overwrite."""
    known = copy(tmp_path, PATH, Source().original)[1]
    (tmp_path / PATH).write_bytes(b"smaller")
    for hash_, cause in ((known, "was edited"), ("", "did not copy it")):
        with pytest.raises(WriteError, match=cause):
            copy(tmp_path, PATH, Source().original, known=hash_)
    assert (tmp_path / PATH).read_bytes() == b"smaller"
    with pytest.raises(WriteError, match="it was edited"):
        remove(tmp_path, PATH, known=known)
    assert copy(tmp_path, PATH, Source().original, overwrite=True)[0] is Action.UPDATED


def test_the_same_bytes_are_taken_over(tmp_path: Path) -> None:
    """A file that a killed run or the user put there counts as copied."""
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_bytes(DATA)
    assert copy(tmp_path, PATH, Source().original) == (Action.UNCHANGED, content_hash(DATA))


def test_the_time_is_set_where_links_are_always_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is taken over gets its time on Windows too, where `os.utime` always follows links."""
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_bytes(DATA)
    utime = os.utime

    def on_windows(path: Path, times: tuple[int, int], *, follow_symlinks: bool = True) -> None:
        if not follow_symlinks:
            raise NotImplementedError
        utime(path, times)

    monkeypatch.setattr(os, "utime", on_windows)
    copy(tmp_path, PATH, Source().original)
    assert int((tmp_path / PATH).stat().st_mtime) == Source().original.mtime


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    """The action is the same, and nothing is written."""
    assert copy(tmp_path, PATH, Source().original, dry_run=True)[0] is Action.WRITTEN
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_old_copy(tmp_path: Path) -> None:
    """If the file cannot be read to its end, the old copy stays, and no temporary file."""
    known = copy(tmp_path, PATH, Source().original)[1]

    def parts() -> Iterator[bytes]:
        yield b"new"
        raise ReadError("cut off")

    with pytest.raises(ReadError):
        copy(tmp_path, PATH, Original(parts, 9, 1), known=known)
    assert [path.name for path in (tmp_path / PATH).parent.iterdir()] == ["boat.jpg"]
    assert (tmp_path / PATH).read_bytes() == DATA


def test_nothing_is_written_outside_of_the_folder(tmp_path: Path) -> None:
    """A link in the output folder does not lead a copy out of it, and a link is not written through."""
    root, other = tmp_path / "site", tmp_path / "other"
    (root / "static").mkdir(parents=True)
    other.mkdir()
    (root / "static/wp-content").symlink_to(other)
    with pytest.raises(WriteError, match="leads out"):
        copy(root, PATH, Source().original)
    victim = other / "victim.jpg"
    victim.write_bytes(b"x")
    (root / "a.jpg").symlink_to(victim)
    with pytest.raises(WriteError, match="kept"):
        copy(root, "a.jpg", Source().original)
    assert copy(root, "a.jpg", Source().original, overwrite=True)[0] is Action.UPDATED
    assert (victim.read_bytes(), (root / "a.jpg").read_bytes()) == (b"x", DATA)
    os.mkfifo(root / "pipe.jpg")
    with pytest.raises(WriteError, match="is a FIFO"):
        copy(root, "pipe.jpg", Source().original, overwrite=True)


def test_a_copy_that_nobody_uses_is_removed(tmp_path: Path) -> None:
    """Folders that are empty without it go too; a dry run keeps all."""
    known = copy(tmp_path, PATH, Source().original)[1]
    remove(tmp_path, PATH, known=known, dry_run=True)
    assert (tmp_path / PATH).exists()
    remove(tmp_path, PATH, known=known)
    assert not (tmp_path / "static").exists()
    remove(tmp_path, PATH, known=known)
