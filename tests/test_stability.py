"""What docs/stability.md promises to keep: a change of it needs an entry in the changelog."""

from __future__ import annotations

import wpconv
from helpers import ROOT
from helpers.golden import Golden
from wpconv import cli
from wpconv.document import targets
from wpconv.notices import NoticeCode


def interface() -> str:
    """Return the names of the public interface, one a line."""
    options = [
        f"option {'/'.join(param.opts)} {getattr(param.type, 'choices', '') or ''}".rstrip()
        for param in cli.command.params
    ]
    codes = [f"notice {code}" for code in NoticeCode]
    keys = [f"field {name} {row.key}" for name in targets.names() for row in targets.target(name).rows]
    names = [f"library {name}" for name in wpconv.__all__]
    lines = sorted({*options, *codes, *keys, *names})
    return "\n".join(lines) + "\n"


def test_the_interface_is_as_the_changelog_says(golden: Golden) -> None:
    """Options, notice codes, front matter keys and names of the library change with the changelog only.

    To accept a change, write its entry and run this test with `--accept`.
    """
    golden(ROOT / "tests" / "stability.txt", interface())
