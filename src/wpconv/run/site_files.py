"""The files of a run besides documents, media and redirects: for terms, comments, menus and settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpconv.body.parse.html import plain_text
from wpconv.convert import comment_to_markdown
from wpconv.document import comments as comment_files
from wpconv.document import site_data, slugs, targets
from wpconv.document.term_files import TermFields, term_files
from wpconv.model import PostFacts, Reference, Term
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.options import Options
from wpconv.run.menus import menus

if TYPE_CHECKING:
    from wpconv.read.site import Site

Rewrite = Callable[[Reference], str | None]


@dataclass(frozen=True, slots=True)
class SiteInput:
    """What the files of the site are made of."""

    posts: Mapping[str, PostFacts]
    """The posts that are converted, by the path of their documents."""
    site: Site
    """The terms, comments, menus and settings."""
    options: Options
    links_of: Callable[[PostFacts | None], Rewrite]
    """Returns what rewrites the links in the comments of a post or, for None, in menus and terms."""


@dataclass(slots=True)
class SiteFiles:
    """The files of the site, by path in the output folder, and what they lack."""

    texts: dict[str, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def make_site_files(given: SiteInput) -> SiteFiles:
    """Return the files that the options ask for; those for terms are always made."""
    write = given.options.write
    target = targets.target(write.target)
    files = SiteFiles()
    terms = list(_terms(given))
    made = term_files(terms, write.target, target, targets.block_format(target, write))
    files.texts.update(made.texts)
    files.notices += [_without_page(term) for term in made.without_page]
    if write.comments == "data":
        for path, post in sorted(given.posts.items()):
            _add_comments(files, path, post, given)
    if write.site_data:
        entries = menus(given.site, given.posts, given.links_of(None))
        files.texts |= site_data.data_files(given.site.settings(), entries, terms, write.target, target)
    return files


def _terms(given: SiteInput) -> Iterator[TermFields]:
    """Yield the terms of the posts, and those above them."""
    found = {
        (term.taxonomy, term.id, term.slug): term
        for post in given.posts.values()
        for taxonomy, refs in post.terms.items()
        for ref in refs
        for term in _with_parents(given.site.term(ref, taxonomy, post.host), given.site)
    }
    links = given.links_of(None)
    for term in found.values():
        parents = [plain_text(each.name) for each in _with_parents(term, given.site)[1:]]
        text = comment_to_markdown(term.description, given.options, links) if term.description else ""
        yield TermFields(
            taxonomy=term.taxonomy,
            name=plain_text(term.name),
            slug=slugs.decode(term.slug),
            permalink=slugs.permalink(term.link),
            description=text,
            parents=tuple(reversed(parents)),
        )


def _with_parents(term: Term | None, site: Site) -> list[Term]:
    """Return a term and the terms above it; a circle of parents ends where it began."""
    chain: list[Term] = []
    while term is not None and term not in chain:
        chain.append(term)
        term = site.term(term.parent, term.taxonomy, term.host) if term.parent else None
    return chain


def _without_page(term: TermFields) -> Notice:
    detail = f"the {term.taxonomy} “{term.name}” gets no page at {term.permalink or 'its old URL'}"
    return Notice(NoticeCode.TERM_WITHOUT_PAGE, detail, Severity.WARNING)


def _add_comments(files: SiteFiles, path: str, post: PostFacts, given: SiteInput) -> None:
    found = given.site.comments(post.id, post.host)
    if post.id is None or not found:
        return
    ordered, orphans = comment_files.in_threads(found)
    links, target = given.links_of(post), targets.target(given.options.write.target)
    values = comment_files.fields(
        ordered, orphans, lambda html: comment_to_markdown(html, given.options, links)
    )
    files.texts[comment_files.data_path(post.id, target)] = comment_files.data_file(values)
    for orphan in orphans:
        detail = f"{path}: comment {orphan.id} answers comment {orphan.parent}, which the input lacks"
        files.notices.append(Notice(NoticeCode.COMMENT_WITHOUT_PARENT, detail, post_id=post.id))


def left_out(comments: Iterable[object]) -> Iterator[Notice]:
    """Yield the notice of comments that are not written."""
    if number := sum(1 for _each in comments):
        detail = f"{number} comment{'s' if number > 1 else ''}: --comments data writes them"
        yield Notice(NoticeCode.COMMENTS_LEFT_OUT, detail)
