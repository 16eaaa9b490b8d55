"""What docs/stability.md promises to keep, compared with the last version."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

import wpconv
from helpers import ROOT
from helpers.process import contents
from helpers.process import wpconv as run
from helpers.wordpress import Site
from wpconv import cli
from wpconv.document import targets

LIST = ROOT / "tests" / "stability.txt"
"""The interface of the last version: one part a line, after a line that names the version."""
HEADING = re.compile(r"^## \[(.+?)\].*\n", re.MULTILINE)
OLDER = sorted((ROOT / "tests" / "stability").iterdir())
"""What each version wrote whose files have another format than those of the version before."""
URL = "http://site.example"
"""Stands in their exports for the URL of the site."""
NONE = "none"
"""Stands for the last version before there is one."""


def interface() -> list[str]:
    """Return the parts of the public interface: its kind, its name, and what else is promised of it."""
    return sorted({*options(), *statuses(), *notices(), *documents(), *report(), *library()})


def options() -> Iterator[str]:
    """Yield the options with their values."""
    for param in cli.command.params:
        yield f"option {'/'.join(param.opts)} {getattr(param.type, 'choices', '') or ''}".rstrip()


def statuses() -> Iterator[str]:
    """Yield the exit statuses that the help explains, each of which has a test of its own."""
    _, _, text = run("--help").stdout.partition("Exit status:")
    for status in re.findall(r"\d+", text):
        yield f"status {status}"


def notices() -> Iterator[str]:
    """Yield the codes with their severities, from the page that is generated from them."""
    page = (ROOT / "docs" / "notices.md").read_text("utf-8")
    for code, severities in re.findall(r"^\| `(.+?)` \| (.*?) \|", page, re.MULTILINE):
        yield f"notice {code} {severities}"


def documents() -> Iterator[str]:
    """Yield the keys of front matter and the templates of paths, by target."""
    for name in targets.names():
        target = targets.target(name)
        for row in target.rows:
            yield f"field {name} {row.key}"
        for type_, template in target.layout.types.items():
            yield f"path {name} {type_} {template}"


def report() -> Iterator[str]:
    """Yield the version of the report's schema, and its keys."""
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))
    yield f"report format {schema['properties']['format']['const']}"
    yield from report_keys(schema, schema["definitions"])


def report_keys(schema: Mapping[str, Any], definitions: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield the keys of a schema below a dotted path; `[]` stands for the items of a list."""
    if reference := schema.get("$ref"):
        schema = definitions[reference.rpartition("/")[2]]
    if "items" in schema:
        yield from report_keys(schema["items"], definitions, f"{path}[]")
    for key, each in schema.get("properties", {}).items():
        here = f"{path}.{key}".lstrip(".")
        yield f"report {here}"
        yield from report_keys(each, definitions, here)


def library() -> Iterator[str]:
    """Yield the names that `import wpconv` offers."""
    for name in wpconv.__all__:
        yield f"library {name}"


def name_of(part: str) -> str:
    """Return the name under which the changelog mentions a part of the interface."""
    kind, _, rest = part.partition(" ")
    words = rest.split()
    if kind == "option":
        return max(words[0].split("/"), key=len)
    return {"field": words[-1], "path": words[0], "report": words[0].rpartition(".")[2]}.get(kind, words[0])


def unmentioned(before: Iterable[str], now: Iterable[str], entries: str) -> list[str]:
    """Return the parts that differ, and that no entry of the changelog names in code (`--name`)."""
    codes = " ".join(re.findall(r"`([^`]+)`", entries))
    return sorted(
        part
        for part in set(before) ^ set(now)
        if not re.search(rf"(?<![\w-]){re.escape(name_of(part))}(?![\w-])", codes)
    )


def changelog(text: str) -> tuple[str, str]:
    """Return the last version that a changelog has, and the entries since then."""
    _, _, entries, *others = HEADING.split(text)
    return (others[0] if others else NONE), entries


def test_a_change_of_the_interface_is_in_the_changelog(pytestconfig: pytest.Config) -> None:
    """Each difference from the last version is named in the section of the next one.

    After a release, `--accept` writes the list anew.
    """
    version, entries = changelog((ROOT / "CHANGELOG.md").read_text("utf-8"))
    head, *before = LIST.read_text("utf-8").splitlines()
    now = interface()
    if head != f"version {version}" and pytestconfig.getoption("--accept"):
        LIST.write_text("\n".join([f"version {version}", *now]) + "\n", "utf-8")
        return
    assert head == f"version {version}", "after a release, run this test with --accept"
    assert unmentioned(before, now, entries) == []


@pytest.mark.parametrize(
    ("before", "now", "entry", "missing"),
    [
        ([], ["option -o/--output"], "- `--output` is new.", []),
        ([], ["option -o/--output"], "- `--output-dir` is new, and so is --output.", ["option -o/--output"]),
        (["option --html ('keep',)"], ["option --html ('keep', 'drop')"], "- `--html drop` is new.", []),
        (["notice noise info"], ["notice noise loss"], "- `noise` is a loss.", []),
        (["notice noise info"], [], "- Better tables.", ["notice noise info"]),
        (["field hugo params.wp_id"], [], "- Hugo has no `params.wp_id`.", []),
        (["report posts[].action"], [], "- The report has no `action`.", []),
        (["report format 1"], ["report format 2"], "- The `format` of the report is 2.", []),
        (["status 2"], ["status 2"], "", []),
    ],
)
def test_changes_without_an_entry_are_found(
    before: list[str], now: list[str], entry: str, missing: list[str]
) -> None:
    """A part that is new, gone or changed needs an entry that names it in code."""
    assert unmentioned(before, now, entry) == missing


def test_the_version_of_the_list_is_the_last_one_of_the_changelog() -> None:
    """The section of the next version is not a version; without any other there is none."""
    text = "# Changelog\n\n## [Unreleased]\n\n- `a`\n\n## [0.2.0] - 2026-12-01\n\n- b\n\n## [0.1.0]\n- c\n"
    assert changelog(text) == ("0.2.0", "\n- `a`\n\n")
    assert changelog(text.partition("## [0.2.0]")[0]) == (NONE, "\n- `a`\n\n")


@pytest.mark.parametrize("older", OLDER, ids=lambda path: path.name)
def test_output_folders_of_older_versions_are_updated(older: Path, tmp_path: Path) -> None:
    """Documents of an older version are recognised: none is taken for edited, and those of gone posts go."""
    shutil.copytree(older, tmp_path, dirs_exist_ok=True)
    done = run("posts.json", "-o", "output", "--prune", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr
    assert "1 removed, 1 unchanged, 1 updated" in done.stderr
    run("posts.json", "-o", "new", cwd=tmp_path)
    assert contents(tmp_path / "output") == contents(tmp_path / "new")


@pytest.mark.parametrize("older", OLDER, ids=lambda path: path.name)
def test_exports_of_older_versions_are_updated(older: Path, tmp_path: Path, httpserver: HTTPServer) -> None:
    """The folder of an older version's fetch is read and updated: only what has changed is asked for."""
    site = Site(httpserver)
    site.records["posts"][1] = site.post(2, modified="2025-01-01T10:00:00", title={"rendered": "Changed"})
    export = older_export(older / "export", tmp_path / "export", site.url)
    done = run(site.url, "--fetch-only", "--save", "export", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    titles = {document.front_matter["title"] for document in wpconv.documents(export, type="post")}
    assert titles == {"Post 1", "Changed", "Post 3"}
    assert len([route for route in site.asked if route.endswith("&include=2")]) == 1
    whole = re.compile(r"posts\?(?!.*(_fields|include))")
    assert [route for route in site.asked if whole.match(route)] == []


def older_export(older: Path, folder: Path, url: str) -> Path:
    """Return a copy of an export folder, of a site with another URL."""
    shutil.copytree(older, folder)
    for path in folder.rglob("*.json"):
        path.write_text(path.read_text("utf-8").replace(URL, url), "utf-8")
    state = json.loads((folder / "state.json").read_text("utf-8"))
    for file, page in state["pages"].items():
        page["sha256"] = sha256((folder / file).read_bytes()).hexdigest()
    (folder / "state.json").write_text(json.dumps(state), "utf-8")
    return folder
