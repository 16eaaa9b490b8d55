"""A post becomes a document: the whole path, top to bottom, no input or output."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from wpconv.body import dom
from wpconv.body.context import Context
from wpconv.body.converter import ConvertedBody, WordPressConverter
from wpconv.body.parse import missing_start_tags
from wpconv.body.parse.html import parse
from wpconv.document import build, targets
from wpconv.excerpts import manual_excerpt
from wpconv.model import Document, Post
from wpconv.notices import Notice
from wpconv.post_fields import post_fields

if TYPE_CHECKING:
    from wpconv.document.media.library import Library
    from wpconv.document.media.writer import MediaWriter
    from wpconv.model import Dialect, Media
    from wpconv.options import Options
    from wpconv.read.site import Site


def convert(post: Post, site: Site, path: str, options: Options, library: Library | None = None) -> Document:
    """Convert one post.

    Args:
        post: as it was read.
        site: what the ids of the run resolve to.
        path: where the document goes, relative to the output folder.
        options: the user's choices.
        library: the files of the run; without it, the URLs of files are written as they are.

    Returns:
        The document, with the notices of all stages in the order of the path.
    """
    target = targets.target(options.write.target)
    asked: list[int] = []

    def media(ref: int) -> Media | None:
        asked.append(ref)
        return site.media(ref, post.host)

    files = _media_writer(post, site, path, library) if library is not None else None
    rewrite = files.body_url if files is not None else None
    is_raw = "post_content" in post.record
    context = Context(options.body, target.dialect, post.id, media, rewrite, is_raw=is_raw)
    content, closers = missing_start_tags.restore(post.content, emphasis=options.body.restore_emphasis)
    parsed = parse(content)
    # The conversion of the body changes the tree, with which the excerpt is compared.
    values, unresolved = post_fields(post, site, manual_excerpt(post, parsed.root), path)
    if files is not None:
        values = replace(
            values, image=files.image(values.image, post.featured_media), file_url=files.field_url
        )
    repaired = missing_start_tags.notices(closers, post.id)
    body = _converter().convert_body(parsed, context)
    dom.break_cycles(parsed.root)
    losses = _losses(body, target.dialect) if options.body.verify else []
    fields, mistyped = build.fields(values, target, options.write)
    text = target.escape_template_syntax(body.markdown)
    return Document(
        path=path,
        front_matter=fields,
        body=text,
        text=build.text(fields, text, targets.block_format(target, options.write)),
        notices=(
            *post.notices, *repaired, *unresolved, *context.notices, *mistyped,
            *(files.notices if files is not None else ()), *losses,
        ),
        uses_media=bool(asked),
        media=files.uses if files is not None else (),
    )  # fmt: skip


def _media_writer(post: Post, site: Site, path: str, library: Library) -> MediaWriter:
    # Only runs that rewrite URLs import it.
    from wpconv.document.media.writer import MediaWriter  # noqa: PLC0415

    return MediaWriter(library, path, post.link, lambda ref: site.media(ref, post.host), post.id)


@cache
def _converter() -> WordPressConverter:
    return WordPressConverter()


def _losses(body: ConvertedBody, dialect: Dialect) -> list[Notice]:
    # It imports a Markdown parser, which a run without --verify does not need.
    from wpconv.body.verify.round_trip import compare  # noqa: PLC0415

    return compare(body.blocks, body.markdown, dialect)
