"""Every URL of a body passes through `Context.rewrite`, with its kind."""

from __future__ import annotations

import pytest

from wpconv.body.context import Context
from wpconv.body.converter import WordPressConverter
from wpconv.body.parse.html import parse
from wpconv.model import BodyOptions, Reference

BODIES = {
    '<p><a href="/a">x</a></p>': ("[x](/a!)", [Reference("/a")]),
    '<p>x <a href="/a"><code>y</code></a></p>': ("x [`y`](/a!)", [Reference("/a")]),
    '<p><code><a href="/a">y</a></code></p>': ("[`y`](/a!)", [Reference("/a")]),
    '<p><code>x <a href="/a">y</a></code></p>': ("x", [Reference("/a")]),
    '<pre>x <a href="/a">y</a></pre>': ('href="/a!"', [Reference("/a")]),
    '<pre class="wp-block-verse">x <a href="/a">y</a></pre>': ('href="/a!"', [Reference("/a")]),
    '<map><area href="/a" alt="x"></map>': ("[x](/a!)", [Reference("/a")]),
    '<table><tr><td colspan=2><a href="/a">x</a></td><td>y</td></tr></table>': (
        'href="/a!"',
        [Reference("/a")],
    ),
    '<ul><li><a href="/a">x</a></li></ul>': ("[x](/a!)", [Reference("/a")]),
    '<object data="/a.pdf"></object>': ("](/a.pdf!)", [Reference("/a.pdf")]),
    '<iframe src="/a"></iframe>': ('src="/a!"', [Reference("/a", "frame")]),
    '<audio src="/a.mp3"></audio>': ('src="/a.mp3!"', [Reference("/a.mp3", "media")]),
    '[audio src="/a.mp3"]': ('src="/a.mp3!"', [Reference("/a.mp3", "media")]),
    '[embed]https://a.example/b[/embed]': ("(https://a.example/b!)", [Reference("https://a.example/b")]),
    '<div class="wp-block-embed__wrapper">https://a.example/b</div>': (
        "(https://a.example/b!)",
        [Reference("https://a.example/b")],
    ),
    '<video poster="/p.jpg"><source src="/a.mp4"><source src="/a.webm"><track src="/a.vtt"></video>': (
        '<source src="/a.mp4!">\n<source src="/a.webm!">\n<track src="/a.vtt!">',
        [
            Reference("/p.jpg", "image"),
            Reference("/a.vtt", "media"),
            Reference("/a.mp4", "media"),
            Reference("/a.webm", "media"),
        ],
    ),
    '<p><img src="/a-300x200.jpg" class="wp-image-7" srcset="/a-300x200.jpg 300w, /a,b.jpg 1024w" '
    'data-orig-file="/o.jpg"></p>': (
        "![](/a-300x200.jpg!)",
        [Reference("/a-300x200.jpg", "image", 7, ("/o.jpg", "/a-300x200.jpg", "/a,b.jpg"))],
    ),
    '<figure id="attachment_9"><a href="/a"><img src="/a.jpg"></a></figure>': (
        "[![](/a.jpg!)](/a!)",
        [Reference("/a"), Reference("/a.jpg", "image", 9)],
    ),
    '<p><img src="data:image/gif;base64,R0lGODlhAQAB" data-src="/a.jpg"></p>': (
        "![](/a.jpg!)",
        [Reference("/a.jpg", "image")],
    ),
    '<math><mi href="/a">x</mi><mglyph src="/g.png" srcset="/h.png 2x" style="x: url(/b.png)"/></math>': (
        '<mi href="/a!">x</mi><mglyph src="/g.png!" style="x: url(/b.png!)">',
        [Reference("/a"), Reference("/g.png", "image"), Reference("/b.png", "image")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("html", BODIES)
def test_every_url_is_rewritten(html: str) -> None:
    """The URL of each element that a document can hold is rewritten, once, and told with its kind."""
    expected, references = BODIES[html]
    asked: list[Reference] = []

    def rewrite(reference: Reference) -> str:
        asked.append(reference)
        return f"{reference.url}!"

    ctx = Context(rewrite=rewrite)
    assert expected in WordPressConverter().convert_body(parse(html), ctx).markdown
    assert asked == references


@pytest.mark.parametrize("html", ['<p>a <a href="/x">b</a></p>', '<pre>a <a href="/x">b</a></pre>'])
def test_an_unwanted_link_leaves_its_text(html: str) -> None:
    """Of a link that is not wanted, the text alone is in the document."""
    markdown = WordPressConverter().convert_body(parse(html), Context(rewrite=lambda _: None)).markdown
    assert "a b" in markdown
    assert "/x" not in markdown


def test_text_and_code_are_never_rewritten() -> None:
    """URLs in text and in code are no references."""
    html = '<p>https://a.example/ <code>href="/a"</code></p><pre>&lt;a href="/b"></pre>'
    asked: list[Reference] = []
    ctx = Context(rewrite=lambda reference: str(asked.append(reference)))
    WordPressConverter().convert_body(parse(html), ctx)
    assert asked == []


WITH_IDS = (
    '<p id="x">a</p>', '<h2 id="x">a</h2>', '<h2>a <span id="x">b</span></h2>', '<ul><li id="x">a</li></ul>',
    '<table id="x"><tr><td>a</td></tr></table>', '<table><tr id="x"><td>a</td></tr></table>',
    '<blockquote id="x">a</blockquote>', '<div id="x"></div><p>a</p>', '<p>a</p><a name="x"></a>',
    '<pre id="x">a</pre>', '<h2>a<pre id="x">b</pre></h2>', '<p>a</p><hr id="x">',
    '<p><code id="x">a</code></p>',
    '<p><img id="x" src="/a.png"></p>', '<dl><dt id="x">a</dt><dd>b</dd></dl>', '<details id="x">a</details>',
)  # fmt: skip


@pytest.mark.parametrize("html", WITH_IDS)
def test_the_id_of_any_element_is_kept(html: str) -> None:
    """An id is kept whatever element has it, once, and no text is lost for it."""
    plain = WordPressConverter().convert_body(parse(html), Context()).markdown
    ctx = Context(wanted_ids=frozenset("x"))
    markdown = WordPressConverter().convert_body(parse(html), ctx).markdown
    assert markdown.count('<a id="x"></a>') == 1
    assert markdown.replace('<a id="x"></a>', "").split() == plain.split()


def test_the_anchor_of_a_block_goes_with_its_link() -> None:
    """The paragraph of an id is removed if a rule removed the link to it."""
    html = '<pre id="x">a</pre><h2 id="y">b <a href="#x">#</a></h2>'
    assert WordPressConverter().convert(html) == "```\na\n```\n\n## b"


def test_wanted_ids_are_kept() -> None:
    """An id that a link of another post leads to is an anchor in the document."""
    html = '<h2 id="steps">Steps</h2><p id="other">Text.</p>'
    ctx = Context(BodyOptions(), wanted_ids=frozenset(("steps",)))
    markdown = WordPressConverter().convert_body(parse(html), ctx).markdown
    assert markdown == '## <a id="steps"></a>Steps\n\nText.'
