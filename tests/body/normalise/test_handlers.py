"""HTML elements in the normal form, written as Markdown."""

import pytest

from helpers.bodies import to_markdown

CASES = {
    "a reversed list, in an item": (
        "<ul><li>x<ol reversed><li>a</li></ol><ul><li>c</li></ul></li><li>y</li></ul>",
        '- x\n\n    <ol reversed=""><li>a</li></ol>\n\n    - c\n\n- y',
    ),
    "a start number with too many digits": ('<ol start="12345678901"><li>a</li></ol>', "1. a"),
    "an empty heading with an empty link to it": ('<h2 id="e"></h2><p><a href="#e"></a>c</p>', "c"),
    "links that are displayed as blocks": (
        '<a href="/u" style="display:block">One</a><a href="/v" style="display:block">Two</a>',
        "[One](/u)\n\n[Two](/v)",
    ),
    "noncharacters that the renderer uses": (
        '<div class="jetpack-slideshow" data-gallery=\'[{"caption":"a\\ufdd1b"}]\'></div>',
        "*ab*",
    ),
    "a backslash before a break": (r"<p>D:\<br>E:\</p>", "D:\\\\  \nE:\\"),
    "a URL that ends in an underscore": ("<p>http://x.example/_a_ ok</p>", "<http://x.example/_a_> ok"),
    "an anchor with a link in HTML only": (
        '<pre>see <a href="#s">s</a></pre><h2 id="s">S</h2>',
        '<pre><code>see <a href="#s">s</a></code></pre>\n\n## <a id="s"></a>S',
    ),
    "spans that are displayed as blocks": (
        '<p><span style="display: block;">Add onion.</span><span style="display:block">Stir.</span></p>',
        "Add onion.\n\nStir.",
    ),
    "an anchor whose only link is empty": (
        '<p>a <span id="e">b</span></p><p><a href="#e"></a>c</p>',
        "a b\n\nc",
    ),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_elements(html: str, markdown: str) -> None:
    """Elements in unusual places and with unusual content keep their meaning."""
    assert to_markdown(html) == markdown
