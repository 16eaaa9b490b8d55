from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ROOT
from wpconv.body.verify.contents import KINDS
from wpconv.notices import NoticeCode

PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("fixtures/*.md"),
        *ROOT.glob("benchmarks/*.md"),
    ]
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]+)?\)")


def test_pages_show_what_the_program_does() -> None:
    """The generated parts of the pages are up to date: options, examples, rules and notices."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "update_docs.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run `make docs`\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    """Every link between pages of the project leads to a file and heading that exist."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for path, anchor in LINK.findall(text):
        target = (page.parent / path).resolve()
        assert target.exists(), path
        if anchor:
            assert anchor[1:] in anchors(target), f"{path}{anchor}"


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_manual_page_is_read_without_warnings() -> None:
    """Groff formats the manual page without a warning, and it has every option."""
    page = ROOT / "docs" / "wpconv.1"
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", page], capture_output=True, text=True, check=True
    )
    from wpconv.cli import command

    assert done.stderr == ""
    shown = re.sub(r"\x1b\[\d*m|.\x08", "", done.stdout)
    options = [max(each.opts, key=len) for each in command.params if each.param_type_name == "option"]
    assert [option for option in options if option not in shown] == []


def test_every_option_has_help() -> None:
    """Every option of the command has a help text."""
    from wpconv.cli import command

    assert [
        p.name for p in command.params if not getattr(p, "help", "") and p.param_type_name == "option"
    ] == []


def test_every_notice_code_is_used() -> None:
    """Each code occurs in the source, or is one that `--verify` composes of a verb and a kind."""
    source = "".join(path.read_text("utf-8") for path in ROOT.glob("src/**/*.py"))
    compared = {f"{verb}-{kind}" for verb in ("lost", "gained", "moved") for kind in KINDS}
    assert {code for code in NoticeCode if f"NoticeCode.{code.name}" not in source} <= compared


def test_every_notice_code_is_documented() -> None:
    """docs/notices.md has a row for each code."""
    page = (ROOT / "docs" / "notices.md").read_text("utf-8")
    assert {code for code in NoticeCode if f"\n| `{code}` |" not in page} == set()
