"""Beautiful Soup's API answers on our trees as it does on Beautiful Soup's own."""

import copy
import json
import sys
from collections.abc import Iterator

import bs4
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from helpers import ROOT
from wpconv.body import dom
from wpconv.body.parse.divi_code import restore_divi_code
from wpconv.body.parse.html import parse
from wpconv.body.parse.libxml2_fixes import fix_for_libxml2

FIXTURES = ROOT / "fixtures"
LINKS = ("next_sibling", "previous_sibling", "next_element", "previous_element", "parent")
LISTS = (
    "next_siblings", "previous_siblings", "next_elements", "previous_elements", "parents",
    "children", "descendants", "strings", "stripped_strings",
)  # fmt: skip
SELECTORS = (
    "a[href]", "p > a", "li:first-child", "h2 + p", "h2 ~ p", ".wp-block-image img", "#a", "p:nth-of-type(2)",
    "div:has(> img)", "p:-soup-contains('the')", "ul li:last-child", "[class~=aligncenter]", ":empty",
)  # fmt: skip
FINDS = (
    (("p",), {}), ((["a", "img"],), {}), ((True,), {}), ((), {"class_": "wp-block-image"}),
    ((), {"href": True}), ((), {"string": True}), (("li",), {"recursive": False}), (("b",), {"limit": 1}),
)  # fmt: skip
MARKUP = (
    '<div id="a" class="x y">t<p>u<b>v</b><!-- c --></p><p class="">w</p></div><ul><li>1</li><li>2</li></ul>'
    '<script>s()</script><a href="/x" rel="nofollow me">z<br><img src="/i"></a>tail'
)


def fixtures() -> list[str]:
    found = [path.read_text("utf-8") for path in sorted(FIXTURES.glob("rules/*/*/*.html"))]
    for path in sorted((*FIXTURES.glob("site/*.json"), *FIXTURES.glob("posts/*/input.json"))):
        try:
            records = json.loads(path.read_text("utf-8"))
        except ValueError:  # damaged on purpose
            continue
        for record in records if isinstance(records, list) else [records]:
            content = record.get("content") if isinstance(record, dict) else None
            if isinstance(content, dict) and isinstance(content.get("rendered"), str):
                found.append(content["rendered"].encode(errors="ignore").decode())  # no surrogates
    return found


def pair(html: str) -> tuple[bs4.Tag, dom.Tag]:
    """Return a body in Beautiful Soup's tree and in ours."""
    html = fix_for_libxml2(restore_divi_code(html)).html  # with them, both ways agree
    soup = BeautifulSoup(f"<body>{html}", "lxml", preserve_whitespace_tags={"body", "pre", "textarea"})
    body = soup.body or soup.new_tag("body")
    return body.extract(), parse(html).root


def nodes(root: bs4.Tag) -> list[bs4.PageElement]:
    return [root, *root.descendants]


class Numbers:
    """The nodes of a tree by their order, so that nodes of two trees can be compared."""

    def __init__(self, root: bs4.Tag) -> None:
        self.of_node = {id(node): number for number, node in enumerate(nodes(root))}

    def of(self, answer: object) -> object:
        if isinstance(answer, (list, tuple, Iterator)):
            return [self.of(each) for each in answer]
        if isinstance(answer, bs4.PageElement):
            return self.of_node[id(answer)] if id(answer) in self.of_node else str(answer)
        return answer


def answers(root: bs4.Tag, node: bs4.PageElement, numbers: Numbers) -> dict[str, object]:
    """Return what a node answers, with numbers for nodes."""
    found: dict[str, object] = {"kind": type(node).__name__}
    found |= {link: getattr(node, link) for link in LINKS}
    found["string"], found["text"] = node.string, node.get_text("|", strip=True)  # type: ignore[attr-defined]
    found["find_parent"] = node.find_parent("div")
    found["find_next"], found["find_previous"] = node.find_next("a"), node.find_previous("a")
    found["next"], found["previous"] = node.find_next_sibling("p"), node.find_previous_sibling(["p", "li"])
    if isinstance(node, bs4.Tag):
        found |= {"name": node.name, "attrs": dict(node.attrs), "length": len(node)}
        found |= {"class": node.get("class"), "classes": node.get_attribute_list("class")}
        found |= {"void": node.is_empty_element, "has": node.has_attr("href")}
    return {key: numbers.of(answer) for key, answer in found.items()}


def long_answers(node: bs4.Tag, numbers: Numbers) -> dict[str, object]:
    """Return the answers that are as long as the tree."""
    found = {name: numbers.of(getattr(node, name, None)) for name in LISTS}
    found |= {selector: numbers.of(node.select(selector)) for selector in SELECTORS}
    found |= {f"one {selector}": numbers.of(node.select_one(selector)) for selector in SELECTORS[:3]}
    found |= {str(find): numbers.of(node.find_all(*find[0], **find[1])) for find in FINDS}  # type: ignore[call-overload]
    found |= {
        "text": node.get_text(),
        "html": str(node),
        "pretty": node.prettify(),
        "copy": str(copy.copy(node)),
    }
    found["next"] = numbers.of(node.find_all_next("a"))
    found["previous"] = numbers.of(node.find_all_previous("a"))
    return found


def compare(reference: bs4.Tag, ours: bs4.Tag) -> None:
    """Assert that two trees are alike and answer alike, node by node."""
    expected, actual = Numbers(reference), Numbers(ours)
    pairs = list(zip(nodes(reference), nodes(ours), strict=True))
    for theirs, own in pairs[1:]:
        assert answers(ours, own, actual) == answers(reference, theirs, expected)
    tags = [(one, two) for one, two in pairs[1:] if isinstance(one, bs4.Tag) and isinstance(two, bs4.Tag)]
    for one, two in tags[:: max(1, len(tags) // 3)]:
        assert long_answers(two, actual) == long_answers(one, expected)
    assert ours.decode_contents() == reference.decode_contents()


@pytest.mark.slow
def test_every_fixture_answers_alike() -> None:
    """Reading the trees of all fixtures gives what Beautiful Soup's own trees give."""
    for html in fixtures():
        compare(*pair(html))


EDITS = {
    "decompose": lambda node, _other: node.decompose(),
    "extract": lambda node, _other: node.extract(),
    "clear": lambda node, _other: node.clear(),
    "unwrap": lambda node, _other: node.unwrap(),
    "replace_with": lambda node, other: node.replace_with(other),
    "replace_with_text": lambda node, _other: node.replace_with("new", "text"),
    "insert": lambda node, other: node.insert(1, other),
    "insert_text": lambda node, _other: node.insert(0, "new"),
    "insert_before": lambda node, other: node.insert_before(other, "new"),
    "insert_after": lambda node, other: node.insert_after("new", other),
    "append": lambda node, other: node.append(other),
    "extend": lambda node, other: node.extend([other, "new"]),
    "wrap": lambda node, other: node.wrap(copy.copy(other)),
    "string": lambda node, _other: setattr(node, "string", "new"),
    "smooth": lambda node, _other: node.smooth(),
    "rename": lambda node, _other: setattr(node, "name", "h2"),
    "set": lambda node, _other: node.__setitem__("title", "new"),
    "delete": lambda node, _other: node.__delitem__("class"),
}
"""Beautiful Soup's edits of a node, with another node of the tree."""
OF_ANY_NODE = {"decompose", "extract", "insert_before", "insert_after", "replace_with", "replace_with_text"}


def is_possible(edit: str, node: bs4.PageElement, other: bs4.PageElement) -> bool:
    """Return whether Beautiful Soup defines what an edit of a node with another one does."""
    is_apart = id(other) not in {id(each) for each in (node, *node.parents)}
    is_apart = is_apart and id(node) not in {id(each) for each in (other, *other.parents)}
    if edit == "wrap":
        return isinstance(other, bs4.Tag)
    return is_apart and (isinstance(node, bs4.Tag) or edit in OF_ANY_NODE)


NUMBERS = st.integers(0, 30)


@given(st.lists(st.tuples(st.sampled_from(sorted(EDITS)), NUMBERS, NUMBERS), max_size=6))
def test_edited_trees_answer_alike(edits: list[tuple[str, int, int]]) -> None:
    """After any edits the tree is what Beautiful Soup makes of its own, and all links are right."""
    trees = pair(MARKUP)
    for edit, first, second in edits:
        for tree in trees:
            every = nodes(tree)[1:]
            if not every:
                return
            node, other = every[first % len(every)], every[second % len(every)]
            if is_possible(edit, node, other):
                EDITS[edit](node, other)
    compare(*trees)


def test_nodes_of_other_trees_are_copied() -> None:
    """A tag or a text of Beautiful Soup's own classes is inserted as a copy, whose links are right."""
    paragraph = dom.new("p", {}, "a")
    paragraph.append(BeautifulSoup('<b class="c">x<i>y</i><!-- z --></b>', "lxml").b)
    paragraph.append(bs4.NavigableString("b"))
    assert str(paragraph) == '<p>a<b class="c">x<i>y</i><!-- z --></b>b</p>'
    assert [type(node).__module__ for node in nodes(paragraph)] == ["wpconv.body.soup"] * 8
    assert paragraph.contents[1].next_sibling == "b"


def test_what_is_neither_text_nor_tag_is_refused() -> None:
    """A doctype, of which our tree has no kind, cannot be inserted."""
    with pytest.raises(TypeError, match="not a node of this tree"):
        dom.new("p").append(bs4.Doctype("html"))


def test_adjacent_texts_become_one() -> None:
    """`smooth` joins the texts that an edit leaves beside each other."""
    root = parse("<p>a<b>x</b>c</p>").root
    dom.find_all(root, "b")[0].decompose()
    root.smooth()
    assert [list(tag.contents) for tag in dom.tags(root)] == [["ac"]]


def test_a_string_keeps_its_class() -> None:
    """`string` can be set to a comment, and texts are found by Beautiful Soup's classes."""
    root = parse("<p>a</p><script>s</script>").root
    paragraph, script = dom.tags(root)
    paragraph.string = bs4.Comment("c")
    assert str(root) == "<p><!--c--></p><script>s</script>"
    assert script.get_text(types=bs4.element.Script) == root.get_text(types=[bs4.element.Script]) == "s"
    assert root.get_text(types=bs4.Comment) == "c"


def test_nodes_are_in_one_place() -> None:
    """What a new tag is given leaves its old one, which can be destroyed; what is replaced has no parent."""
    root = parse("<div><b>label</b><p>panel</p></div>").root
    (label,) = dom.find_all(root, "b")
    (panel,) = dom.find_all(root, "p")
    text = panel.contents[0]
    dom.set_children(panel, [dom.new("strong", {}, *label.contents)])
    label.decompose()
    assert str(root) == "<div><p><strong>label</strong></p></div>"
    assert (text.parent, text.next_sibling, text.previous_element) == (None, None, None)


def edit_lines(edit: str, count: int) -> int:
    """Edit each `<br>` of a long text, and return how many steps Python took."""
    root = parse("x<br>" * count).root
    steps = 0

    def trace(*_: object) -> object:
        nonlocal steps
        steps += 1
        return trace

    previous = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type] # it returns itself
    try:
        for tag in dom.find_all(root, "br"):
            EDITS[edit](tag, dom.new("i"))
    finally:
        sys.settrace(previous)
    return steps


@pytest.mark.parametrize("edit", ["decompose", "replace_with_text", "insert_before", "insert_after"])
def test_edits_of_many_siblings_take_linear_time(edit: str) -> None:
    """Twice as many siblings take twice as many steps, not four times as many."""
    assert edit_lines(edit, 400) < 2.5 * edit_lines(edit, 200)


def test_a_removed_tag_is_a_fragment() -> None:
    """`remove`, `unwrap` and `replace_with` leave a fragment, which is written as its content alone."""
    root = parse("<p>a<b>b</b><i>c</i><u>d</u></p>").root
    bold, italic, underlined = dom.find_all(root, "b", "i", "u")
    dom.remove(bold)
    dom.unwrap(italic)
    dom.replace_with(underlined)
    assert str(root) == "<p>ac</p>"


def test_the_index_of_many_siblings_takes_linear_time() -> None:
    """Walking along many siblings by their links searches the parent once."""
    root = parse("<br>" * 20_000).root
    node, count = root.contents[0], 0
    while node is not None:
        node, count = node.next_sibling, count + 1
    assert count == 20_000
