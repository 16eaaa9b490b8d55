"""A post becomes a document: the whole path, top to bottom, no input or output."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from wpconv.body import markdown, tree, verify
from wpconv.body.normalise import normalise
from wpconv.body.rules._rule import Context
from wpconv.excerpts import description
from wpconv.model import Document, Options, Post
from wpconv.resolve import values
from wpconv.write import targets

if TYPE_CHECKING:
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
    body_options = replace(options.body, more=target.more)
    context = Context(body_options, post.id, partial(site.media, host=post.host))
    parsed = tree.parse(post.content)
    facts, unresolved = values(post, site, description(post, parsed))
    normal = normalise(parsed, context)
    rendered = markdown.render(normal)
    losses = verify.compare(normal, rendered) if body_options.verify else []
    fields = targets.front_matter(facts, target, options.write)
    body = targets.body(rendered, target)
    return Document(
        path=path,
        front_matter=fields,
        body=body,
        text=targets.text(fields, body, target, options.write),
        notices=(*post.notices, *unresolved, *context.notices, *losses),
    )
