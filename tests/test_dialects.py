"""Random bodies, read by the Markdown renderer of each target's generator.

More documents than usual: `pytest tests/test_dialects.py --documents 5000`.
"""

import pytest

from helpers.bodies import to_markdown
from helpers.dialect_bodies import Bodies, content, faults
from helpers.renderers import RENDERERS, Renderer
from wpconv.document import targets

SEED = 20_240_501
KNOWN_SHARE = 0.001
"""The documents with one of the faults that docs/dialects.md lists, of all documents."""


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.name)
def test_a_renderer_shows_the_text_and_no_other_markup(
    renderer: Renderer, pytestconfig: pytest.Config
) -> None:
    """Text, links and images are those of the source; no element, attribute or handler is added."""
    if not renderer.is_there():
        pytest.skip(f"{renderer.missing} is not on this machine")
    target = targets.target(renderer.target)
    bodies = Bodies(SEED, definition_lists=renderer.name in ("goldmark", "kramdown", "Python-Markdown"))
    sources = [bodies.body() for _ in range(pytestconfig.getoption("documents"))]
    written = [to_markdown(source, dialect=target.dialect) for source in sources]
    # Hugo would run the shortcodes in a text; what Liquid would run, only Jekyll and Eleventy themselves do.
    defused = (
        [target.escape_template_syntax(text) for text in written] if renderer.name == "goldmark" else written
    )
    found = [
        (source, markdown, html, different)
        for source, markdown, html in zip(sources, written, renderer.render(defused), strict=True)
        if markdown.strip() and (different := faults(content(source), content(html)))
    ]
    assert len(found) <= KNOWN_SHARE * len(sources), found[0]


def test_renderers_that_a_test_dependency_brings_are_there() -> None:
    """Three renderers are read by every run of the tests."""
    assert [each.name for each in RENDERERS if not each.missing] == [
        "goldmark",
        "Python-Markdown",
        "markdown-it",
    ]


@pytest.mark.parametrize(
    ("source", "rendered", "expected"),
    [
        ("<p>a</p>", "<p>a b</p>", ["text"]),
        ("<p>a</p>", "<p><em>a</em></p>", ["element em"]),
        ("<p><em>a</em></p>", "<p><em onclick=x>a</em></p>", ["attribute onclick"]),
        ('<p><a href="/x">a</a></p>', '<p><a href="/y">a</a></p>', ["links"]),
        ('<p><img src="/x" alt="a"></p>', '<p><img src="/x" alt="b"></p>', ["images"]),
        ("<p>http://e.org</p>", '<p><a href="http://e.org">http://e.org</a></p>', []),
    ],
)
def test_the_comparison_sees_each_kind_of_difference(source: str, rendered: str, expected: list[str]) -> None:
    """Each fault that the property above is about is found, and an address made a link is none."""
    assert faults(content(source), content(rendered)) == expected
