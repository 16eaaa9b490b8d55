"""Random bodies, read by the Markdown renderer of each target's generator.

More documents than usual: `pytest tests/test_dialects.py --documents 5000`.
"""

import pytest

from helpers.bodies import to_markdown
from helpers.dialect_bodies import Bodies, content, faults
from helpers.renderers import RENDERERS, Renderer
from wpconv.document import targets
from wpconv.literals import HtmlMode
from wpconv.model import BodyOptions

pytestmark = pytest.mark.slow

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


SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;"
NOTE = (
    '<p>t<sup class="fn"><a href="#f" id="f-link">1</a></sup></p><ol class="wp-block-footnotes"><li id="f">'
)
NOTE_END = ' <a href="#f-link">↩</a></li></ol>'
PLACES = (
    "<dl><dt>T</dt><dd>{}</dd></dl>", "<dl><dt>T</dt><dd><p>x</p>{}</dd></dl>",
    "<dl><dt>T</dt><dd><p>x</p>{0}</dd><dd><p>y</p>{0}</dd></dl>",
    "<ul><li><dl><dt>T</dt><dd>{}</dd></dl></li></ul>", "<dl><dt>T</dt><dd><ul><li>x{}</li></ul></dd></dl>",
    f"{NOTE}{{}}{NOTE_END}", f"{NOTE}<p>x</p>{{}}{NOTE_END}",
    "<ul><li>{}</li></ul>", "<ol><li><p>x</p>{}</li></ol>", "<blockquote>{}</blockquote>",
    "<ul><li><blockquote>{}</blockquote></li></ul>", "<blockquote><ul><li>x{}</li></ul></blockquote>",
    "<table><tr><td>{}</td><td>x</td></tr><tr><td>1<td>2</table>",
    "<details><summary>s</summary>{}</details>", "<ol reversed><li>{}</li></ol>", "<p>x</p>{}<p>y</p>",
)  # fmt: skip
CODES = (
    "{0}\n\nx", "a\n\n{0}\n\nb", "```\n{0}\n```\n\n{0}", "~~~\n\n{0}", "- a\n\n  {0}\n1. b", "    {0}\n\n{0}",
    "\t{0}\n\n\t{0}", ":::x\n{0}", "#!python\n{0}", "\n\n{0}\n\n\n{0}\n", "&gt; {0}\n\n&gt; {0}",
    "{0}&lt;/code&gt;&lt;/pre&gt;{0}", "a\n\x0c\n{0}", "a\n\xa0\n{0}", "[^1]: x\n\n{0}", "T\n:   x\n\n{0}",
)  # fmt: skip


@pytest.mark.parametrize("mode", ["keep", "figures", "drop"])
@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.name)
def test_code_never_becomes_markup(renderer: Renderer, mode: HtmlMode) -> None:
    """A script in code is text wherever the code is, also where a dialect knows no such block."""
    if not renderer.is_there():
        pytest.skip(f"{renderer.missing} is not on this machine")
    dialect = targets.target(renderer.target).dialect
    sources = [
        place.format(element.format(code.format(SCRIPT)))
        for place in PLACES
        for element in ("<pre><code>{}</code></pre>", "<p><code>{}</code></p>")
        for code in CODES
    ]
    written = [to_markdown(source, BodyOptions(html=mode), dialect) for source in sources]
    rendered = renderer.render(written)
    assert [
        (markdown, html)
        for markdown, html in zip(written, rendered, strict=True)
        if "script" in content(html).elements
    ] == []


LIVE = (
    "<math><mtext>[x](javascript:alert(1))</mtext></math>",
    "<math><mi>x</mi></math><code>&lt;script&gt;alert(1)&lt;/script&gt;</code>",
    '<math><mtext><noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript></mtext></math>',
    '<math><mi>x</mi>{: onclick=alert(1)}</math>', "<em>x</em>{: onclick=alert(1)}",
    '<script type="math/tex; mode=display"><!--<script></script><img src=x onerror=alert(1)>',
    '<img src="x" alt="&quot; onerror=alert(1) x=&quot;">', '<abbr title="[x](y onclick=alert(1))">x</abbr>',
    '<a href="java\nscript:alert(1)">x</a>', '<a href="x" title="&quot; onclick=alert(1) &quot;">x</a>',
    '<iframe src="data:image/svg+xml,<svg><text/></svg>"></iframe>', "[x](javascript:alert(1))",
    '<video src="/a.mp4" poster="javascript:alert(1)"></video>', "<!--><img src=x onerror=alert(1)>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>', "<svg><title><img onerror=alert(1)>",
    '<map><area href="javascript:alert(1)" alt="&lt;img src=x onerror=alert(1)&gt;"></map>',
)  # fmt: skip


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.name)
def test_nothing_in_a_body_is_live(renderer: Renderer) -> None:
    """Scripts, handlers and addresses that run a script are in no rendered document, wherever they were."""
    if not renderer.is_there():
        pytest.skip(f"{renderer.missing} is not on this machine")
    dialect = targets.target(renderer.target).dialect
    places = (*PLACES, "<p>a {} b</p>", "<h2>{}</h2>", "<em>{}</em>", "<figure><img src=a>{}</figure>")
    written = [to_markdown(place.format(live), dialect=dialect) for place in places for live in LIVE]
    for markdown, html in zip(written, renderer.render(written), strict=True):
        found = content(html)
        assert not [name for name in found.attributes if name.startswith("on")], (markdown, html)
        assert not any("script:" in link for link in found.links), (markdown, html)
        assert 'poster="java' not in html, (markdown, html)
        assert "<svg" not in html, (markdown, html)


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
