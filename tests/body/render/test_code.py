from pathlib import Path

import pytest

from helpers import tables
from helpers.bodies import to_markdown
from wpconv.document import targets
from wpconv.model import BodyOptions

CODE = "<pre><code>&lt;b&gt;&#10;&#10;  x</code></pre>"


@pytest.mark.parametrize(("target", "html", "markdown"), tables.cases(Path(__file__).with_name("code.txt")))
def test_code(target: str, html: str, markdown: str) -> None:
    """Code is a `<pre>` in one line where a dialect would take it for text."""
    assert to_markdown(html, dialect=targets.target(target).dialect if target else None) == markdown


@pytest.mark.parametrize(
    ("target", "html", "markdown"),
    [
        ("neutral", f"<dl><dt>T</dt><dd>{CODE}</dd></dl>",
         "T\n:   &nbsp;\n\n    ```\n    <b>\n\n      x\n    ```"),
        ("jekyll", f"<ul><li>{CODE}</li></ul>", "-   &nbsp;\n\n    ```\n    <b>\n\n      x\n    ```"),
        ("eleventy", f"<dl><dt>T</dt><dd>{CODE}</dd></dl>", "T\n:   &lt;b>  \n    x"),
        ("jekyll", "<table><tr><td><code> &lt;b&gt;</code></td><td>x</td></tr><tr><td>y<td>z</table>",
         "|  |  |\n| --- | --- |\n| &lt;b&gt; | x |\n| y | z |"),
    ],
)  # fmt: skip
def test_code_without_html(target: str, html: str, markdown: str) -> None:
    """With `--html drop`, a line is before the code, or it is written as text."""
    dialect = targets.target(target).dialect  # type: ignore[arg-type]  # a name of a target
    assert to_markdown(html, BodyOptions(html="drop"), dialect) == markdown
