"""The walk continues with the tree as a rule left it."""

from collections.abc import Callable

import pytest

from helpers.bodies import to_markdown
from wpconv.body import dom, rules
from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag
from wpconv.body.normalise import walk

EDITS: dict[str, tuple[Callable[[Tag], object], str]] = {
    "decompose": (lambda tag: tag.decompose(), "a z"),
    "extract": (lambda tag: tag.extract(), "a z"),
    "replace with a text": (lambda tag: tag.replace_with("t"), "a t z"),
    "replace with a tag": (lambda tag: tag.replace_with(dom.new("em", None, "t")), "a *t* z"),
    "replace with its children": (lambda tag: tag.replace_with(*tag.contents), "a b **c** z"),
    "unwrap": (lambda tag: tag.unwrap(), "a b **c** z"),
    "wrap": (lambda tag: tag.wrap(dom.new("em")), "a *b **c*** z"),
    "wrap in a tag with a rule": (
        lambda tag: tag.wrap(dom.new("em")).wrap(dom.new("q")),
        "a <q>*b **c***</q> z",
    ),
    "insert before": (lambda tag: tag.insert_before("t "), "a t b **c** z"),
    "insert after": (lambda tag: tag.insert_after(" t"), "a b **c** t z"),
    "insert on both sides": (
        lambda tag: (tag.insert_before("t "), tag.insert_after(" u")),
        "a t b **c** u z",
    ),
    "insert two nodes before": (
        lambda tag: tag.insert_before("t ", dom.new("em", None, "u")),
        "a t *u*b **c** z",
    ),
    "remove the next sibling": (lambda tag: tag.next_sibling.extract(), "a b **c**"),
    "remove the previous sibling": (lambda tag: tag.previous_sibling.extract(), "a b **c** z"),
    "insert a node at the start": (lambda tag: tag.parent.insert(0, "t"), "a b **c** z"),
    "clear": (lambda tag: tag.clear(), "a z"),
    "move to the end": (lambda tag: tag.parent.append(tag), "a zb **c**"),
}


def convert(html: str, edit: Callable[[Tag], object], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return Markdown that is made with one rule, which edits the element `x-test`."""

    def apply(tag: Tag, _ctx: Context) -> None:
        applied.append(tag)
        edit(tag)

    applied: list[Tag] = []
    found = (Rule("x-test", apply),)
    for module in (rules, walk):
        monkeypatch.setattr(module, "matching", lambda tag: found if tag.name == "x-test" else ())
        monkeypatch.setattr(module, "matching_name", lambda name: found if name == "x-test" else ())
    markdown = to_markdown(html)
    assert len(applied) == html.count("<x-test>")
    return markdown


@pytest.mark.parametrize(("edit", "markdown"), EDITS.values(), ids=EDITS.keys())
def test_rule_edits_its_tag(
    edit: Callable[[Tag], object], markdown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule is applied once to its tag, wherever it moves it; what it inserts is converted."""
    assert convert("<p>a <x-test>b <b>c</b></x-test> z</p>", edit, monkeypatch) == markdown


@pytest.mark.parametrize(
    ("edit", "markdown"),
    [
        (lambda tag: tag.unwrap(), "a b c"),
        (lambda tag: tag.wrap(dom.new("em")), "*a* *b* *c*"),
        (lambda tag: tag.insert_before("t"), "ta tb tc"),
    ],
)
def test_rule_edits_siblings_and_nested_tags(
    edit: Callable[[Tag], object], markdown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of several tags is edited once, also one inside another one."""
    assert (
        convert("<p><x-test>a</x-test> <x-test>b</x-test> <x-test>c</x-test></p>", edit, monkeypatch)
        == markdown
    )


YOUTUBE = "https://www.youtube.com/embed/abcdefghijk"


@pytest.mark.parametrize(
    "target",
    [
        f'<iframe id="v" src="{YOUTUBE}"></iframe>',
        '<iframe id="v" src="https://example.com/x"></iframe>',
        '<video id="v" src="/a.mp4"></video>',
        '<audio id="v" src="/a.mp3"></audio>',
        '<pre class="wp-block-verse" id="v">a <em>b</em></pre>',
    ],
)
def test_the_id_of_a_replaced_element_is_kept(target: str) -> None:
    """A link to an element that a rule replaces leads to where it was, before what is in its place."""
    link, anchor, block = to_markdown(f'<p><a href="#v">x</a></p>{target}').split("\n\n")
    assert (link, anchor) == ("[x](#v)", '<a id="v"></a>')
    assert block.startswith(("<iframe", "<video", "<audio", "<pre"))
    assert 'id="v"' not in to_markdown(target)
