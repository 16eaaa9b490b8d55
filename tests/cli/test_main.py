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
        (["empty"], "empty is an empty folder"),
        (["texts"], "texts has 2 .md, 1 .txt"),
    ],
)
def test_what_was_found_instead_of_posts(tmp_path: Path, arguments: list[str], found: str) -> None:
    """An input without posts exits 2; the message says what is there, and what is expected."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "texts" / "more").mkdir(parents=True)
    for name in ("a.md", "more/b.md", "notes.txt"):
        (tmp_path / "texts" / name).write_text("words")
    done = wpconv(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert found in done.stderr
    assert done.stderr.splitlines()[-1].startswith("nothing to convert was found: expected ")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "cause", "advice"),
    [
        ("-", "-: is empty", "look at what the site answered"),
        ("missing.jsn", "missing.jsn: cannot be read", "the folder has missing.json"),
        ("error.json", "error.json: holds WordPress's answer “No route”", "or give the URL of the site"),
        ("http://127.0.0.1:9", "127.0.0.1:9: cannot be reached", "check the address"),
    ],
)
def test_a_source_that_fails_is_all_that_is_named(
    tmp_path: Path, source: str, cause: str, advice: str
) -> None:
    """If the only source cannot be read, the exit status is 2, and two lines say why and what to do."""
    written(tmp_path / "missing.json", post(1))
    written(tmp_path / "error.json", {"code": "rest_no_route", "message": "No route"})
    done = wpconv(source, cwd=tmp_path)
    assert done.returncode == 2
    first, second = done.stderr.splitlines()
    assert cause in first
    assert advice in second


@pytest.mark.parametrize(
    "arguments",
    [("--show-config",), ("posts.json",), ("posts.json", "-o", "北海", "--check", "-v"), ("--help",)],
)
def test_a_console_that_cannot_show_all_characters(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """With the code page of a Windows console, nothing fails, and documents and settings are UTF-8."""
    title = {"rendered": "\u5317\u306e\u6d77"}
    written(tmp_path / "posts.json", post(1, title=title, slug=title["rendered"]))
    (tmp_path / "wpconv.toml").write_text('set = ["sea=北海"]', "utf-8")
    done = wpconv(*arguments, cwd=tmp_path, env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"})
    assert "Error" not in done.stderr
    assert done.returncode == int("--check" in arguments)
    assert ("北" in done.stdout) == (arguments != ("--help",))
