from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpconv.errors import WriteError
from wpconv.output import manifest
from wpconv.output.atomic_write import TEMPORARY, content_hash, write_atomically
from wpconv.output.files import Action, is_current, remove, tidy, write
from wpconv.output.lock import NAME, lock

needs_fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
needs_permissions = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """A document is written in UTF-8, with its line ends, in new folders."""
    assert write(tmp_path, "a/b/c.md", "Zürich\n") is Action.WRITTEN
    assert (tmp_path / "a/b/c.md").read_bytes() == "Zürich\n".encode()


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    """A file with the same content keeps its modification time, whether or not it is in the manifest."""
    write(tmp_path, "a.md", "x")
    os.utime(tmp_path / "a.md", ns=(1, 1))
    assert write(tmp_path, "a.md", "x") is Action.UNCHANGED
    assert write(tmp_path, "a.md", "x", known=content_hash(b"y"), overwrite=True) is Action.UNCHANGED
    assert (tmp_path / "a.md").stat().st_mtime_ns == 1


def test_a_file_of_ours_is_updated(tmp_path: Path) -> None:
    """A file with the hash in the manifest is updated."""
    write(tmp_path, "a.md", "x")
    assert write(tmp_path, "a.md", "y", known=content_hash(b"x")) is Action.UPDATED
    assert (tmp_path / "a.md").read_text() == "y"


@pytest.mark.parametrize(("known", "why"), [("", "did not write it"), (content_hash(b"x"), "was edited")])
def test_a_file_of_others_is_kept(tmp_path: Path, known: str, why: str) -> None:
    """A file that is not ours, or was edited, is an error and kept; --overwrite replaces it."""
    (tmp_path / "a.md").write_text("mine")
    with pytest.raises(WriteError, match=f"a.md: .*{why}") as caught:
        write(tmp_path, "a.md", "y", known=known)
    assert "--overwrite" in caught.value.advice
    assert (tmp_path / "a.md").read_text() == "mine"
    assert write(tmp_path, "a.md", "y", known=known, overwrite=True) is Action.UPDATED
    assert (tmp_path / "a.md").read_text() == "y"


def test_a_file_that_somebody_emptied_is_kept(tmp_path: Path) -> None:
    """A file that was emptied counts as edited, unless the manifest has the hash of an empty document."""
    file = tmp_path / "a.md"
    file.touch()
    for known in ("", content_hash(b"x")):
        with pytest.raises(WriteError, match=r"a\.md: .*kept as it is"):
            write(tmp_path, "a.md", "y", known=known)
    assert file.read_bytes() == b""
    assert write(tmp_path, "a.md", "y", known=content_hash(b"")) is Action.UPDATED


def test_a_dry_run(tmp_path: Path) -> None:
    """A dry run returns the same actions and errors as a real run, and changes no file."""
    write(tmp_path, "old.md", "x")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    known = content_hash(b"x")
    assert write(tmp_path, "new/a.md", "x", dry_run=True) is Action.WRITTEN
    assert write(tmp_path, "old.md", "y", known=known, dry_run=True) is Action.UPDATED
    assert remove(tmp_path, "old.md", known=known, dry_run=True) is Action.REMOVED
    with pytest.raises(WriteError):
        write(tmp_path, "old.md", "y", dry_run=True)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_links_are_not_followed_out(tmp_path: Path) -> None:
    """A path that leads out of the output folder, by a link or by `..`, is an error."""
    (tmp_path / "outside").mkdir()
    root = tmp_path / "root"
    root.mkdir()
    (root / "posts").symlink_to(tmp_path / "outside")
    for path in ("posts/a.md", "../outside/a.md", "posts/deep/er/a.md"):
        for overwrite in (False, True):
            with pytest.raises(WriteError, match="out of the output folder"):
                write(root, path, "x", overwrite=overwrite)
    with pytest.raises(WriteError, match="out of the output folder"):
        remove(root, "posts/a.md", known="")
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_link_to_a_file_is_not_ours(tmp_path: Path) -> None:
    """A link is kept, and --overwrite replaces the link, never the file that it leads to."""
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "a.md").symlink_to("mine")
    (tmp_path / "b.md").symlink_to("nowhere")
    for path in ("a.md", "b.md"):
        with pytest.raises(WriteError, match="is a symbolic link"):
            write(tmp_path, path, "x", known=content_hash(b"mine"))
        with pytest.raises(WriteError, match="edited"):
            remove(tmp_path, path, known=content_hash(b"mine"))
        assert write(tmp_path, path, "x", overwrite=True) is Action.UPDATED
        assert not (tmp_path / path).is_symlink()
    assert (tmp_path / "mine").read_text() == "mine"


def test_an_output_folder_may_be_a_link(tmp_path: Path) -> None:
    """The output folder itself may be a symbolic link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert write(tmp_path / "link", "a/b.md", "x") is Action.WRITTEN
    assert (tmp_path / "real/a/b.md").exists()


@needs_fifo
def test_a_fifo_is_refused(tmp_path: Path) -> None:
    """A FIFO at a document's path is neither read, which would wait for a writer, nor replaced."""
    os.mkfifo(tmp_path / "a.md")
    for overwrite in (False, True):
        with pytest.raises(WriteError, match=r"a\.md: is a FIFO, not a regular file"):
            write(tmp_path, "a.md", "x", known=content_hash(b"x"), overwrite=overwrite)
    with pytest.raises(WriteError, match=r"a\.md: "):
        remove(tmp_path, "a.md", known=content_hash(b"x"))
    assert not is_current(tmp_path, "a.md", content_hash(b""))
    assert (tmp_path / "a.md").is_fifo()


def test_an_update_keeps_the_mode(tmp_path: Path) -> None:
    """The permissions that a user gave to a document are those of its next version."""
    write(tmp_path, "a.md", "x")
    (tmp_path / "a.md").chmod(0o604)
    write(tmp_path, "a.md", "y", known=content_hash(b"x"))
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o604


def outside(tmp_path: Path) -> Path:
    """Return a file beside the output folder `root`, which no run may change."""
    (tmp_path / "root").mkdir()
    (tmp_path / "outside").write_text("outside")
    return tmp_path / "outside"


@pytest.mark.parametrize("make", [lambda path, to: path.symlink_to(to), lambda path, _to: os.mkfifo(path)])
def test_a_temporary_file_is_always_new(tmp_path: Path, make: Callable[[Path, Path], None]) -> None:
    """A link or a FIFO with the name of a temporary file is replaced: not followed, not waited for."""
    target = outside(tmp_path)
    make(tmp_path / "root" / f".a.md{TEMPORARY}", target)
    assert write(tmp_path / "root", "a.md", "x") is Action.WRITTEN
    assert (tmp_path / "root" / "a.md").read_text() == "x"
    assert [path.name for path in (tmp_path / "root").iterdir()] == ["a.md"]
    assert target.read_text() == "outside"


@needs_fifo
@pytest.mark.parametrize("name", [NAME, manifest.JOURNAL])
def test_own_files_are_regular_files(tmp_path: Path, name: str) -> None:
    """The lock and the journal follow no link out of the output folder, and wait for no FIFO."""
    target = outside(tmp_path)
    path = tmp_path / "root" / name

    def use() -> None:
        if name == NAME:
            with lock(path.parent):
                pass
        else:
            manifest.append_to_journal(path.parent, "a.md", "hash")

    path.symlink_to(target)
    with pytest.raises(WriteError, match="is a symbolic link, not a regular file") as caught:
        use()
    assert "remove it" in caught.value.advice
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(WriteError, match="is a FIFO, not a regular file"):
        use()
    assert manifest.read_journal(path.parent) == {}
    manifest.clear_journal(path.parent)
    assert path.is_fifo()
    assert target.read_text() == "outside"


def test_impossible_paths(tmp_path: Path) -> None:
    """A folder at a file's path, a file at a folder's and a name too long are errors with advice."""
    (tmp_path / "a.md").mkdir()
    (tmp_path / "posts").touch()
    for path, cause in [("a.md", "is a folder"), ("posts/b.md", "posts/b.md: "), ("x" * 300, "too long")]:
        with pytest.raises(WriteError, match=cause) as caught:
            write(tmp_path, path, "x", overwrite=True)
        assert caught.value.advice
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "posts"]


@needs_permissions
def test_a_read_only_folder(tmp_path: Path) -> None:
    """A read-only folder is an error with advice."""
    tmp_path.chmod(0o500)
    with pytest.raises(WriteError, match="Permission denied") as caught:
        write(tmp_path, "a.md", "x")
    assert "-o" in caught.value.advice


def test_a_full_disk(tmp_path: Path) -> None:
    """If the content does not fit, the old file stays, and no temporary file."""
    write(tmp_path, "a.md", "old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(WriteError, match=f"a.md: {os.strerror(errno.EFBIG)}"):
            write(tmp_path, "a.md", "x" * 1000, known=content_hash(b"old"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_text() == "old"


def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path) -> None:
    """The umask decides about the mode of a new file."""
    umask = os.umask(0o027)
    try:
        write(tmp_path, "a.md", "x")
    finally:
        os.umask(umask)
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640


def test_removal(tmp_path: Path) -> None:
    """A file is removed with the folders that are empty without it, but not the output folder."""
    write(tmp_path, "a/b/c.md", "x")
    write(tmp_path, "a/d.md", "x")
    assert remove(tmp_path, "a/b/c.md", known=content_hash(b"x")) is Action.REMOVED
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["d.md"]
    assert remove(tmp_path, "a/b/c.md", known=content_hash(b"x")) is Action.REMOVED
    assert remove(tmp_path, "a/d.md", known=content_hash(b"x")) is Action.REMOVED
    assert tmp_path.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_an_edited_file_is_not_removed(tmp_path: Path) -> None:
    """An edited file whose post is gone is kept."""
    write(tmp_path, "a.md", "edited")
    with pytest.raises(WriteError, match="edited"):
        remove(tmp_path, "a.md", known=content_hash(b"x"))
    assert (tmp_path / "a.md").exists()


def test_is_current(tmp_path: Path) -> None:
    """A regular file with the content of the hash is current; links, folders and missing files are not."""
    write(tmp_path, "a.md", "x")
    (tmp_path / "b.md").symlink_to("a.md")
    (tmp_path / "c.md").mkdir()
    known = content_hash(b"x")
    assert [is_current(tmp_path, f"{name}.md", known) for name in "abcd"] == [True, False, False, False]
    assert not is_current(tmp_path, "a.md", content_hash(b"y"))


def test_tidy(tmp_path: Path) -> None:
    """The temporary files of a killed run are removed, and no other files."""
    write(tmp_path, "posts/a.md", "x")
    (tmp_path / f"posts/.b.md{TEMPORARY}").touch()
    (tmp_path / f".{NAME}{TEMPORARY}").touch()
    (tmp_path / "posts/mine.tmp").touch()
    tidy(tmp_path, ["posts/a.md", "pages/none.md"])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.md", "mine.tmp", "posts"]


@given(st.lists(st.tuples(st.sampled_from(["run", "edit", "delete"]), st.integers(0, 3)), max_size=12))
def test_an_edit_is_never_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    """In any order of runs, edits and deletions, no run changes or removes a file that a person edited."""
    root = tmp_path_factory.mktemp("out")
    file, known = root / "a.md", ""
    edited: str | None = None
    for step, number in steps:
        if step == "edit":
            edited = f"edit {number}" if number else ""
            file.write_text(edited)
        elif step == "delete":
            edited = None
            file.unlink(missing_ok=True)
        else:
            text = f"version {number}"
            try:
                write(root, "a.md", text, known=known)
                known = content_hash(text.encode())
            except WriteError:
                assert edited is not None
        assert edited is None or file.read_text() == edited


def test_the_lock(tmp_path: Path) -> None:
    """Another process cannot lock the same folder until the first one releases it."""
    code = """
        import sys
        from pathlib import Path
        from wpconv.errors import WriteError
        from wpconv.output.lock import lock
        try:
            with lock(Path(sys.argv[1])):
                print("held")
        except WriteError as error:
            print(error.cause)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
    with lock(tmp_path):
        busy = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    free = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert busy == f"{tmp_path}: another run is writing into it\n"
    assert free == "held\n"
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_killed_run(tmp_path: Path) -> None:
    """The lock is released when its process ends, even if a child of it lives on."""
    code = """
        import os, sys, time
        from pathlib import Path
        from wpconv.output.lock import lock
        with lock(Path(sys.argv[1])):
            child = os.fork()
            if child == 0:
                time.sleep(60)
            print(child, flush=True)
            time.sleep(60)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        try:
            process.kill()
            process.wait()
            with lock(tmp_path):
                assert (tmp_path / NAME).exists()
        finally:
            os.kill(child, signal.SIGKILL)


def test_writes_are_atomic(tmp_path: Path) -> None:
    """A process killed at any moment of a write leaves the whole old content or the whole new one."""
    file = tmp_path / "a.md"
    write_atomically(file, b"0" * 200_000)
    code = """
        import sys
        from pathlib import Path
        from wpconv.output.atomic_write import write_atomically
        for number in range(10**9):
            write_atomically(Path(sys.argv[1]), str(number % 10).encode() * 200_000)
    """
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", textwrap.dedent(code), str(file)]) as process:
            seen = {file.read_bytes() for _ in range(300)}
            process.kill()
        seen.add(file.read_bytes())
        assert {len(data) for data in seen} == {200_000}
        assert all(len(set(data)) == 1 for data in seen)
