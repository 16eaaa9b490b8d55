"""One post of the review page: its source beside its Markdown as a reader of the new site sees it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from wpconv.body.parse.html import plain_text
from wpconv.body.verify import renderers
from wpconv.document import targets
from wpconv.model import Document, Post
from wpconv.options import Options
from wpconv.run.review.differences import compare
from wpconv.run.review.page import FRAME_STYLE
from wpconv.run.review.safe_html import safe_pieces

LONGEST = 400_000
"""The number of characters of a body that are compared and shown."""


@dataclass(frozen=True, slots=True)
class ReviewedPost:
    """The part of the review page about one post, besides its notices."""

    title: str
    words: int
    """The number of words in the source."""
    found: int
    """The number of these that the rendered document has."""
    html: str
    """The source and the rendered document; empty if there is nothing to compare."""


def reviewed(post: Post, document: Document, options: Options) -> ReviewedPost:
    """Return a post beside its document.

    Args:
        post: as it was read.
        document: what was made of it.
        options: the options of the run.
    """
    dialect = targets.target(options.write.target).dialect
    rendered = renderers.render(document.body[:LONGEST], dialect)
    result = compare(safe_pieces(post.content[:LONGEST]), safe_pieces(rendered))
    has_text = bool(result.one.strip() or result.other.strip())
    is_shown = has_text and (bool(document.notices) or result.found < result.words)
    return ReviewedPost(
        title=plain_text(post.title) or document.path,
        words=result.words,
        found=result.found,
        html=_sides(result.one, result.other, post, document) if is_shown else "",
    )


def _sides(source: str, rendered: str, post: Post, document: Document) -> str:
    path = escape(document.path)
    lines = ' class="typed"' if post.is_raw else ""
    # The Tab key reaches a body with a tabindex, so that the arrow keys scroll the frame.
    body = f'<body tabindex="0"{lines}>{source}'
    frame = f'<!DOCTYPE html><meta charset="utf-8"><title>Source</title>{FRAME_STYLE}{body}'
    note = ""
    if max(len(post.content), len(document.body)) > LONGEST:
        note = f"<p>Only the first {LONGEST:,} characters are compared.</p>"
    return (
        f'{note}<div class="sides"><section><h4>Source</h4>'
        f'<iframe sandbox="" loading="lazy" title="Source of {path}" srcdoc="{escape(frame)}"></iframe>'
        "</section><section><h4>Markdown, rendered</h4>"
        f'<div class="rendered" role="region" tabindex="0" aria-label="Rendered Markdown of {path}">'
        f"{rendered}</div></section></div>"
    )
