"""Each rule by its fixtures: one HTML fragment in, one Markdown file out.

`fixtures/rules/<package>/<rule>/<case>.html` becomes `<case>.md`: a comment for each notice, an empty line,
then the Markdown. `<case>.toml`, where there is one, holds BodyOptions as `[options]`, a `[dialect]`,
attachments as `[[media]]` and the site's `host`.
"""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers import ROOT
from helpers.golden import Golden
from wpconv.body import dom, rules
from wpconv.body.context import Context, Rule
from wpconv.body.converter import WordPressConverter
from wpconv.body.parse.html import parse
from wpconv.body.rules import RULES
from wpconv.dialect import Dialect
from wpconv.model import BodyOptions, Media

FIXTURES = ROOT / "fixtures" / "rules"
CASES = sorted(FIXTURES.glob("*/*/*.html"))
SOURCE = ROOT / "src/wpconv/body/rules"
MODULES = [
    ".".join(path.relative_to(SOURCE).with_suffix("").parts) for path in sorted(SOURCE.glob("[!_]*/[!_]*.py"))
]


def rule_name(case: Path) -> str:
    """Return the module that a fixture belongs to: `core.details`."""
    return ".".join(case.parent.relative_to(FIXTURES).parts)


def context(case: Path) -> Context:
    """Return the context that a case asks for."""
    settings = case.with_suffix(".toml")
    table = tomllib.loads(settings.read_text("utf-8")) if settings.exists() else {}
    media = {entry["id"]: Media(**entry) for entry in table.get("media", [])}
    options, dialect = BodyOptions(**table.get("options", {})), Dialect(**table.get("dialect", {}))
    return Context(options, dialect, media=media.get, host=table.get("host", ""))


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{rule_name(case)}-{case.stem}") for case in CASES])
def test_rule(case: Path, golden: Golden) -> None:
    """A fragment becomes the Markdown and the notices that its golden holds."""
    ctx = context(case)
    body = WordPressConverter().convert_body(parse(case.read_text("utf-8")), ctx).markdown
    notices = [f"<!-- {notice.severity}: {notice.code}: {notice.detail} -->\n" for notice in ctx.notices]
    golden(case.with_suffix(".md"), "".join(notices) + "\n" * bool(notices) + body.rstrip("\n") + "\n")


def occurs(match: str, html: str, soup: BeautifulSoup) -> bool:
    """Return whether the `match` of a rule occurs in a fragment, given as HTML and as its parsed tree."""
    if match.startswith("["):
        return match.rstrip("]*") in html
    selector = f'[class*="{match[1:-1]}"]' if match.endswith("*") else match
    return soup.select_one(selector) is not None


@pytest.mark.parametrize("module", MODULES)
def test_every_match_is_tested(module: str) -> None:
    """Each `match` of a rule occurs in one of the rule's own fixtures."""
    texts = [case.read_text("utf-8") for case in CASES if rule_name(case) == module]
    fragments = [(html, BeautifulSoup(html, "lxml")) for html in texts]
    for rule in importlib.import_module(f"wpconv.body.rules.{module}").RULES:
        assert any(occurs(rule.match, *fragment) for fragment in fragments), rule.match


def test_every_rule_is_listed() -> None:
    """The one visible list holds the rules of every file, and nothing else."""
    modules = [importlib.import_module(f"wpconv.body.rules.{module}") for module in MODULES]
    assert {id(rule) for rule in RULES} == {id(rule) for module in modules for rule in module.RULES}


def test_every_fixture_has_a_rule() -> None:
    """A folder of fixtures is named after a rule's file."""
    assert {rule_name(case) for case in CASES} <= set(MODULES)


def test_a_tag_that_left_the_tree_meets_no_more_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a rule has replaced its tag by Beautiful Soup's method, no further rules are applied."""
    root = parse("<p>x</p>").root
    (tag,) = dom.tags(root)
    applied: list[str] = []

    def first(tag: dom.Tag, _ctx: Context) -> None:
        tag.replace_with("y")

    def second(tag: dom.Tag, _ctx: Context) -> None:
        applied.append(tag.name)

    both = Rule("p", first), Rule("p", second)
    monkeypatch.setattr(rules, "matching", lambda _tag: both)
    rules.apply(both, tag, Context())
    assert (applied, str(root)) == ([], "y")
