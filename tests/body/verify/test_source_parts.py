"""`--verify` compares drawings, image maps and players with the body itself, which rules change."""

from __future__ import annotations

import pytest

from wpconv.body import dom
from wpconv.body.context import Context, Rule
from wpconv.body.normalise import walk
from wpconv.body.rules import matching, matching_name
from wpconv.body.verify.source_parts import lost_parts
from wpconv.convert import convert
from wpconv.model import BodyOptions, Location, Post
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.options import Options
from wpconv.read.site import Site

CASES = [
    ("svg", "<p>a</p><svg><text>High <tspan>water</tspan></text></svg>", "lost-text", "High water"),
    ("svg", "<svg><title>The bay &amp; *x*</title><path/></svg>", "lost-text", "The bay & *x*"),
    ("svg", "<svg><desc>By year</desc></svg>", "lost-text", "By year"),
    ("svg", "<svg><foreignObject><p>Office<br>hours</p></foreignObject></svg>", "lost-text", "Office"),
    ("map", '<map><p>x</p><area href="/n?a=1&amp;b=2" alt="x"></map>', "lost-link", "/n?a=1&b=2"),
    ("area", '<p>x <area href="/mole"></p>', "lost-link", "/mole"),
    ("map", '<map><area href="javascript:sail()" alt="Sail"></map>', "lost-link", "Sail"),
    ("[audio]", '<p>[audio src="javascript:a/b.mp3"]</p>', "lost-player", "javascript:a/b.mp3"),
    ("[audio]", "<p>[audio]/bells.mp3[/audio]</p>", "lost-player", "/bells.mp3"),
    ("[video]", "<p>[video mp4=&#8221;/a_b.mp4&#8243; loop=on][/video]</p>", "lost-player", "/a_b.mp4"),
    ("audio", '<audio src="javascript:play()"></audio>', "lost-player", "javascript:play()"),
    ("video", '<video><source src="/a.mp4?_=1"></video>', "lost-player", "/a.mp4"),
]  # fmt: skip


def notices(html: str) -> list[Notice]:
    """Return the losses that a conversion with `--verify` finds."""
    post = Post(Location("posts.json"), content=html)
    document = convert(post, Site(), "a.md", Options(body=BodyOptions(verify=True)))
    return [notice for notice in document.notices if notice.severity is Severity.LOSS]


def drop(tag: dom.Tag, _ctx: Context) -> None:
    dom.remove(tag)


@pytest.mark.parametrize(("match", "html", "code", "detail"), CASES)
def test_what_a_rule_drops_silently_is_a_loss(
    match: str, html: str, code: str, detail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a rule that removes a drawing, a map or a player without a notice, `--verify` names it."""
    assert notices(html) == []
    dropping = (Rule(match, drop),)
    monkeypatch.setattr(walk, "matching", lambda tag: dropping if tag.name == match else matching(tag))
    monkeypatch.setattr(
        walk, "matching_name", lambda name: dropping if name == match else matching_name(name)
    )
    assert (NoticeCode(code), detail) in [(notice.code, notice.detail) for notice in notices(html)]


def test_a_part_in_the_document_or_in_a_notice_is_not_lost() -> None:
    """Escapes, references and the form of an address make no difference."""
    html = '<svg><text>a *b* &lt; c</text></svg><area href="/a%20b"><audio src="/x.mp3"></audio>'
    markdown = "a \\*b\\* &lt; c [x](</a b>)"
    assert [notice.detail for notice in lost_parts(html, markdown, [])] == ["/x.mp3"]
    said = Notice(NoticeCode.EMBED_WITHOUT_ADDRESS, "a player, <audio> /x.mp3")
    assert lost_parts(html, markdown, [said]) == []


def test_an_address_for_which_another_was_written_is_not_lost() -> None:
    """Links and files have other addresses in the document than in the post."""
    assert lost_parts('<area href="/old/">', "[x](/new/)", [], ["/old/"]) == []
