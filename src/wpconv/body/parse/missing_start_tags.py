r"""Restores the start tags of bodies that a crawler read as HTML, which have end tags only.

WordPress's JSON escapes the slash of `</p>`. To an HTML parser `<p>` is thus a tag, and `<\/p>` is text: the
text that it extracts has lost the start tags and has all end tags. These name the blocks and where they end.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from wpconv.notices import Notice, NoticeCode, Severity

START_TAG = re.compile(r"<[a-zA-Z]")
END_TAG = re.compile(r"</([a-zA-Z][a-zA-Z0-9]*)\s*>")
NOT_END_TAG = re.compile(r"<(?!/[a-zA-Z])")
REFERENCE = re.compile(r"&#\d+;")
"""WordPress writes apostrophes so; in a text without any, references were decoded."""
BLANK_LINES = re.compile(r"\n\s*\n")
END_TAGS_PER_START_TAG = 10
"""With fewer, a body has its start tags. Examples of code have some, also in a damaged body."""

TEXT_BLOCKS = frozenset(
    ("caption", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "pre", "td", "th")
)
PARTS = {
    "ul": ("li",), "ol": ("li",), "dl": ("dt", "dd"), "tr": ("td", "th"), "thead": ("tr",), "tbody": ("tr",),
    "tfoot": ("tr",), "table": ("caption", "thead", "tbody", "tfoot", "tr"),
}  # fmt: skip
"""The children of elements: all such blocks right before the end tag are in the element."""
QUOTE = "blockquote"
OTHERS = frozenset(("address", "article", "aside", "center", "details", "div", "fieldset", "figcaption",
                    "figure", "footer", "form", "header", "main", "nav", "section", "summary"))  # fmt: skip
"""Elements whose text becomes paragraphs."""
BLOCKS = TEXT_BLOCKS | PARTS.keys() | {QUOTE} | OTHERS
EMPHASIS = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
OPENING_QUOTES = {"”": "“", "’": "‘", "»": "«", "«": "»", "“": "„", '"': '"', "›": "‹"}


@dataclass(slots=True)
class _Segment:
    """The text between the end tags of two blocks."""

    text: str = ""
    block: str = ""
    """The name of the block that ends after the text; empty for the text after the last end tag."""
    ends: list[tuple[str, int]] = field(default_factory=list)
    """The end tags of emphasis in the text: `em` or `strong`, and the index in the text."""


@dataclass(frozen=True, slots=True)
class _Block:
    name: str
    html: str


def restore(html: str, *, emphasis: bool = False) -> tuple[str, Counter[str]]:
    """Return a body with the blocks that its end tags name.

    Paragraphs, headings, list items, quotes and cells begin where the block before them ended. The text does
    not show where a link or emphasis began: their end tags are removed.

    Args:
        html: a post's content; if it has its start tags, it is returned as it is.
        emphasis: restore `em` and `strong`, if all of the body follow one rule: an `em` ends after a closing
            quotation mark and begins at the opening one, a `strong` is a whole paragraph.

    Returns:
        The body, and the number of end tags by name; empty if nothing was restored.
    """
    end_tags = html.count("</")
    if not end_tags or len(START_TAG.findall(html)) * END_TAGS_PER_START_TAG > end_tags:
        return html, Counter()
    counts = Counter(match[1].lower() for match in END_TAG.finditer(html))
    if not counts:
        return html, counts
    segments = list(_segments(_escaped(html)))
    spans = [_emphasis(segment) for segment in segments]
    is_regular = emphasis and None not in spans
    blocks: list[_Block] = []
    for segment, found in zip(segments, spans, strict=True):
        _close(segment, _with_emphasis(segment.text, found if is_regular and found else []), blocks)
    return "\n\n".join(block.html for block in blocks), counts


def _segments(html: str) -> Iterator[_Segment]:
    segment, at = _Segment(), 0
    for end_tag in END_TAG.finditer(html):
        segment.text += html[at : end_tag.start()]
        at, name = end_tag.end(), end_tag[1].lower()
        if name in EMPHASIS:
            segment.ends.append((EMPHASIS[name], len(segment.text)))
        if name in BLOCKS:
            segment.block = name
            yield segment
            segment = _Segment()
    segment.text += html[at:]
    yield segment


def _close(segment: _Segment, html: str, blocks: list[_Block]) -> None:
    """Append the block that ends after a segment; its content is the text, or the blocks right before it."""
    name = segment.block
    if name in TEXT_BLOCKS - {"p"}:
        _close_text(name, html, blocks)
        return
    paragraphs = [part for part in map(str.strip, BLANK_LINES.split(html)) if part]
    blocks += [_Block("p", f"<p>{part}</p>") for part in paragraphs]
    if name in PARTS:
        _gather(name, PARTS[name], len(blocks), blocks)
    elif name == QUOTE:
        # Only its last paragraph is certain, and the source of the quote, which may follow it.
        _gather(name, ("p", "pre", "ul", "ol"), len(paragraphs) + 1, blocks)


def _close_text(name: str, html: str, blocks: list[_Block]) -> None:
    is_empty = not html.strip()
    if is_empty and name in ("li", "dd"):
        _gather(name, ("p",), 1, blocks)
    elif not is_empty or name in ("td", "th"):
        blocks.append(_Block(name, f"<{name}>{html if name == 'pre' else html.strip()}</{name}>"))


def _gather(name: str, parts: tuple[str, ...], limit: int, blocks: list[_Block]) -> None:
    """Replace the last blocks, at most `limit` whose names are in `parts`, with one that contains them."""
    start = len(blocks)
    while start and len(blocks) - start < limit and blocks[start - 1].name in parts:
        start -= 1
    inner = "".join(block.html for block in blocks[start:])
    blocks[start:] = [_Block(name, f"<{name}>{inner}</{name}>")] if inner else []


def _emphasis(segment: _Segment) -> list[tuple[int, int, str]] | None:
    """Return start, end and name of a segment's emphasis; None if one breaks the rule of `restore`."""
    text, found, last = segment.text, [], 0
    begin, full = len(text) - len(text.lstrip()), len(text.rstrip())
    for name, end in segment.ends:
        if name == "strong" and end >= full > begin:
            found.append((begin, end, name))
        elif name == "em" and end and (start := _opening_quote(text, last, end - 1)) >= 0:
            found.append((start, end, name))
            last = end
        else:
            return None
    return found


def _opening_quote(text: str, start: int, end: int) -> int:
    """Return the index of the quotation mark that the one at `end` closes; -1 if one of them is missing."""
    return text.rfind(OPENING_QUOTES[text[end]], start, end) if text[end] in OPENING_QUOTES else -1


def _with_emphasis(text: str, spans: list[tuple[int, int, str]]) -> str:
    """Return a text with the tags of its emphasis; `strong`, which contains all of it, is outermost."""
    found = [(end, f"</{name}>") for _start, end, name in spans if name == "em"]
    found += [(start, f"<{name}>") for start, _end, name in spans if name == "em"]
    inner, at = "", 0
    for index, tag in sorted(found):
        inner += text[at:index] + tag
        at = index
    inner += text[at:]
    return f"<strong>{inner.strip()}</strong>" if any(name == "strong" for *_, name in spans) else inner


def _escaped(text: str) -> str:
    """Return a text as HTML: all but its end tags was decoded, so other `<`, and `&`, are text."""
    if not REFERENCE.search(text):
        text = text.replace("&", "&amp;")
    return NOT_END_TAG.sub("&lt;", text)


def notices(counts: Counter[str], post_id: int | None = None) -> list[Notice]:
    """Return the notice for the counts that `restore` returned, which names the end tags of no block."""
    if not counts:
        return []
    dropped = ", ".join(f"{counts[name]} of {name}" for name in sorted(counts.keys() - BLOCKS))
    detail = f"{counts.total()} end tags have no start tag: each block begins where the one before it ends"
    detail += f"; inline elements are removed or guessed ({dropped})" if dropped else ""
    return [Notice(NoticeCode.HTML_EXTRACTED, detail, Severity.WARNING, post_id)]
