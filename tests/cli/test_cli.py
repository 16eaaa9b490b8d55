from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from helpers.process import COMMAND, contents, post, wpconv, written
from wpconv.cli import console
from wpconv.cli.help import Option
from wpconv.cli.options import OPTIONS
from wpconv.document import targets
from wpconv.literals import TargetName

ERROR = {"code": "rest_no_route", "message": "No route was found.", "data": {"status": 404}}


def test_one_post_is_printed_as_its_document(tmp_path: Path) -> None:
    """Without -o the document of a single post is printed, and nothing else to standard output."""
    source = written(tmp_path / "post.json", post(7))
    done = wpconv(source)
    assert done.returncode == 0
    assert done.stdout.startswith('---\ntitle: "Post 7"\n')
    assert done.stdout.endswith("---\n\nThe words of post 7.\n")
    assert done.stderr == "1 post read; 1 printed\n"


def test_several_posts_are_printed_one_after_the_other(tmp_path: Path) -> None:
    """Several documents are printed in the order of the input, each with its front matter."""
    source = written(tmp_path / "posts.json", post(2), post(1))
    alone = [wpconv(written(tmp_path / f"{n}.json", post(n))).stdout for n in (2, 1)]
    assert wpconv(source).stdout == "".join(alone)


def test_json_lines_hold_a_post_each(tmp_path: Path) -> None:
    """With --jsonl each line is a JSON object with path, front matter, body and notices."""
    source = written(tmp_path / "posts.json", post(1), post(2, author=99))
    first, second = map(json.loads, wpconv("--jsonl", source).stdout.splitlines())
    assert first["path"] == "posts/post-1.md"
    assert first["front_matter"]["date"] == "2024-05-01T10:00:00+02:00"
    assert first["body"] == "The words of post 1."
    assert first["notices"] == []
    assert [(each["code"], each["severity"]) for each in second["notices"]] == [
        ("unresolved-author", "warning")
    ]


@pytest.mark.slow
def test_a_pipe_is_read_without_being_named(tmp_path: Path) -> None:
    """Piped input is converted and its temporary copy removed; `-` names it among other sources."""
    source = written(tmp_path / "a" / "posts.json", post(1))
    piped = json.dumps([post(2)])
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    alone = wpconv(input=piped, env={"TMPDIR": str(scratch)})
    both = wpconv(source, "-", input=piped)
    assert alone.stdout.count('title: "Post 2"') == 1
    assert [line for line in both.stdout.splitlines() if line.startswith("title")] == [
        'title: "Post 1"',
        'title: "Post 2"',
    ]
    assert list(scratch.iterdir()) == []


def test_a_terminal_without_a_source_gets_the_help() -> None:
    """Without sources and without piped input the help is printed to standard error, exit 2."""
    controller, terminal = pty.openpty()
    done = subprocess.run(
        COMMAND, stdin=terminal, capture_output=True, check=False, encoding="utf-8", timeout=60
    )
    os.close(terminal)
    os.close(controller)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: wpconv")


@pytest.mark.parametrize(
    ("records", "options", "status"),
    [
        ([post(1)], [], 0),
        ([post(1), ERROR], [], 1),
        ([post(1, author=99)], [], 0),
        ([post(1, author=99)], ["--strict"], 1),
        ([post(1, status="trash")], [], 0),
        ([], [], 2),
        ([ERROR], [], 2),
        ([post(1)], ["--no-such-option"], 2),
        ([post(1)], ["--limit", "0"], 2),
        ([post(1)], ["--check"], 2),
        ([post(1)], ["--jsonl", "-o", "out"], 2),
        ([post(1)], ["--report", "-"], 2),
    ],
)
def test_exit_status_of_the_command(
    tmp_path: Path, records: list[object], options: list[str], status: int
) -> None:
    """0: nothing lost; 1: something lost or failed; 2: no posts, or a wrong command line."""
    source = written(tmp_path / "posts.json", *records)
    done = wpconv(source, *options, cwd=tmp_path)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


def test_a_failing_source_costs_no_other(tmp_path: Path) -> None:
    """Sources that cannot be read are named with advice; the documents of the others are written."""
    good = written(tmp_path / "good.json", post(1))
    bad = tmp_path / "bad.json"
    bad.write_text("<!DOCTYPE html><title>Log in</title>")
    done = wpconv(bad, good, tmp_path / "missing.json", "ftp://example.org/wp-json", "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "posts/post-1.md" in contents(tmp_path / "out")
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert all(
        part in line for part, line in zip(("bad.json", "missing.json", "ftp"), sorted(errors), strict=True)
    )
    assert "give https://example.org/" in done.stderr


def test_notices_are_a_line_each(tmp_path: Path) -> None:
    """Warnings are printed with document, code and detail, not with -q; -v adds those of severity info."""
    source = written(
        tmp_path / "posts.json", post(1, author=9), post(2, content={"rendered": "", "protected": True})
    )
    usual = wpconv(source, "-o", tmp_path / "out").stderr
    assert usual == (
        "posts/post-1.md: warning: unresolved-author: no user of the run has the id 9\n"
        "2 posts read; 2 written; notices: 1 protected, 1 unresolved-author\n"
        "to turn ids into names, convert the users, categories, tags and media of the site along with its "
        "posts, or fetch posts with &_embed=1\n"
    )
    assert wpconv(source, "-q").stderr == ""
    assert "posts/post-2.md: info: protected: " in wpconv(source, "-v").stderr


def test_the_hint_about_ids_needs_a_reason(tmp_path: Path) -> None:
    """An input with users, terms or media gets no hint to convert them too, nor does an unchanged run."""
    source = written(tmp_path / "in.json", post(1, author=9), {"id": 3, "taxonomy": "category", "name": "A"})
    for action in ("written", "unchanged"):
        done = wpconv(source, "-o", tmp_path / "out")
        assert f"1 {action}" in done.stderr
        assert "to turn ids into names" not in done.stderr


def test_duplicates_are_named(tmp_path: Path) -> None:
    """With -v each copy that does not count is named, in an unchanged run too."""
    source = written(tmp_path / "posts.json", post(1), post(1, excerpt={"rendered": "More"}))
    for _run in range(2):
        named = wpconv(source, "-o", tmp_path / "out", "-v").stderr.splitlines()
        assert f"duplicate: another copy of post 1 in {source} counts" in named
    assert "duplicate:" not in wpconv(source, "-o", tmp_path / "out").stderr


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--status", "draft"], "no post has draft among its statuses; the input has: publish (2)"),
        (["--type", "page"], "no post has page among its types; the input has: post (2)"),
        (["--category", "x"], "no post has x among its categories; the input has: 5 (1)"),
        (["--tag", "x"], "no post has x among its tags; the input has: none"),
        (["--since", "2030-01-01"], "the posts of the input are from 2024-05-01 to 2024-05-01"),
        (["--id", "7"], "no post meets all conditions"),
    ],
)
def test_an_empty_selection_is_explained(tmp_path: Path, options: list[str], reason: str) -> None:
    """A selection that matches nothing is a warning that names the values of the input."""
    source = written(tmp_path / "posts.json", post(1, categories=[5]), post(2))
    for _run in range(2):
        done = wpconv(source, "-o", tmp_path / "out", *options)
        assert done.returncode == 0
        assert f"warning: nothing is selected: {reason}\n" in done.stderr
    assert "nothing is selected" not in wpconv(source, "-o", tmp_path / "out", *options, "-q").stderr


def test_warnings_of_one_code_are_limited(tmp_path: Path) -> None:
    """After twenty warnings of one code only the summary counts them; -v prints all."""
    source = written(tmp_path / "posts.json", *[post(n, author=9) for n in range(1, 31)])
    usual = wpconv(source, "-o", tmp_path / "out").stderr
    assert usual.count("unresolved-author: no user") == 20
    assert "… and more of unresolved-author: -v prints them all\n" in usual
    assert "notices: 30 unresolved-author\n" in usual
    assert wpconv(source, "-o", tmp_path / "out", "-v").stderr.count("unresolved-author: no user") == 30


def on_a_terminal(source: str, *, output: bool = False, **env: str) -> bytes:
    """Run Python code with standard error, or output too, on a terminal; return what it printed."""
    controller, terminal = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", source],
        stdin=subprocess.DEVNULL, stdout=terminal if output else subprocess.DEVNULL, stderr=terminal,
        check=False, timeout=60, env={**os.environ, "TERM": "xterm", **env},
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    while chunk := _read(controller):
        shown += chunk
    os.close(controller)
    return shown


def _read(controller: int) -> bytes:
    try:
        return os.read(controller, 65536)
    except OSError:
        return b""


@pytest.mark.slow
def test_a_terminal_shows_progress_and_colors(tmp_path: Path) -> None:
    """A slow run shows a progress bar and removes it; NO_COLOR and -q are respected."""
    source = written(tmp_path / "posts.json", post(1, author=9), post(2))
    no_delay = (
        "import sys; from wpconv.cli import console, start; console.PROGRESS_DELAY = 0;"
        f"sys.argv = ['wpconv', {str(source)!r}]; start()"
    )
    shown = on_a_terminal(no_delay)
    assert b"Converting" in shown
    assert b"2/2" in shown
    assert b"notices: 1 unresolved-author" in shown.splitlines()[-2]
    assert shown.rfind(b"\x1b[?25h") > shown.rfind(b"\x1b[?25l"), "the cursor stays hidden"
    assert b"\x1b[33mwarning:" in shown
    assert b"\x1b[33m" not in on_a_terminal(no_delay, NO_COLOR="1")
    assert b"Converting" not in on_a_terminal(no_delay.replace("'wpconv', ", "'wpconv', '-q', "))


@pytest.mark.slow
def test_an_unchanged_run_counts_its_steps(tmp_path: Path) -> None:
    """The progress bar of a run in which nothing has changed has the number of its documents."""
    source, out = written(tmp_path / "posts.json", *map(post, range(1, 30))), tmp_path / "out"
    wpconv(source, "-o", out)
    shown = on_a_terminal(
        "import sys; from wpconv.cli import console, start; console.PROGRESS_DELAY = 0;"
        f"sys.argv = ['wpconv', {str(source)!r}, '-o', {str(out)!r}]; start()"
    )
    assert b"29/29" in shown
    assert b"/0" not in shown


def test_the_progress_bar_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The progress bar is updated at most ten times a second, and at the last step."""
    seconds = [0.0]
    drawn = []
    monkeypatch.setattr(console, "monotonic", lambda: seconds[0])
    monkeypatch.setattr(console, "_is_terminal", lambda: True)
    monkeypatch.setattr("click._termui_impl.ProgressBar.render_progress", lambda bar: drawn.append(bar.pos))
    shown = console.Console()
    shown.start_stage("Converting", 4001)
    for _step in range(4001):
        seconds[0] += 0.001
        shown.step()
    assert 20 < len(drawn) <= 2 * 32
    assert drawn[-1] == 4001


@pytest.mark.slow
def test_a_forgotten_output_folder_is_suggested(tmp_path: Path) -> None:
    """Documents that are printed on a terminal end with a line about -o; one document does not."""
    source = written(tmp_path / "posts.json", post(1), post(2))
    code = "import sys; from wpconv.cli import start; sys.argv = ['wpconv', {!r}, *{!r}]; start()"
    shown = on_a_terminal(code.format(str(source), []), output=True)
    assert shown.splitlines()[-1].startswith(b"the documents were only printed: -o DIR")
    assert b"-o DIR" not in on_a_terminal(code.format(str(source), ["--limit", "1"]), output=True)
    assert b"-o DIR" not in on_a_terminal(code.format(str(source), []))


def test_control_characters_are_not_printed(tmp_path: Path) -> None:
    """Escape sequences and line ends in quoted input are printed as escapes."""
    source = written(tmp_path / "posts.json", post(1), {"code": "x", "message": "a\x1b[2Jb\nc"})
    assert "\x1b" not in wpconv(source, "-o", tmp_path / "out").stderr


def test_help_does_not_import_the_converter() -> None:
    """`--help` and `--version` import neither a parser nor the dataclasses of the converter."""
    for option in ("--help", "--version"):
        code = (
            "import sys; from wpconv.cli import command\n"
            f"command.main([{option!r}], standalone_mode=False)\n"
            "print(*sys.modules, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", timeout=60
        )
        loaded = set(done.stderr.split())
        assert loaded.isdisjoint({"bs4", "lxml", "dateutil", "markdownify", "tomllib", "wpconv.model"})


def test_the_shell_completes_options() -> None:
    """Shell completion works under the name of the program."""
    env = {"_WPCONV_COMPLETE": "bash_complete", "COMP_WORDS": "wpconv --jso", "COMP_CWORD": "1"}
    assert "--jsonl" in wpconv(env=env).stdout


def test_every_option_is_documented() -> None:
    """Every option has a group and help, there are fewer than 60, and --target names all targets."""
    assert all(isinstance(option, Option) and option.help for option in OPTIONS)
    assert len(OPTIONS) < 60
    assert targets.names() == get_args(TargetName)


@pytest.mark.parametrize(
    ("given", "size"), [("12", 12), ("3K", 3 << 10), ("500mb", 500 << 20), ("2G", 2 << 30)]
)
def test_sizes_have_units(given: str, size: int) -> None:
    """A size is a number of bytes, or of K, M or G."""
    option = next(each for each in OPTIONS if each.name == "max_bytes")
    assert option.type.convert(given, None, None) == size


def test_a_wrong_size_is_refused() -> None:
    """A value that is not a size is a usage error with an example."""
    done = wpconv("--max-size", "3x", "posts.json")
    assert done.returncode == 2
    assert "500M" in done.stderr


def test_an_unknown_time_zone_is_refused(tmp_path: Path) -> None:
    """A name that no time zone has exits with 2 before anything is read, and names the nearest ones."""
    source = written(tmp_path / "posts.json", post(1))
    for name, nearest in (("Berlin2", "Europe/Berlin"), ("Nonsense", "IANA"), ("../../etc/passwd", "IANA")):
        done = wpconv("--timezone", name, source)
        assert (done.returncode, done.stdout) == (2, "")
        assert nearest in done.stderr
    assert wpconv("--timezone", "Asia/Tokyo", source).returncode == 0


def test_options_come_from_the_nearest_file(tmp_path: Path) -> None:
    """The nearest file gives the options that the command line does not; --show-config prints origins."""
    written(tmp_path / "exports" / "posts.json", post(1), post(2))
    (tmp_path / "wpconv.toml").write_text('source = ["exports"]\noutput = "out"\nlimit = 1\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    assert wpconv(cwd=inner).returncode == 0
    assert list(contents(tmp_path / "out")) == [".wpconv.json", "posts/post-1.md"]
    assert wpconv("--limit", "2", cwd=inner).returncode == 0
    assert "posts/post-2.md" in contents(tmp_path / "out")
    shown = wpconv("--limit", "2", "--show-config", cwd=inner).stdout
    assert "limit = 2  # command line\n" in shown
    assert f"# {tmp_path / 'wpconv.toml'}\n" in shown
    assert "strict = false  # default\n" in shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("limit = 0", "(in "),
        ("ouput = 'x'", "did you mean 'output'?"),
        ("since = 'never'", "(in "),
    ],
)
def test_a_wrong_file_is_a_usage_error(tmp_path: Path, text: str, message: str) -> None:
    """Unknown keys and wrong values exit 2 with the name of the file; --help works all the same."""
    (tmp_path / "wpconv.toml").write_text(text)
    done = wpconv("posts.json", cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "wpconv.toml" in done.stderr
    assert wpconv("--help", cwd=tmp_path).returncode == 0


def test_the_progress_bar_shows_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """While files are fetched, the sum of their sizes is beside the bar; in other stages there is none."""
    monkeypatch.setattr(console, "_is_terminal", lambda: True)
    monkeypatch.setattr(console, "PROGRESS_DELAY", -1.0)
    lines: list[str] = []
    monkeypatch.setattr(
        "click._termui_impl.ProgressBar.render_progress", lambda bar: lines.append(bar.format_progress_line())
    )
    for size, expected in ((1_250_000, "2.5 MB"), (0, "")):
        shown = console.Console()
        shown.start_stage("Fetching files", 2)
        shown.step(size)
        shown.step(size)
        assert ("MB" in lines[-1], expected in lines[-1]) == (bool(size), True)
