"""The rules of docs/architecture.md that a machine can keep: floors, owners, what a rule may touch, sizes."""

from __future__ import annotations

import ast
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src"
FILES = sorted(SRC.rglob("*.py"))
RULES = SRC / "wpconv" / "body" / "rules"

# A module imports only from rows above its own; the rows stand in the architecture's own words.
ARCHITECTURE = (SRC.parent / "docs" / "architecture.md").read_text("utf-8")
FLOORS = ARCHITECTURE.partition("## Imports only go down")[2].split("```")[1].splitlines()[1:]

OWNERS = {
    "bs4": ("body.",),
    "lxml": ("body.",),
    "click": ("cli", "cli."),
    "dateutil": ("read.dates",),
    "distributed": ("pools",),
    "markdown_it": ("body.verify",),
    "markdownify": ("body.markdown",),
    "mdit_py_plugins": ("body.verify",),
}

# Beautiful Soup's own ways to search and edit follow links that body/tree.py does not keep.
BEAUTIFUL_SOUP = {
    "children", "decompose", "extract", "find_all", "find_all_next", "find_all_previous", "find_next",
    "find_next_sibling", "find_next_siblings", "find_parent", "find_parents", "find_previous",
    "find_previous_sibling", "find_previous_siblings", "get_text", "insert_after", "insert_before",
    "next_element", "next_elements", "next_sibling", "next_siblings", "parents", "previous_element",
    "previous_elements", "previous_sibling", "previous_siblings", "replace_with", "select", "select_one",
    "smooth", "strings", "stripped_strings", "unwrap", "wrap",
}  # fmt: skip
TAG_ATTRIBUTES = {"name", "attrs", "contents", "parent"}


def module_name(path: Path) -> str:
    """Return a file's module below the package: `read.rest`, and an empty str for the package itself."""
    parts = path.relative_to(SRC / "wpconv").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in FILES}
WINGS = ("read", "body", "write")


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
            names += [name if name.removeprefix("wpconv.") in MODULES else node.module for name in inner]
    return names


def inside(path: Path) -> list[str]:
    """Return the modules of this package that a file imports."""
    return [
        name.removeprefix("wpconv").removeprefix(".")
        for name in imported(path)
        if name.partition(".")[0] == "wpconv"
    ]


def floor(module: str) -> int:
    """Return a module's floor: the row of its own name, else the lowest one with a pattern for it."""
    for match in (str.__eq__, fnmatchcase):
        for number, row in enumerate(FLOORS):
            if any(match(module or "wpconv", name) for name in row.split()):
                return number
    pytest.fail(f"wpconv.{module} has no floor: give it one in docs/architecture.md")


def code_files() -> list[object]:
    wings = {path for wing in WINGS for path in FILES if module_name(path) == wing}
    return [pytest.param(path, id=module_name(path) or "wpconv") for path in FILES if path not in wings]


def rule_files() -> list[object]:
    return [pytest.param(path, id=path.stem) for path in sorted(RULES.glob("[!_]*.py"))]


@pytest.mark.parametrize("path", code_files())
def test_imports_only_go_down(path: Path) -> None:
    """A module imports only modules of lower floors."""
    here = module_name(path)
    up = [name for name in inside(path) if floor(name) >= floor(here)]
    assert not up, f"{here} imports {up}"


@pytest.mark.parametrize("path", code_files())
def test_wings_do_not_know_each_other(path: Path) -> None:
    """Nothing in read, body or write imports from another of the three."""
    wing = module_name(path).partition(".")[0]
    if wing not in WINGS:
        return
    others = [
        name for name in inside(path) if name.partition(".")[0] in WINGS and name.partition(".")[0] != wing
    ]
    assert not others


@pytest.mark.parametrize("path", code_files())
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


@pytest.mark.parametrize("path", code_files())
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


@pytest.mark.parametrize("path", rule_files())
def test_rules_stand_alone(path: Path) -> None:
    """A rule imports the tree, the central types and the private modules beside it, never another rule."""
    allowed = ("model", "body.tree", "body.rules._")
    assert [name for name in inside(path) if not name.startswith(allowed)] == []


@pytest.mark.parametrize("path", rule_files())
def test_rules_use_the_verbs_of_the_tree(path: Path) -> None:
    """A rule calls none of Beautiful Soup's own methods, whose links the tree does not keep."""
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.Attribute) or (
            isinstance(node.value, ast.Name) and node.value.id == "tree"
        ):
            continue
        assert node.attr not in BEAUTIFUL_SOUP, f"{path}:{node.lineno}: .{node.attr}"
        if isinstance(node.value, ast.Name) and node.value.id == "tag":
            assert node.attr in TAG_ATTRIBUTES, f"{path}:{node.lineno}: tag.{node.attr}"


@pytest.mark.parametrize("path", code_files())
def test_files_and_functions_stay_small(path: Path) -> None:
    """A file has at most 250 lines, a rule 60; a function 40 without its docstring."""
    is_rule = path.parent == RULES and not path.stem.startswith("_")
    assert len(path.read_text("utf-8").splitlines()) <= (60 if is_rule else 250)
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[ast.get_docstring(node) is not None and len(node.body) > 1]
            header = node.body[0].lineno - node.lineno
            length = (node.end_lineno or node.lineno) - first.lineno + 1 + header
            assert length <= 40, f"{node.name} has {length} lines"
