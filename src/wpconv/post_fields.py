"""A post's values for its front matter: entities decoded, ids resolved to names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpconv.body.parse.html import plain_text
from wpconv.document import slugs
from wpconv.document.fields import PostValues
from wpconv.document.paths import is_draft
from wpconv.model import Media, Post
from wpconv.notices import Notice, NoticeCode, Severity

if TYPE_CHECKING:
    from wpconv.document.front_matter import Value
    from wpconv.read.site import Site

BUILT_IN = {"category": "category_ids", "post_tag": "tag_ids"}
"""WordPress's own taxonomies, and the keys of their ids that nothing resolves."""


@dataclass(slots=True)
class _Unresolved:
    """Ids that nothing in the run names, and what to say about them."""

    post_id: int | None
    ids: dict[str, Value] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def add(self, key: str, value: Value, code: NoticeCode, detail: str) -> None:
        self.ids[key] = value
        self.notices.append(Notice(code, detail, Severity.WARNING, self.post_id))


def values(post: Post, site: Site, description: str, path: str) -> tuple[PostValues, list[Notice]]:
    """Gather what a document's front matter is made from.

    Args:
        post: as it was read.
        site: what the ids of the run resolve to.
        description: the excerpt, if a person wrote it.
        path: where the document goes.

    Returns:
        The values, and a notice for each id that stays a number and for what must not be published.
    """
    unresolved = _Unresolved(post.id)
    terms = {name: _terms(post, name, site, unresolved) for name in post.terms}
    image = _image(post, site, unresolved)
    result = PostValues(
        title=plain_text(post.title),
        date=post.date,
        modified=post.modified,
        slug=slugs.decode(post.slug or post.generated_slug),
        permalink=slugs.permalink(post.link),
        type=post.type,
        status=post.status,
        draft=is_draft(post.status, protected=post.protected),
        categories=terms.pop("category", ()),
        tags=terms.pop("post_tag", ()),
        taxonomies={name: names for name, names in terms.items() if names},
        authors=_authors(post, site, unresolved),
        description=description,
        image=image.source_url if image else "",
        image_alt=plain_text(image.alt_text) if image else "",
        weight=post.menu_order,
        comments_closed=post.comment_status == "closed",
        lang=post.lang,
        wp_id=post.id,
        incomplete=post.incomplete,
        unresolved=unresolved.ids,
        path=path,
        record=post.record,
    )
    return result, [*_withheld(post), *unresolved.notices]


def _withheld(post: Post) -> list[Notice]:
    if not post.protected:
        return []
    body = "" if post.content.strip() else ", and the export does not hold its body"
    return [Notice(NoticeCode.PROTECTED, f"asks for a password: written as a draft{body}", post_id=post.id)]


def _authors(post: Post, site: Site, unresolved: _Unresolved) -> tuple[str, ...]:
    if not post.author:
        return ()
    author = site.author(post.author, post.host)
    if author is not None and author.name:
        return (plain_text(author.name),)
    number = post.author if isinstance(post.author, int) else post.author.id
    unresolved.add(
        "author_id", number, NoticeCode.UNRESOLVED_AUTHOR, f"no user of the run has the id {number}"
    )
    return ()


def _terms(post: Post, taxonomy: str, site: Site, unresolved: _Unresolved) -> tuple[str, ...]:
    names: list[str] = []
    missing: list[Value] = []
    for ref in post.terms[taxonomy]:
        term = site.term(ref, taxonomy, post.host)
        if term is not None:
            names.append(plain_text(term.name))
        elif isinstance(ref, int):
            missing.append(ref)
    if missing:
        ids = ", ".join(map(str, missing))
        key = BUILT_IN.get(taxonomy, f"{taxonomy}_ids")
        unresolved.add(key, missing, NoticeCode.UNRESOLVED_TERM, f"no {taxonomy} of the run has the id {ids}")
    return tuple(dict.fromkeys(filter(None, names)))


def _image(post: Post, site: Site, unresolved: _Unresolved) -> Media | None:
    if not post.featured_media:
        return None
    media = site.media(post.featured_media, post.host)
    if media is not None and media.source_url:
        return media
    ref = post.featured_media
    number = ref if isinstance(ref, int) else ref.id
    detail = f"no media of the run has the id {number}"
    unresolved.add("featured_media", number, NoticeCode.UNRESOLVED_MEDIA, detail)
    return None
