"""Random bodies around the delimiters of all Markdown dialects, and how a rendered one differs from them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

from lxml import html as lxml_html

TEXTS = (
    "{name}", "{1}", "{name=value}", "{: onclick=alert(1) }", "{:.a}", "{: .cls #id}", "{::comment}",
    "{::options auto_ids=false /}", "{::nomarkdown}", "{:/}", "{", "}", "$$5", "$$", "$x$", "|", "a | b",
    "||", "\\~~~", "~~~", "```", "`x`", "`", "``", "*", "**", "***", "_", "__", "a_b_c", "_x_", "*x*",
    "~", "~~", "~x~", "[x](y)", "[x]", "[x][y]", "![x]", "!", "[^1]", "[^1]: f", "^", "#", "# h", "- a",
    "+ a", "1. a", "1) a", "> q", "=", "===", "---", "-", "+", "<script>alert(1)</script>", "<b>", "</p>",
    "<!-- c -->", "<?x?>", "<http://e.org>", "&amp;", "&lt;", "&", "&copy;", "&#65;", "\\", "\\*", "\\\\",
    "\\[", "http://example.org/a_b_", "https://e.org", "www.example.org", "user@example.org", ":smile:",
    ":::note", "::", ":", "{#id}", "{{x}}", "{% x %}", "{{< x >}}", "word", "two words", "C++", "a.", "(",
    ")", "(y)", '"q"', "'s", "—", "日本", "「地域」", "é", "key: value", "  ", "x\xa0y", "[link]: http://e.org",
    "*[HTML]: Hyper", "Term\n:   def", "%%", "==a==", "^a^", "H~2~O", '<a href="javascript:alert(1)">',
    "<img src=x onerror=alert(1)>", "<<", ">>",
)  # fmt: skip
VALUES = (
    "t", 'a "b" c', "a'b", "x < y", "<img src=x onerror=alert(1)>", "[x](y)", "[x](y onclick=alert(1))",
    "a|b", "`c`", "`", "*s*", "*", "]", "a]b", "[a", "(p)", ")", "\\", "\\]", "\\*", "a\\",
    "{: onclick=alert(1)}", "&lt;", "&amp;lt;", "a_b", "_a_", "$$x$$", "line\nbreak", "~~d~~", "<b>",
    "http://e.org", "![x](y)", "^a", "{a}", "é",
)  # fmt: skip
URLS = (
    "/x", "http://example.org/a b", "/a(b)", "/a)b", "/a(b", "/a|b", "/a_b_c", "/a*b*", '/a"b', "/a'b",
    "/a<b>", "http://e.org/?a=1&b=2", "/?a=1&copy=2", "/é", "#top", "mailto:a@b.example", "/a\\b",
    "/a\\*b", "/[x]", "/a]b", "/a`b`", "/a{b}", "/{:x}", "/$$x$$", "/~~a~~", "/a\\",
)  # fmt: skip
IMAGES = tuple(url for url in URLS if url[0] != "#" and ":" not in url[:7])
LANGUAGES = (
    "%}]", "c++/cli", "js", "a b", "{.x}", "c#", "`", "~", '"q"', "a>b", "html", "objective-c", "f(x)",
    "[x]",
)  # fmt: skip
INLINE = (
    *("a", "em", "strong", "code", "img", "abbr", "br", "sup", "kbd", "q", "del"),
    *("a", "em", "strong", "code", "img", "a"),
    *("text",) * 6,
)
BLOCKS = (*["h2", "h3", "ul", "ol", "blockquote", "table", "pre", "dl"], *["p"] * 7)
_OWN_ELEMENTS = {"p", "br", "hr", "div", "thead", "tbody", "tr", "th", "td", "pre", "span"}
_OWN_ATTRIBUTES = {"id", "class", "style", "align", "start", "rel", "target", "hidden"}


class Bodies:
    """Makes random bodies of HTML; equal seeds make equal bodies."""

    def __init__(self, seed: int, *, definition_lists: bool = True) -> None:
        self.random = random.Random(seed)
        self.definition_lists = definition_lists

    def body(self) -> str:
        return "".join(self.block() for _ in range(self.random.randint(1, 2)))

    def text(self) -> str:
        parts = (
            self.random.choice(TEXTS) + self.random.choice(("", "", " "))
            for _ in range(self.random.randint(1, 3))
        )
        return escape("".join(parts), quote=False)

    def attribute(self, name: str, values: tuple[str, ...] = VALUES, share: float = 1) -> str:
        is_written = self.random.random() < share
        return f' {name}="{escape(self.random.choice(values))}"' if is_written else ""

    def inline(self, depth: int = 0, *, in_link: bool = False) -> str:
        """Return text or an inline element; deeper elements are rarer."""
        kind = self.random.choice(INLINE)
        if kind == "text" or depth > 2 or (kind == "a" and in_link):
            return self.text()
        if kind == "img":
            title = self.attribute("title", share=0.4)
            return f"<img{self.attribute('src', IMAGES)}{self.attribute('alt')}{title}>"
        if kind == "br":
            return "<br>"
        if kind in ("code", "abbr", "sup", "kbd", "q"):
            return f"<{kind}{self.attribute('title') if kind == 'abbr' else ''}>{self.text()}</{kind}>"
        attributes = self.attribute("href", URLS) + self.attribute("title", share=0.4) if kind == "a" else ""
        inner = self.line(2, depth + 1, in_link=in_link or kind == "a")
        if kind == "a" and not _TAG.sub("", inner).strip() and "<img" not in inner:
            inner += "word"  # a link without a text gets one, which the source lacks
        return f"<{kind}{attributes}>{inner}</{kind}>"

    def line(self, longest: int, depth: int = 0, *, in_link: bool = False) -> str:
        return "".join(self.inline(depth, in_link=in_link) for _ in range(self.random.randint(1, longest)))

    def block(self, depth: int = 0) -> str:
        kind = self.random.choice(BLOCKS)
        if kind == "p" or depth > 1 or (kind == "dl" and (depth or not self.definition_lists)):
            return f"<p>{self.line(4)}</p>"
        if kind in ("h2", "h3"):
            return f"<{kind}>{self.line(3)}</{kind}>"
        if kind in ("ul", "ol"):
            items = (
                self.line(3) if self.random.random() < 0.7 else self.block(depth + 1)
                for _ in range(self.random.randint(1, 3))
            )
            return f"<{kind}>{''.join(f'<li>{item}</li>' for item in items)}</{kind}>"
        if kind == "blockquote":
            return f"<blockquote>{self.block(depth + 1)}</blockquote>"
        if kind == "dl":
            return f"<dl><dt>{self.line(2)}</dt><dd>{self.line(2)}</dd></dl>"
        if kind == "table":
            rows = "".join(f"<tr><td>{self.line(2)}</td><td>{self.line(2)}</td></tr>" for _ in range(2))
            return f"<table><tr><th>A</th><th>B</th></tr>{rows}</table>"
        language = escape(self.random.choice(LANGUAGES))
        code = f"{self.text()}\n{self.text()}"
        return f'<pre class="wp-block-code"><code class="language-{language}">{code}</code></pre>'


_TAG = re.compile(r"<[^<>]*>")


@dataclass
class Content:
    """What a reader sees of HTML, and what a browser could run."""

    text: str
    """Without white space."""
    elements: set[str]
    attributes: set[str]
    links: list[str]
    """The addresses in order, but for those of links whose text is their address."""
    images: list[tuple[str, str]]
    """Address and alternative text of each."""


def content(html: str) -> Content:
    """Return the content of HTML."""
    root = lxml_html.fragment_fromstring(html, create_parent="div") if html else lxml_html.Element("div")
    found = Content(_compact("".join(root.itertext())), set(), set(), [], [])
    for element in root.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "a" and not _add_link(element, found):
            found.attributes.update(set(element.attrib) - {"href"})
            continue
        if element.tag == "img":
            found.images.append((_url(element.get("src", "")), _compact(element.get("alt", ""))))
        found.elements.add({"b": "strong", "i": "em", "s": "del"}.get(element.tag, element.tag))
        found.attributes.update(map(str, element.attrib))
    return found


def _add_link(element: lxml_html.HtmlElement, found: Content) -> bool:
    href, text = element.get("href", ""), _compact(element.text_content())
    is_bare = (
        not href or "//e.xn--" in href or (_url(href).split("://")[-1] == unquote(text).split("://")[-1])
    )
    is_visible = text != "" or element.find(".//img") is not None
    if (
        not is_bare and is_visible and found.links[-1:] != [_url(href)]
    ):  # adjacent links to one address are one
        found.links.append(_url(href))
    return not is_bare


def _compact(text: str) -> str:
    return "".join(text.split())


def _url(address: str) -> str:
    return _compact(unquote(address).replace("mailto:", ""))


def faults(source: Content, rendered: Content) -> list[str]:
    """Return how a rendered document differs from its source, or nothing."""
    elements = rendered.elements - source.elements - _OWN_ELEMENTS
    elements -= {"strong"} if "dt" in source.elements else set()  # a term without a definition
    attributes = rendered.attributes - source.attributes - _OWN_ATTRIBUTES
    return [
        *(["text"] if source.text != rendered.text else []),
        *(f"element {name}" for name in sorted(elements)),
        *(f"attribute {name}" for name in sorted(attributes)),
        *(["links"] if source.links != rendered.links else []),
        *(["images"] if source.images != rendered.images else []),
    ]
