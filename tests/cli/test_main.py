from __future__ import annotations

from pathlib import Path

import pytest

from helpers.process import post, wpconv, written
from wpconv.cli.main import exit_status, nested_folder
from wpconv.literals import TargetName
from wpconv.model import WriteOptions
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.run.report import Totals


@pytest.mark.parametrize(
    ("posts", "failures", "severities", "strict", "status"),
    [
        (0, 0, [], False, 2),
        (0, 1, [], False, 2),
        (1, 0, [], False, 0),
        (1, 1, [], False, 1),
        (1, 0, [Severity.INFO], True, 0),
        (1, 0, [Severity.WARNING], False, 0),
        (1, 0, [Severity.WARNING], True, 1),
        (1, 0, [Severity.LOSS], False, 1),
    ],
)
def test_exit_statuses(
    posts: int, failures: int, severities: list[Severity], strict: bool, status: int
) -> None:
    """Losses and failures exit 1, warnings only with --strict; an input without posts exits 2."""
    totals = Totals(posts=posts, failures=failures)
    for severity in severities:
        totals.add(Notice(NoticeCode.PROTECTED, "", severity))
    assert exit_status(totals, strict=strict) == status


@pytest.mark.parametrize(
    ("target", "output", "expected"),
    [
        ("hugo", "content", "-o ."),
        ("hugo", "site/content", "-o site"),
        ("jekyll", "_posts", "-o ."),
        ("hugo", "site", ""),
        ("neutral", "posts", ""),
    ],
)
def test_a_nested_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: TargetName, output: str, expected: str
) -> None:
    """A folder that the target's paths begin with is no output folder; the warning has the right one."""
    monkeypatch.chdir(tmp_path)
    assert nested_folder(output, WriteOptions(target=target)).rpartition(": ")[2] == expected


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["-"], "-: is empty"),
        (["missing.jsn"], "the folder has missing.json"),
        (["empty"], "empty is an empty folder"),
        (["texts"], "texts has 2 .md, 1 .txt"),
    ],
)
def test_what_was_found_instead_of_posts(tmp_path: Path, arguments: list[str], found: str) -> None:
    """An input without posts exits 2; the message says what is there, and what is expected."""
    written(tmp_path / "missing.json", post(1))
    (tmp_path / "empty").mkdir()
    (tmp_path / "texts" / "more").mkdir(parents=True)
    for name in ("a.md", "more/b.md", "notes.txt"):
        (tmp_path / "texts" / name).write_text("words")
    done = wpconv(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert found in done.stderr
    assert done.stderr.splitlines()[-1].startswith("nothing to convert was found: expected ")
