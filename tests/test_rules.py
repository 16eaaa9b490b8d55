"""Each rule by its fixtures: one HTML fragment in, one Markdown file out.

`fixtures/rules/<rule>/<case>.html` becomes `<case>.md`: a comment for each notice, an empty line, the
Markdown. `<case>.toml`, where there is one, holds BodyOptions as `[options]` and attachments as `[[media]]`.
"""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from conftest import Golden
from wpconv.body import markdown, normalise, tree
from wpconv.body.rules import RULES
from wpconv.body.rules._rule import Context
from wpconv.model import BodyOptions, Media

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures" / "rules"
CASES = sorted(FIXTURES.glob("*/*.html"))
MODULES = sorted((ROOT / "src/wpconv/body/rules").glob("[!_]*.py"))


def context(case: Path) -> Context:
    """Return the context that a case asks for."""
    settings = case.with_suffix(".toml")
    table = tomllib.loads(settings.read_text("utf-8")) if settings.exists() else {}
    media = {entry["id"]: Media(**entry) for entry in table.get("media", [])}
    return Context(BodyOptions(**table.get("options", {})), media=media.get)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.parent.name}-{case.stem}") for case in CASES])
def test_rule(case: Path, golden: Golden) -> None:
    """A fragment becomes the Markdown and the notices that its golden holds."""
    ctx = context(case)
    body = markdown.render(normalise.normalise(tree.parse(case.read_text("utf-8")), ctx), ctx)
    notices = [f"<!-- {notice.severity}: {notice.code}: {notice.detail} -->\n" for notice in ctx.notices]
    golden(case.with_suffix(".md"), "".join(notices) + "\n" * bool(notices) + body.rstrip("\n") + "\n")


def names(html: str, match: str) -> bool:
    """Tell whether a fragment holds what a rule's `match` names."""
    if match.startswith("["):
        return match.rstrip("]*") in html
    return BeautifulSoup(html, "lxml").select_one(match) is not None


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in MODULES])
def test_every_match_is_tested(path: Path) -> None:
    """Each `match` of a rule occurs in one of the rule's own fixtures."""
    fragments = [case.read_text("utf-8") for case in CASES if case.parent.name == path.stem]
    for rule in importlib.import_module(f"wpconv.body.rules.{path.stem}").RULES:
        assert any(names(html, rule.match) for html in fragments), rule.match


def test_every_rule_is_listed() -> None:
    """The one visible list holds the rules of every file, and nothing else."""
    modules = [importlib.import_module(f"wpconv.body.rules.{path.stem}") for path in MODULES]
    assert {id(rule) for rule in RULES} == {id(rule) for module in modules for rule in module.RULES}


def test_every_fixture_has_a_rule() -> None:
    """A folder of fixtures is named after a rule's file."""
    assert {case.parent.name for case in CASES} <= {path.stem for path in MODULES}
