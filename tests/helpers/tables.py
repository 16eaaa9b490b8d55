"""Tables of small cases in text files: HTML, a line with a dot, its Markdown, a line with a dot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CASE = re.compile(r"^(?:(\w+): )?(<[^\n]*)\n\.\n(.*?)\n\.$", re.MULTILINE | re.DOTALL)


def cases(path: Path) -> list[object]:
    """Return the parameters of each case: the target (empty for none), the HTML, the Markdown."""
    found = CASE.findall(path.read_text("utf-8"))
    return [pytest.param(*case, id=f"{path.stem}-{number}") for number, case in enumerate(found, 1)]
