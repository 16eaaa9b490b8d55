"""Beautiful Soup's API answers on our trees as it does on Beautiful Soup's own."""

import copy
import json
from collections.abc import Iterator

import bs4
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import ROOT
from wpconv.body import dom
from wpconv.body.parse.html import parse

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
    root = parse(html).root
    # Our own HTML, so that no markup is in it that libxml2 reads otherwise the second time.
    soup = BeautifulSoup(f"<body>{root}</body>", "lxml", preserve_whitespace_tags={"body", "pre", "textarea"})
    body = soup.body or soup.new_tag("body")
    body.extract()
    return body, parse(body.decode_contents()).root


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
            return self.of_node.get(id(answer), str(answer))
        return answer


def answers(root: bs4.Tag, node: bs4.PageElement, numbers: Numbers) -> dict[str, object]:
    """Return what a node answers, with numbers for nodes."""
    found: dict[str, object] = {"kind": type(node).__name__, "html": str(node)}
    found |= {link: getattr(node, link) for link in LINKS}
    found["string"], found["text"] = node.string, node.get_text("|", strip=True)  # type: ignore[attr-defined]
    found["find_parent"] = node.find_parent("div")
    found["find_next"], found["find_previous"] = node.find_next("a"), node.find_previous("a")
    found["next"], found["previous"] = node.find_next_sibling("p"), node.find_previous_sibling(True)
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
    found["text"], found["copy"], found["pretty"] = node.get_text(), str(copy.copy(node)), node.prettify()
    found["next"], found["previous"] = numbers.of(node.find_all_next("a")), numbers.of(node.find_all_previous("a"))
    return found


def compare(reference: bs4.Tag, ours: bs4.Tag) -> None:
    """Assert that two trees are alike and answer alike, node by node."""
    expected, actual = Numbers(reference), Numbers(ours)
    pairs = list(zip(nodes(reference), nodes(ours), strict=True))
    for theirs, own in pairs[1:]:
        assert answers(ours, own, actual) == answers(reference, theirs, expected)
    tags = [(one, two) for one, two in pairs[1:] if isinstance(one, bs4.Tag) and isinstance(two, bs4.Tag)]
    for one, two in tags[:: max(1, len(tags) // 5)]:
        assert long_answers(two, actual) == long_answers(one, expected)
    assert ours.decode_contents() == reference.decode_contents()
