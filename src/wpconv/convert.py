"""A post becomes a document: the whole path, top to bottom, no input or output."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from wpconv.body import dom, references
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
    from wpconv.document.addresses import Addresses
    from wpconv.document.link_writer import LinkWriter
    from wpconv.model import Dialect, Media
    from wpconv.options import Options
    from wpconv.read.site import Site


def convert(
    post: Post, site: Site, path: str, options: Options, addresses: Addresses | None = None
) -> Document:
    """Convert one post.

    Args:
        post: as it was read.
        site: what the ids of the run resolve to.
        path: where the document goes, relative to the output folder.
        options: the user's choices.
        addresses: those of the run; None leaves all links as they are.

    Returns:
        The document, with the notices of all stages in the order of the path.
    """
    target = targets.target(options.write.target)
    asked: list[int] = []

    def media(ref: int) -> Media | None:
        asked.append(ref)
        return site.media(ref, post.host)

    links = link_writer(post, site, path, options, addresses) if addresses is not None else None
    wanted = addresses.anchors.get(path, frozenset()) if addresses is not None else frozenset()
    context = Context(options.body, target.dialect, post.id, media, links, wanted)
    context.is_raw = "post_content" in post.record
    content, closers = missing_start_tags.restore(post.content, emphasis=options.body.restore_emphasis)
    parsed = parse(content)
    # The conversion of the body changes the tree, with which the excerpt is compared.
    values, unresolved = post_fields(post, site, manual_excerpt(post, parsed.root), path)
    if links is not None and addresses is not None:
        links.add_texts(references.urls_in_text(parsed.root, post.content, addresses.hosts))
        values = links.fields(values, post.featured_media)
    repaired = missing_start_tags.notices(closers, post.id)
    body = _converter().convert_body(parsed, context)
    dom.break_cycles(parsed.root)
    losses = _losses(body, target.dialect) if options.body.verify else []
    fields, mistyped = build.fields(values, target, options.write)
    text = target.escape_template_syntax(body.markdown)
    if links is not None:
        text = links.finish(text)
        context.notices += links.notices
    return Document(
        path=path,
        front_matter=fields,
        body=text,
        text=build.text(fields, text, targets.block_format(target, options.write)),
        notices=(*post.notices, *repaired, *unresolved, *context.notices, *mistyped, *losses),
        uses_media=bool(asked),
        links=tuple(links.records) if links is not None else (),
        media=links.uses if links is not None else (),
    )


def link_writer(post: Post, site: Site, path: str, options: Options, addresses: Addresses) -> LinkWriter:
    """Return the function that rewrites the references of a post's document."""
    # Only runs that rewrite links import it.
    from wpconv.document.link_writer import LinkWriter  # noqa: PLC0415

    return LinkWriter(addresses, options.write, post, path, lambda ref: site.media(ref, post.host))


@cache
def _converter() -> WordPressConverter:
    return WordPressConverter()


def _losses(body: ConvertedBody, dialect: Dialect) -> list[Notice]:
    # It imports a Markdown parser, which a run without --verify does not need.
    from wpconv.body.verify.round_trip import compare  # noqa: PLC0415

    return compare(body.blocks, body.markdown, dialect)
