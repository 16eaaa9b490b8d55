from pathlib import Path

import pytest

from helpers import tables
from helpers.bodies import to_markdown
from wpconv.document import targets


@pytest.mark.parametrize(
    ("target", "html", "markdown"), tables.cases(Path(__file__).with_name("emphasis.txt"))
)
def test_emphasis(target: str, html: str, markdown: str) -> None:
    """Emphasis is written with delimiters where a renderer reads them as meant, else with tags."""
    assert to_markdown(html, dialect=targets.target(target).dialect if target else None) == markdown
