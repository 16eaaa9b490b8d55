"""Typed lists."""

import pytest

from helpers.bodies import to_markdown

CASES = {
    "hyphens, of which WordPress makes dashes": (
        "<p>Take:<br />\n- a knife<br />\n– <b>a</b> rope<br />\n-tea</p>",
        "Take:\n\n- a knife\n- **a** rope\n- tea",
    ),
    "bullets": ("<p>•&nbsp;a<br>•b<br>・c<br>・d<br>e</p>", "- a\n- b\n\n* c\n* d\n\ne"),
    "shapes": ("<p>■ a<br>■ b<br>➤ c<br>➤ d<br>✓ e<br>✓ f</p>", "- a\n- b\n\n* c\n* d\n\n✓ e  \n✓ f"),
    "stars": ("<div>* a<br>* b, 2 * 3*</div>", "- a\n- b, 2 * 3*"),
    "numbers": ("<p>a<br>3) b<br>4) c</p>", "a\n\n3. b\n4. c"),
    "bold numbers": ("<p><b>1.</b> a<br><b>2.</b> b</p>", "1. a\n2. b"),
    "emphasis around all lines": ("<p><em>- a<br>- <a href='/b'>b</a></em></p>", "- *a*\n- *[b](/b)*"),
    "a link around two lines": ("<p><a href='/b'>• a<br>• b</a></p>", "- [a](/b)\n- [b](/b)"),
    "an image": ("<p>- <img src='/a'><br>- b</p>", "- ![](/a)\n- b"),
    "in an item": ("<ul><li>- a<br>- b</li></ul>", "-   - a\n    - b"),
    "in a quote": ("<blockquote>- a<br>- b</blockquote>", "> - a\n> - b"),
    "one line": ("<p>a<br>- b<br>c</p>", "a  \n\\- b  \nc"),
    "numbers that do not count up": ("<p>1. a<br>3. b</p>", "1\\. a  \n3\\. b"),
    "marks of two kinds": ("<p>1. a<br>2) b<br>* c<br>- d</p>", "1\\. a  \n2\\) b  \n\\* c  \n\\- d"),
    "negative numbers": ("<p>-5<br>-6</p>", "-5  \n-6"),
    "decimals": ("<p>1.5 a<br>2.5 b</p>", "1.5 a  \n2.5 b"),
    "dashes on both sides": ("<p>– a –<br>– b –</p>", "– a –  \n– b –"),
    "marks without text": ("<p>*<br>*<br>- <br>- </p>", "\\*  \n\\*  \n\\-  \n\\-"),
    "paragraphs that begin with bullets": (
        "<p>a</p><p>* b</p><div><p><b>* c</b><br>d</p></div><p>•</p><p>• e</p><p>•f</p>",
        "a\n\n- b\n- **c**  \n    d\n\n•\n\n- e\n- f",
    ),
    "one paragraph with a bullet": ("<p>* a</p><p>b</p><p>* c</p>", "\\* a\n\nb\n\n\\* c"),
    "a dialogue, and numbered paragraphs": (
        "<p>– a?</p><p>– b.</p><p>1. c</p><p>2. d</p>",
        "– a?\n\n– b.\n\n1\\. c\n\n2\\. d",
    ),
    "two lists": ("<p>1. a<br>2. b<br>- c<br>- d</p>", "1. a\n2. b\n\n- c\n- d"),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_typed_lists(html: str, markdown: str) -> None:
    """Lines in a row with marks of one kind are a list, and so are paragraphs with bullets; others stay."""
    assert to_markdown(html) == markdown
