"""The lock of an output folder, as it is on Windows; `test_files.py` tests that of other systems."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from wpconv.output import lock


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists open files there")
def test_the_file_of_the_lock_is_closed_before_it_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows does not remove an open file: the lock would stay in the folder."""
    windows = SimpleNamespace(locking=lambda *_arguments: None, LK_NBLCK=0)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(lock, "msvcrt", windows, raising=False)
    unlink = Path.unlink

    def on_windows(path: Path, *, missing_ok: bool = False) -> None:
        opened = [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]
        if str(path) in opened:
            raise PermissionError
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", on_windows)
    with lock.lock(tmp_path):
        assert (tmp_path / lock.NAME).exists()
    assert not (tmp_path / lock.NAME).exists()
