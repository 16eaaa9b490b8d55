from __future__ import annotations

import json
import resource
import signal
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from helpers.process import SITE, contents, post, wpconv, written
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.run.report import Report

SCHEMA = json.loads((SITE.parents[1] / "docs" / "report.schema.json").read_text("utf-8"))
validate = fastjsonschema.compile(SCHEMA)


def report_of(*arguments: object, **settings: Any) -> dict[str, Any]:
    found = json.loads(wpconv(*arguments, "--report", "-", **settings).stdout)
    assert isinstance(found, dict)
    return found


def test_a_report_follows_its_schema(tmp_path: Path) -> None:
    """The report of a whole site is valid, in the first run and in one where nothing has changed."""
    first = report_of(SITE, "-o", tmp_path / "out")
    again = report_of(SITE, "-o", tmp_path / "out")
    validate(first)
    validate(again)
    assert {each["action"] for each in first["posts"]} == {"written"}
    assert {each["action"] for each in again["posts"]} == {"unchanged"}
    assert [each["notices"] for each in first["posts"]] == [each["notices"] for each in again["posts"]]


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_the_schema_can_fail(tmp_path: Path, key: str) -> None:
    """The schema rejects a report that lacks a key or has an additional one."""
    good = report_of(written(tmp_path / "posts.json", post(1)), "-o", tmp_path / "out")
    validate(good)
    with pytest.raises(fastjsonschema.JsonSchemaException):
        validate({name: value for name, value in good.items() if name != key})
    with pytest.raises(fastjsonschema.JsonSchemaException):
        validate({**good, "more": 1})


def test_a_report_names_posts_failures_and_repairs(tmp_path: Path) -> None:
    """Posts have their source, index and offset, failures their cause; removed documents are listed."""
    out = tmp_path / "out"
    source = written(tmp_path / "in" / "posts.json", post(1), post(2))
    assert wpconv(source, "-o", out).returncode == 0
    source = written(tmp_path / "in" / "posts.json", post(1, author=5))
    found = report_of(source, "-o", out, "--prune")
    validate(found)
    (only,) = found["posts"]
    assert (only["source"], only["index"], only["offset"]) == (source.as_posix(), 0, 1)
    assert (only["id"], only["type"], only["path"], only["action"]) == (
        1,
        "post",
        "posts/post-1.md",
        "updated",
    )
    assert [each["code"] for each in only["notices"]] == ["unresolved-author"]
    assert found["removed"] == ["posts/post-2.md"]
    (out / "posts" / "post-1.md").write_text("mine\n")
    written(tmp_path / "in" / "posts.json", post(1))
    failed = report_of(source, "-o", out)
    validate(failed)
    assert failed["exit_status"] == 1
    assert [each["path"] for each in failed["failures"]] == ["posts/post-1.md"]
    assert "edited" in failed["failures"][0]["cause"]
    assert failed["posts"][0]["action"] == "failed"


def test_a_report_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """An unwritable report is named, the documents are written, and the exit status is 1."""
    source = written(tmp_path / "posts.json", post(1))
    done = wpconv(source, "-o", tmp_path / "out", "--report", tmp_path / "no" / "report.json")
    assert done.returncode == 1
    assert "report.json: No such file" in done.stderr
    assert (tmp_path / "out" / "posts" / "post-1.md").exists()


def in_the_way(out: Path) -> dict[str, Any]:
    (out / ".wpconv.lock").mkdir(parents=True)
    return {}


def unreadable(out: Path) -> dict[str, Any]:
    written(out / ".wpconv.json", "no manifest")
    return {}


def no_room(_out: Path) -> dict[str, Any]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    return {"preexec_fn": limit}


@pytest.mark.parametrize(
    ("prepare", "name", "posts"),
    [(in_the_way, ".wpconv.lock", 0), (unreadable, ".wpconv.json", 0), (no_room, ".wpconv.json", 4)],
)
def test_a_run_that_fails_reports_it(
    tmp_path: Path, prepare: Callable[[Path], dict[str, Any]], name: str, posts: int
) -> None:
    """The report of the last run is replaced by one with the failure, which the summary counts."""
    source = written(tmp_path / "in" / "posts.json", *map(post, range(1, 5)))
    # The manifest lists all sources, so it is the only file that exceeds the limit.
    for number in range(50):
        written(source.with_name(f"{'empty' * 20}-{number}.json"))
    report = tmp_path / "report.json"
    report.write_text("the last report")
    settings = prepare(tmp_path / "out")
    done = wpconv(source.parent, "-o", tmp_path / "out", "--report", report, **settings)
    assert done.returncode == 1
    assert f"{posts} posts read; " in done.stderr
    assert "1 failure" in done.stderr
    assert "nothing to convert" not in done.stderr
    found = json.loads(report.read_text())
    validate(found)
    assert found["exit_status"] == 1
    (failure,) = found["failures"]
    assert name in failure["cause"]
    assert failure["advice"]


@pytest.mark.parametrize(
    "name",
    ["in/posts.json", "in/link.json", "out/posts/post-1.md", "out/map.json", "out/.wpconv.json",
     "out/.wpconv.journal", "wpconv.toml"],
)  # fmt: skip
@pytest.mark.parametrize("folder", [True, False])
def test_a_report_replaces_no_other_file(tmp_path: Path, name: str, *, folder: bool) -> None:
    """A source, a document, the redirects, the manifest and settings are kept; the error names --report."""
    source = written(tmp_path / "in" / "posts.json", post(1))
    (tmp_path / "in" / "link.json").symlink_to("posts.json")
    (tmp_path / "wpconv.toml").write_text("")
    arguments = ("in" if folder else source, "-o", "out", "--redirects", "map.json")
    for _run in range(2):
        done = wpconv(*arguments, "--report", name, cwd=tmp_path)
        assert done.returncode in (1, 2)
        assert "--report" in done.stderr
        assert "report.json" in done.stderr
        assert json.loads(source.read_text()) == [post(1)]
        assert wpconv(*arguments, cwd=tmp_path).returncode == 0
        assert b'"exit_status"' not in b"".join(contents(tmp_path).values())


def test_a_report_replaces_no_archive(tmp_path: Path) -> None:
    """An archive is a source, although a compressed one is read from a copy."""
    written(tmp_path / "posts.json", post(1))
    (tmp_path / "in").mkdir()
    with tarfile.open(tmp_path / "in" / "site.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "posts.json", "posts.json")
    before = (tmp_path / "in" / "site.tar.gz").read_bytes()
    for source in ("in", "in/site.tar.gz"):
        done = wpconv(source, "-o", "out", "--report", "in/site.tar.gz", cwd=tmp_path)
        assert done.returncode == 2
        assert "in/site.tar.gz: is a source of this run" in done.stderr
    assert (tmp_path / "in" / "site.tar.gz").read_bytes() == before


def test_a_report_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """A report in the input or output folder is replaced by the next one, also behind a link, atomically."""
    source = written(tmp_path / "in" / "posts.json", post(1))
    (tmp_path / "link.json").symlink_to("out/report.json")
    for name in ("out/report.json", "in/report.json", "link.json"):
        for _run in range(2):
            assert wpconv("in", "-o", "out", "--report", name, cwd=tmp_path).returncode == 0
            assert json.loads((tmp_path / name).read_text())["totals"]["posts"] == 1
    assert (tmp_path / "link.json").is_symlink()
    before = (tmp_path / "out" / "report.json").stat().st_ino
    assert wpconv(source, "-o", tmp_path / "out", "--report", tmp_path / "link.json").returncode == 0
    assert (tmp_path / "out" / "report.json").stat().st_ino != before
    assert wpconv(source, "-o", tmp_path / "out", "--report", "/dev/null").returncode == 0


def test_a_notice_is_repeated_once() -> None:
    """A run that repeats the report of the last one does not repeat what it has reported itself."""
    notice = Notice(NoticeCode.FETCH_INCOMPLETE, "media: /gone.jpg: HTTP 404", Severity.LOSS)
    first = Report()
    first.add_source_notice("export", notice)
    second = Report()
    second.add_source_notice("export", notice)
    second.repeat(json.loads(json.dumps(first.repeatable())), [])
    assert second.totals.notices == {"fetch-incomplete": 1}
