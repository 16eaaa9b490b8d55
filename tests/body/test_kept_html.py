import pytest

from helpers.bodies import to_markdown
from wpconv.document import targets
from wpconv.model import BodyOptions

SCRIPTS = ("javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", "java&#9;script:alert(1)",
           " \x01javascript:alert(1)", "vbscript:x", "data:text/html,<script>alert(1)</script>",
           "DATA:Text/HTML;base64,x", "data:application/xhtml+xml,x", "data:image/svg+xml,<svg/>",
           "data:text/xml,<x/>", "livescript:alert(1)", "feed:javascript:x")  # fmt: skip


@pytest.mark.parametrize("address", SCRIPTS)
@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="{}">word</a></p>',
        '<table><tr><td colspan="2"><a href="{}">word</a></td></tr></table>',
        '<pre>word <a href="{}">x</a></pre>',
        '<p>word <code><a href="{}">x</a> y</code></p>',
        '<pre class="wp-block-verse">word <a href="{}">x</a></pre>',
        '<p>word <math><mi href="{}">x</mi></math></p>',
        '<p>word</p><iframe src="{}"></iframe>',
    ],
)
def test_no_address_runs_a_script(html: str, address: str) -> None:
    """Links and players whose address is a script in any spelling are left out, their text stays."""
    for options in (BodyOptions(), BodyOptions(html="drop"), BodyOptions(embeds="link")):
        markdown = to_markdown(html.replace("{}", address.replace("<", "&lt;")), options)
        compact = "".join(markdown.split()).lower()
        assert "word" in compact
        assert not any(word in compact for word in ("script:", "data:", "alert"))


@pytest.mark.parametrize(
    "inside",
    [
        "<mi onclick='alert(1)'>x</mi>",
        "<script>alert(1)</script><mi>x</mi>",
        "<mi>x</mi><iframe srcdoc='&lt;script>alert(1)&lt;/script>'></iframe>",
        "<annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml><mi>x</mi>",
        "<mi OnMouseOver=alert(1)>x</mi>",
        "<object data='javascript:alert(1)'></object><mi>x</mi>",
        "<mtext><svg><animate values='x;javascript:alert(1)'/></svg></mtext><mi>x</mi>",
        "<mtext><noscript><p title='</noscript><img onerror=alert(1)>'></p></noscript></mtext><mi>x</mi>",
        "<mtext><button formaction='javascript:alert(1)'></button></mtext><mi>x</mi>",
        "<mi style='background:url(java\nscript:alert(1))'>x</mi>",
    ],
)
def test_formulas_keep_no_script(inside: str) -> None:
    """Formulas in MathML and KaTeX lose their event handlers and scripts."""
    for html in (f"<math>{inside}</math>", f'<span class="katex"><math>{inside}</math></span>'):
        markdown = to_markdown(f"<p>{html}</p>")
        assert "x</mi>" in markdown
        assert "alert" not in markdown


def test_formulas_keep_texts_alone_of_other_elements() -> None:
    """An element that is no MathML is left out and its text kept; Markdown and shortcodes in it are text."""
    html = "<p>a <math><mtext><textarea>b</textarea> [x](y) *c* [code]d[/code]</mtext></math></p>"
    assert to_markdown(html) == (
        "a <math><mtext>b &#91;x&#93;(y) &#42;c&#42; &#91;code&#93;d&#91;/code&#93;</mtext></math>"
    )


def test_a_formula_begins_a_line() -> None:
    """To Python-Markdown, a `<math>` there is a block, and code in the rest of the line HTML."""
    html = "<p><math><mi>x</mi></math> <code>&lt;script&gt;</code></p>"
    dialect = targets.target("pelican").dialect
    assert to_markdown(html, dialect=dialect) == "<span><math><mi>x</mi></math></span> `<script>`"
    assert to_markdown(html) == "<math><mi>x</mi></math> `<script>`"


def test_posters_and_images_run_no_script() -> None:
    """A poster, or an image in code, whose address is a script is left out."""
    video = '<video src="/a.mp4" poster="java\nscript:alert(1)"></video>'
    assert to_markdown(video) == '<video src="/a.mp4"></video>'
    assert to_markdown('<pre><img src="javascript:alert(1)">x</pre>') == "```\nx\n```"


@pytest.mark.parametrize("tex", ["a <!--<script>", "a &lt;/script>", "a <ScRiPt>"])
def test_the_tex_of_a_formula_ends_no_script(tex: str) -> None:
    """A comment or a tag in TeX is none, so that its script ends where it should."""
    markdown = to_markdown(f'<script type="math/tex; mode=display">{tex}</script>')
    assert markdown.count("<") == 2 + markdown.count("< ")


def test_the_tex_of_a_formula_is_no_html() -> None:
    """Where HTML is dropped, `<` in a formula's TeX begins no element."""
    tex = "a<img src=y onerror=alert(1)>"
    html = f"<math><annotation>{tex.replace('<', '&lt;')}</annotation></math>"
    script = f'<script type="math/tex; mode=display">{tex}</script>'
    for body in (html, script):
        assert to_markdown(f"<p>{body}</p>", BodyOptions(html="drop")).strip("$") == tex.replace("<", "< ")


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("https://gist.github.com/user/1.js", True),
        ("//gist.github.com/user/1.js", True),
        ("https://secure.polldaddy.com/p/1.js", True),
        ("https://asciinema.org/a/1.js", True),
        ("https://pastebin.com/embed_js/x", True),
        ("https://evil.example/?gist.github.com/", False),
        ("https://evil.example/gist.github.com/x.js", False),
        ("https://gist.github.com.evil.example/x.js", False),
        ("https://gist.github.com@evil.example/x.js", False),
        ("https://evilgist.github.com/x.js", False),
        ("https://evil.example\\.gist.github.com/x.js", False),
        ("https://asciinema.org/other/a/1.js", False),
        ("data:text/javascript,//gist.github.com/", False),
    ],
)
def test_scripts_are_known_by_host_and_path(address: str, is_kept: bool) -> None:
    """A script is kept only from the hosts and paths of services that show content."""
    assert ("<script" in to_markdown(f'<p>a</p><script src="{address}"></script>')) == is_kept
