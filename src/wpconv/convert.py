"""A post becomes a document: the whole path, top to bottom, no input or output."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from wpconv.body import dom, references
from wpconv.body.context import Context
from wpconv.body.converter import ConvertedBody, WordPressConverter
from wpconv.body.parse import missing_start_tags
from wpconv.body.parse.html import parse
from wpconv.document import build, targets
from wpconv.excerpts import manual_excerpt
from wpconv.model import BodyOptions, Document, Post
from wpconv.notices import Notice
from wpconv.post_fields import post_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from wpconv.document.fields import PostFields
    from wpconv.document.links.addresses import Addresses
    from wpconv.document.links.link_writer import LinkWriter
    from wpconv.document.media.library import Library
    from wpconv.document.media.writer import MediaWriter
    from wpconv.model import Media, Reference
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
    rewritten: list[str] = []
    links = link_writer(post, site, path, options, addresses) if addresses is not None else None
    context = _context(post, site, options, asked)
    content, closers = missing_start_tags.restore(
        _html(post, context, site, asked), emphasis=options.body.restore_emphasis
    )
    parsed = parse(content)
    # The conversion of the body changes the tree, with which the excerpt is compared.
    values, unresolved = post_fields(post, site, manual_excerpt(post, parsed.root), path)
    context.title = values.title
    if links is not None and addresses is not None:
        context.rewrite, context.titles = _recording(links, rewritten), links.titles
        context.wanted_ids = addresses.anchors.get(path, frozenset())
        links.add_texts(references.urls_in_text(parsed.root, post.content, addresses.hosts))
        values = links.fields(values, post.featured_media)
    body = _converter().convert_body(parsed, context)
    dom.break_cycles(parsed.root)
    repaired = missing_start_tags.notices(closers, post.id)
    losses = _losses(body, content, context, rewritten) if options.body.verify else []
    values = _with_comments(values, post, options, links)
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


def _context(post: Post, site: Site, options: Options, asked: list[int]) -> Context:
    """Return the context of a post; `asked` gets the ids that its body looks up."""

    def media(ref: int) -> Media | None:
        asked.append(ref)
        return site.media(ref, post.host)

    def attached() -> list[Media]:
        asked.append(post.id or 0)
        return site.attached(post.id or 0, post.host)

    dialect = targets.target(options.write.target).dialect
    context = Context(options.body, dialect, post.id, media, attached=attached, is_raw=post.is_raw)
    context.host = post.host.partition("/")[0]
    return context


def _html(post: Post, context: Context, site: Site, asked: list[int]) -> str:
    """Return a post's body, in which all blocks of a raw one have HTML."""
    if not post.is_raw:
        return post.content
    # Bodies of the REST API are rendered.
    from wpconv.body.parse import raw_blocks  # noqa: PLC0415

    def block(ref: int) -> str | None:
        asked.append(ref)
        return site.block(ref, post.host)

    meta = post.record.get("meta")
    return raw_blocks.expand(post.content, context, block, meta if isinstance(meta, dict) else None)


def link_writer(post: Post, site: Site, path: str, options: Options, addresses: Addresses) -> LinkWriter:
    """Return the function that rewrites the references of a post's document."""
    # Only runs that rewrite links import it.
    from wpconv.document.links.link_writer import LinkWriter  # noqa: PLC0415

    files = _media_writer(post, site, path, addresses.files) if addresses.files is not None else None
    return LinkWriter(addresses, options.write, post, path, files)


def _media_writer(post: Post, site: Site, path: str, library: Library) -> MediaWriter:
    # Only runs that copy files import it.
    from wpconv.document.media.writer import MediaWriter  # noqa: PLC0415

    return MediaWriter(library, path, post.link, lambda ref: site.media(ref, post.host), post.id)


def _with_comments(values: PostFields, post: Post, options: Options, links: LinkWriter | None) -> PostFields:
    """Return a post's values with its comments, if they become a field of its document."""
    if not post.comments:
        return values
    # Few runs have comments in documents.
    from wpconv.document import comments  # noqa: PLC0415

    rewrite = links.for_data() if links is not None else None
    ordered, orphans = comments.in_threads(post.comments)
    found = comments.fields(ordered, orphans, lambda html: comment_to_markdown(html, options, rewrite))
    return replace(values, comments=tuple(found))


def comment_to_markdown(
    html: str, options: Options, rewrite: Callable[[Reference], str | None] | None = None
) -> str:
    """Return the HTML of a comment, or of a term's description, as Markdown.

    Comments are written by strangers, so none of their HTML is kept.

    Args:
        html: the HTML.
        options: the options of the run.
        rewrite: returns the new URL of a link, as in `Context`.
    """
    target = targets.target(options.write.target)
    context = Context(BodyOptions(html="drop", embeds="link"), target.dialect)
    if rewrite is not None:
        context.rewrite = rewrite
    return target.escape_template_syntax(_converter().convert_body(parse(html), context).markdown)


@cache
def _converter() -> WordPressConverter:
    return WordPressConverter()


def _recording(rewrite: LinkWriter, urls: list[str]) -> Callable[[Reference], str | None]:
    """Return the same function; it adds the address of each reference to a list."""

    def recorded(reference: Reference) -> str | None:
        urls.append(reference.url)
        return rewrite(reference)

    return recorded


def _losses(body: ConvertedBody, html: str, context: Context, rewritten: list[str]) -> list[Notice]:
    # They import a Markdown parser, which a run without --verify does not need.
    from wpconv.body.verify.attribute_players import lost_players  # noqa: PLC0415

    # The same.
    from wpconv.body.verify.round_trip import compare  # noqa: PLC0415

    # The same.
    from wpconv.body.verify.source_parts import lost_parts  # noqa: PLC0415

    notices = context.notices
    return [
        *compare(body.blocks, body.markdown, context.dialect),
        *lost_players(html, body.markdown, notices),
        *lost_parts(html, body.markdown, notices, rewritten),
    ]
