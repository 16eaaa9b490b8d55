"""Makes the values of a document's front matter from a post: decodes entities, resolves ids to names."""

from __future__ import annotations

from dataclasses import dataclass, field

from wpconv.body.parse.html import plain_text
from wpconv.document import slugs
from wpconv.document.fields import PostFields
from wpconv.document.front_matter import Value
from wpconv.document.paths import is_draft
from wpconv.model import Media, Post
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.site import Site

BUILT_IN = {"category": "category_ids", "post_tag": "tag_ids"}
"""The keys of unresolved ids in front matter, for the built-in taxonomies."""


@dataclass(slots=True)
class _Unresolved:
    """Ids of records that are not in the run, by key, and a notice for each."""

    post_id: int | None
    ids: dict[str, Value] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def add(self, key: str, value: Value, code: NoticeCode, detail: str) -> None:
        self.ids[key] = value
        self.notices.append(Notice(code, detail, Severity.WARNING, self.post_id))


def post_fields(post: Post, site: Site, excerpt: str, path: str) -> tuple[PostFields, list[Notice]]:
    """Return the values for a document's front matter.

    Args:
        post: as it was read.
        site: the terms, authors and media of the run.
        excerpt: as `excerpts.manual_excerpt` returns it.
        path: the document's, relative to the output folder.

    Returns:
        The values, and the notices about unresolved ids and a password.
    """
    unresolved = _Unresolved(post.id)
    terms = {name: _terms(post, name, site, unresolved) for name in post.terms}
    image = _image(post, site, unresolved)
    result = PostFields(
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
        description=excerpt,
        image=image.source_url if image else "",
        image_alt=plain_text(image.alt_text) if image else "",
        weight=post.menu_order,
        comments_closed=post.comment_status == "closed",
        lang=post.lang,
        wp_id=post.id,
        incomplete=post.incomplete,
        unresolved_ids=unresolved.ids,
        path=path,
        record=post.record,
    )
    return result, [*_password_notice(post), *unresolved.notices]


def _password_notice(post: Post) -> list[Notice]:
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
