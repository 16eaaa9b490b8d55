"""The rules of docs/architecture.md that a test can check: layers, owners of libraries, imports, sizes."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

from helpers import ROOT

SRC = ROOT / "src"
FILES = sorted(SRC.rglob("*.py"))
RULES = SRC / "wpconv" / "body" / "rules"

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
LAYERS = [block.splitlines()[1:] for block in ARCHITECTURE.partition("## Layers")[2].split("```")[1:4:2]]
"""The layers of the package and those of `body`: a row may import the rows above it."""

VERSION = "wpconv.__version__"
"""Every module may import it; the rest of the package's own module is the public interface."""

OWNERS = {
    "bs4": ("body.",),
    "lxml": ("body.", "read.wxr."),
    "click": ("cli", "cli."),
    "dateutil": ("read.records.dates",),
    "distributed": ("run.workers",),
    "markdown": ("body.verify.",),
    "markdown_it": ("body.verify.",),
    "markdownify": ("body.",),
    "mdit_py_plugins": ("body.verify.",),
    "urllib3": ("fetch.client", "fetch.connections", "fetch.media"),
}


def module_name(path: Path) -> str:
    """Return a file's module below the package: `read.reader`, and an empty str for the package itself."""
    parts = path.relative_to(SRC / "wpconv").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in FILES}
PARAMETERS = [pytest.param(path, id=module_name(path) or "wpconv") for path in FILES]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> list[str]:
    """Return the dotted names that a file imports, at whatever place, submodules by their own name."""
    names = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names += [
                name if name == VERSION or name.removeprefix("wpconv.") in MODULES else node.module
                for name in inner
            ]
    return names


def inside(path: Path) -> list[str]:
    """Return the modules of this package that a file imports."""
    names = [name for name in imported(path) if name.partition(".")[0] == "wpconv" and name != VERSION]
    return [name.removeprefix("wpconv").removeprefix(".") for name in names]


def layer(rows: list[str], part: str) -> tuple[int, int, int]:
    """Return where a part is listed: its row, its group (between `|`) and its place in the group."""
    for number, row in enumerate(rows):
        for group, names in enumerate(row.split("|")):
            if part in names.split():
                return number, group, names.split().index(part)
    pytest.fail(f"{part} has no layer: add it to docs/architecture.md")


def is_allowed(rows: list[str], here: str, other: str) -> bool:
    """Return whether one part may import another: a higher row, or an earlier name of its own group."""
    row, group, place = layer(rows, here)
    other_row, other_group, other_place = layer(rows, other)
    return (
        here == other
        or other_row < row
        or (other_row == row and other_group == group and other_place < place)
    )


@pytest.mark.parametrize("path", PARAMETERS)
def test_imports_follow_the_layers(path: Path) -> None:
    """A part of the package, and of `body`, imports only what its layer allows."""
    package, body = LAYERS
    here = (module_name(path) or "__init__").split(".")
    for name in inside(path):
        other = (name or "__init__").split(".")
        assert is_allowed(package, here[0], other[0]), f"{'.'.join(here)} imports {name}"
        if here[0] == other[0] == "body" and len(here) > 1:
            assert is_allowed(body, here[1], other[1]), f"{'.'.join(here)} imports {name}"


@pytest.mark.parametrize("path", PARAMETERS)
def test_each_library_has_its_owner(path: Path) -> None:
    """A library from outside is imported by its owner alone, and every one has an owner."""
    here = module_name(path)
    for name in imported(path):
        library = name.partition(".")[0]
        if library == "wpconv" or library in sys.stdlib_module_names:
            continue
        assert library in OWNERS, f"{library} has no owner"
        owners = OWNERS[library]
        assert any(here == owner or (owner.endswith(".") and here.startswith(owner)) for owner in owners), (
            library
        )


@pytest.mark.parametrize("path", PARAMETERS)
def test_late_imports_give_a_reason(path: Path) -> None:
    """An import inside a function has a comment beside or above it that says why."""
    lines = path.read_text("utf-8").splitlines()
    for function in ast.walk(parsed(path)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                near = [
                    lines[node.lineno - 1],
                    lines[(node.end_lineno or node.lineno) - 1],
                    lines[node.lineno - 2],
                ]
                reasons = [line.partition("#")[2].partition("noqa")[0].strip() for line in near]
                assert any(reasons), f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", [param for param in PARAMETERS if RULES in param.values[0].parents])
def test_rules_stand_alone(path: Path) -> None:
    """A rule imports the tree, the context and the shared functions of rules, never another rule."""
    if path.name == "__init__.py":
        return
    allowed = (
        "model",
        "notices",
        "body.dom",
        "body.context",
        "body.html",
        "body.players",
        "body.parse",
        "body.references",
        "body.rules._shared",
    )
    assert [name for name in inside(path) if not name.startswith(allowed)] == []


@pytest.mark.parametrize("path", PARAMETERS)
def test_files_and_functions_stay_small(path: Path) -> None:
    """A file has at most 400 lines; a function 40 without its docstring."""
    assert len(path.read_text("utf-8").splitlines()) <= 400
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[ast.get_docstring(node) is not None and len(node.body) > 1]
            header = node.body[0].lineno - node.lineno
            length = (node.end_lineno or node.lineno) - first.lineno + 1 + header
            assert length <= 40, f"{node.name} has {length} lines"
