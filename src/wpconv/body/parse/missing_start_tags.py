r"""Bodies that a crawler read as HTML and kept as text: every closing tag is there, and no opening one.

WordPress escapes the slash of `</p>` in its JSON, so to an HTML parser `<p>` is a tag and `<\/p>` is text:
what such a parser extracts has lost the first and kept the second. The closers name the blocks and show where
each ends.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from wpconv.notices import Notice, NoticeCode, Severity

OPENER = re.compile(r"<[a-zA-Z]")
CLOSER = re.compile(r"</([a-zA-Z][a-zA-Z0-9]*)\s*>")
NO_CLOSER = re.compile(r"<(?!/[a-zA-Z])")
REFERENCE = re.compile(r"&#\d+;")
"""What WordPress makes of every apostrophe, and who reads HTML decodes."""
BLANK_LINES = re.compile(r"\n\s*\n")
CLOSERS_PER_OPENER = 10
"""Examples of code have tags too, in a body whose own tags are gone."""

TEXT_BLOCKS = frozenset(
    ("caption", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "pre", "td", "th")
)
PARTS = {
    "ul": ("li",), "ol": ("li",), "dl": ("dt", "dd"), "tr": ("td", "th"), "thead": ("tr",), "tbody": ("tr",),
    "tfoot": ("tr",), "table": ("caption", "thead", "tbody", "tfoot", "tr"),
}  # fmt: skip
"""What a block is made of: all such blocks that stand right before its closer are its own."""
QUOTE = "blockquote"
OTHERS = frozenset(("address", "article", "aside", "center", "details", "div", "fieldset", "figcaption",
                    "figure", "footer", "form", "header", "main", "nav", "section", "summary"))  # fmt: skip
"""Their text becomes paragraphs."""
BLOCKS = TEXT_BLOCKS | PARTS.keys() | {QUOTE} | OTHERS
EMPHASIS = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
OPENING_MARK = {"”": "“", "’": "‘", "»": "«", "«": "»", "“": "„", '"': '"', "›": "‹"}


@dataclass(slots=True)
class _Segment:
    """The text between the ends of two blocks."""

    text: str = ""
    closer: str = ""
    """The name of the block that ends here; empty where the body ends without one."""
    ends: list[tuple[str, int]] = field(default_factory=list)
    """The emphasis that ends in the text, and where."""


@dataclass(frozen=True, slots=True)
class _Block:
    name: str
    html: str


def restore(html: str, *, emphasis: bool = False) -> tuple[str, Counter[str]]:
    """Return a body with the blocks that its orphaned closers name, and how often each name came.

    Paragraphs, headings, list items, quotes and cells begin where the block before them ended. Where a link
    or an emphasis began, nothing shows: their closers are dropped.

    Args:
        html: a post's content; one with opening tags of its own is returned as it is.
        emphasis: put back `em` and `strong` if every one of the body follows one rule: an `em` ends after a
            closing quotation mark (and began at the opening one), a `strong` ends with its paragraph (and is
            all of it).
    """
    closers = html.count("</")
    if not closers or len(OPENER.findall(html)) * CLOSERS_PER_OPENER > closers:
        return html, Counter()
    counts = Counter(match[1].lower() for match in CLOSER.finditer(html))
    if not counts:
        return html, counts
    segments = list(_segments(_escaped(html)))
    spans = [_emphasis(segment) for segment in segments]
    is_regular = emphasis and None not in spans
    blocks: list[_Block] = []
    for segment, found in zip(segments, spans, strict=True):
        _close(segment, _marked_up(segment.text, found if is_regular and found else []), blocks)
    return "\n\n".join(block.html for block in blocks), counts


def _segments(html: str) -> Iterator[_Segment]:
    segment, at = _Segment(), 0
    for closer in CLOSER.finditer(html):
        segment.text += html[at : closer.start()]
        at, name = closer.end(), closer[1].lower()
        if name in EMPHASIS:
            segment.ends.append((EMPHASIS[name], len(segment.text)))
        if name in BLOCKS:
            segment.closer = name
            yield segment
            segment = _Segment()
    segment.text += html[at:]
    yield segment


def _close(segment: _Segment, html: str, blocks: list[_Block]) -> None:
    """Make the block that ends here of its text, or of the blocks right before it."""
    name = segment.closer
    if name in TEXT_BLOCKS - {"p"}:
        _close_text(name, html, blocks)
        return
    paragraphs = [part for part in map(str.strip, BLANK_LINES.split(html)) if part]
    blocks += [_Block("p", f"<p>{part}</p>") for part in paragraphs]
    if name in PARTS:
        _gather(name, PARTS[name], len(blocks), blocks)
    elif name == QUOTE:
        # Of its paragraphs only the last is certain, with the source that may stand after it.
        _gather(name, ("p", "pre", "ul", "ol"), len(paragraphs) + 1, blocks)


def _close_text(name: str, html: str, blocks: list[_Block]) -> None:
    is_empty = not html.strip()
    if is_empty and name in ("li", "dd"):
        _gather(name, ("p",), 1, blocks)
    elif not is_empty or name in ("td", "th"):
        blocks.append(_Block(name, f"<{name}>{html if name == 'pre' else html.strip()}</{name}>"))


def _gather(name: str, parts: tuple[str, ...], limit: int, blocks: list[_Block]) -> None:
    """Put the last blocks of some kinds, at most so many, into one around them."""
    start = len(blocks)
    while start and len(blocks) - start < limit and blocks[start - 1].name in parts:
        start -= 1
    inner = "".join(block.html for block in blocks[start:])
    blocks[start:] = [_Block(name, f"<{name}>{inner}</{name}>")] if inner else []


def _emphasis(segment: _Segment) -> list[tuple[int, int, str]] | None:
    """Return start, end and name of a segment's emphasis; None where its rule does not say where it began."""
    text, found, last = segment.text, [], 0
    begin, full = len(text) - len(text.lstrip()), len(text.rstrip())
    for name, end in segment.ends:
        if name == "strong" and end >= full > begin:
            found.append((begin, end, name))
        elif name == "em" and end and (start := _opening_mark(text, last, end - 1)) >= 0:
            found.append((start, end, name))
            last = end
        else:
            return None
    return found


def _opening_mark(text: str, start: int, end: int) -> int:
    """Return where the quotation opens that the mark at `end` closes; -1 if none opens or that is no mark."""
    return text.rfind(OPENING_MARK[text[end]], start, end) if text[end] in OPENING_MARK else -1


def _marked_up(text: str, spans: list[tuple[int, int, str]]) -> str:
    """Return a text with its emphasis put back; what stands around all of it is outermost."""
    marks = [(end, f"</{name}>") for _start, end, name in spans if name == "em"]
    marks += [(start, f"<{name}>") for start, _end, name in spans if name == "em"]
    inner, at = "", 0
    for place, tag in sorted(marks):
        inner += text[at:place] + tag
        at = place
    inner += text[at:]
    return f"<strong>{inner.strip()}</strong>" if any(name == "strong" for *_, name in spans) else inner


def _escaped(text: str) -> str:
    """Return a text as HTML: what looks like a tag or an entity was written to be seen."""
    if not REFERENCE.search(text):
        text = text.replace("&", "&amp;")
    return NO_CLOSER.sub("&lt;", text)


def notices(counts: Counter[str], post_id: int | None = None) -> list[Notice]:
    """Tell that a body had closers only, and which of them showed where nothing began."""
    if not counts:
        return []
    dropped = ", ".join(f"{counts[name]} of {name}" for name in sorted(counts.keys() - BLOCKS))
    detail = f"{counts.total()} closing tags have no opening one: the blocks were made from where each ends"
    detail += f"; what began nowhere is dropped or guessed ({dropped})" if dropped else ""
    return [Notice(NoticeCode.HTML_EXTRACTED, detail, Severity.WARNING, post_id)]
