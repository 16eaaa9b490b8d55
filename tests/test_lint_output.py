"""The lint of documents, `tools/lint_output.py`."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from helpers import ROOT

PROGRAM = ROOT / "tools" / "lint_output.py"

FAULTS = {
    "a <kbd>b</kbd>": ["raw HTML <kbd>"],
    "<div>\n<p>a\n</div>": ["raw HTML <div>", "raw HTML <p>"],
    "a [b](#) [c]() [](/d)": ["link to #", "link without address", "link without text"],
    "[![](/a)](/b) [c](#d)": [],
    "a [vc_row width=1] [/tabs] [b] `[vc_row]`": ["shortcode"] * 2,
    "**a __b__** *c **d***": ["doubled emphasis"],
    "## **a**\n\n## *a* **b**\n\n## **a** b": ["emphasised heading"] * 2,
    "# The *tide*!\n\n# The tide": ["repeated title"],
    "### The tide": [],
    "a\n\na\n\n## b\n\nb": ["repeated line"] * 2,
    "a\n• b\n• c": ["typed list"],
    "– a\n- b\n1\\. c": ["backslash"],
    "– a –\n– b –": [],
    "1\\. a\n2\\. b": ["backslash", "backslash", "typed list"],
    "`\\*` \\* http://a\\_b к\\м": ["backslash"] * 2,
    "|  |  |\n| --- | --- |\n| a | b |": ["empty table header"],
    "| a |  |\n| --- | --- |\n| b | c |": [],
}
DESCRIPTIONS = {
    "The tide is out.": [],
    "See https://example.org": ["description that is no sentence"],
    "[et_pb_section width": ["description that is no sentence"],
    "a &amp; b": ["description that is no sentence"],
}


@pytest.fixture(scope="module")
def lint() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lint_output", PROGRAM)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kinds(lint: ModuleType, document: str, bodies: object = None) -> list[str]:
    return sorted(kind for kind, _ in lint.faults(document, bodies or {}))


@pytest.mark.parametrize(("body", "expected"), FAULTS.items(), ids=FAULTS.keys())
def test_each_fault_is_counted(lint: ModuleType, body: str, expected: list[str]) -> None:
    """Each fault of a body is found as often as it is there, and code and what looks similar is none."""
    assert kinds(lint, f'---\ntitle: "The tide"\n---\n\n{body}\n') == sorted(expected)


@pytest.mark.parametrize(("description", "expected"), DESCRIPTIONS.items(), ids=DESCRIPTIONS.keys())
@pytest.mark.parametrize("form", ["---\ndescription: '{}'\n---\n", "+++\ndescription = '{}'\n+++\n"])
def test_a_description_is_a_sentence(
    lint: ModuleType, form: str, description: str, expected: list[str]
) -> None:
    """Addresses, shortcodes and markup in a description are found in YAML and in TOML."""
    assert kinds(lint, form.format(description)) == expected


def test_missing_words_are_those_of_the_nearest_post(lint: ModuleType) -> None:
    """Of several posts with one id and permalink, the document is compared with the most similar one."""
    document = '---\nwp_id: 5\npermalink: "/p/"\n---\n\n# Low *ti*de\n\n[oars](/boat "at sea") `x`\n'
    near = "<h1>Low <em>ti</em>de</h1><p>oars at<br>noon x</p><script>y</script>[vc_row z=1]"
    bodies = {(5, "/p/"): ["<p>Another site</p>", near], (6, "/p/"): ["<p>No</p>"]}
    assert list(lint.faults(document, bodies)) == [("word of the post missing", "noon")]


def test_the_command_prints_a_table(tmp_path: Path) -> None:
    """The command reads exports, and prints counts, documents and the examples that are asked for."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.md").write_text('---\nwp_id: 5\npermalink: "/p/"\n---\n\n[b](#) [c](#)\n', "utf-8")
    post = {"id": 5, "link": "https://example.org/p/", "content": {"rendered": "<p>b c d</p>"}}
    (tmp_path / "posts.json").write_text(json.dumps([post]), "utf-8")
    command = [sys.executable, str(PROGRAM), "out", "posts.json", "--show", "1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines() == [
        "1 documents",
        "     2 in    1 documents: link to #",
        "         a.md: [b](#) [c](#)",
        "     1 in    1 documents: word of the post missing",
        "         a.md: d",
    ]
