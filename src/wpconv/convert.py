"""A post becomes a document: the whole path, top to bottom, no input or output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body import dom
from wpconv.body.context import Context
from wpconv.body.normalise.walk import normalise
from wpconv.body.parse import missing_start_tags
from wpconv.body.parse.html import parse
from wpconv.body.render import markdown
from wpconv.document import targets, user_fields
from wpconv.excerpts import description
from wpconv.model import Document, Post
from wpconv.notices import Notice
from wpconv.post_fields import values

if TYPE_CHECKING:
    from wpconv.model import Media
    from wpconv.options import Options
    from wpconv.read.site import Site


def convert(post: Post, site: Site, path: str, options: Options) -> Document:
    """Convert one post.

    Args:
        post: as it was read.
        site: what the ids of the run resolve to.
        path: where the document goes, relative to the output folder.
        options: the user's choices.

    Returns:
        The document, with the notices of all stages in the order of the path.
    """
    target = targets.target(options.write.target)
    asked: list[int] = []

    def media(ref: int) -> Media | None:
        asked.append(ref)
        return site.media(ref, post.host)

    context = Context(options.body, target.dialect, post.id, media, is_raw="post_content" in post.record)
    content, closers = missing_start_tags.restore(post.content, emphasis=options.body.restore_emphasis)
    parsed = parse(content)
    facts, unresolved = values(post, site, description(post, parsed.root), path)
    repaired = missing_start_tags.notices(closers, post.id)
    normal = normalise(parsed, context)
    rendered = markdown.render(normal, context)
    losses = _losses(normal, rendered) if options.body.verify else []
    dom.break_cycles(parsed.root)
    fields = targets.front_matter(facts, target, options.write)
    wrong = user_fields.notices(facts, options.write)
    body = targets.body(rendered, target)
    return Document(
        path=path,
        front_matter=fields,
        body=body,
        text=targets.text(fields, body, target, options.write),
        notices=(*post.notices, *repaired, *unresolved, *context.notices, *wrong, *losses),
        uses_media=bool(asked),
    )


def _losses(normal: dom.Tag, rendered: str) -> list[Notice]:
    # It imports a whole Markdown parser, which a run without --verify should not wait for.
    from wpconv.body.verify.round_trip import compare  # noqa: PLC0415

    return compare(normal, rendered)
