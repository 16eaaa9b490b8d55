"""Code blocks and code spans."""

import pytest

from helpers.bodies import to_markdown

CASES = {
    "code that is HTML, in an item": (
        '<ul><li>x<pre>see <a href="/x">x</a>\n two</pre></li></ul>',
        '-   x\n\n    <pre><code>see <a href="/x">x</a>\n     two</code></pre>',
    ),
    "code in a reversed list, in an item": (
        "<ul><li>a<ol reversed><li><pre>1\n  2</pre></li></ol></li></ul>",
        '-   a\n\n    <ol reversed=""><li><pre><code>1\n      2</code></pre></li></ol>',
    ),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_code(html: str, markdown: str) -> None:
    """Code with links is HTML, and its lines are indented with the list item that contains it."""
    assert to_markdown(html) == markdown
