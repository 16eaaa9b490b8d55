"""The files of a run besides documents, media and redirects: for terms, comments, menus and settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpconv.body.parse.html import plain_text
from wpconv.convert import comment_to_markdown, link_writer
from wpconv.document import comments as comment_files
from wpconv.document import site_data, slugs, targets
from wpconv.document.links.shown_terms import is_shown, shown_terms
from wpconv.document.term_files import TermFields, term_files
from wpconv.model import Location, Post, PostFacts, Reference, Term
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.options import Options
from wpconv.read.site import Site
from wpconv.run.output.menus import menus
from wpconv.run.planning.plan import Plan

if TYPE_CHECKING:
    # Only runs that rewrite links import it.
    from wpconv.document.links.link_writer import LinkWriter
    from wpconv.media_use import MediaUse

Rewrite = Callable[[Reference], str | None]


@dataclass(slots=True)
class SiteFiles:
    """The files of the site, by path in the output folder, and what they lack."""

    texts: dict[str, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    writers: list[LinkWriter] = field(default_factory=list)
    """Those that have rewritten the links in them."""

    @property
    def media(self) -> list[MediaUse]:
        """The references to media in them."""
        return [use for writer in self.writers for use in writer.uses]


def make_site_files(plan: Plan, options: Options) -> SiteFiles:
    """Return the files that the options ask for; those for terms are always made."""
    write = options.write
    target = targets.target(write.target)
    files = SiteFiles()
    terms = list(_terms(files, plan, options))
    made = term_files(terms, write.target, target, targets.block_format(target, write))
    files.texts.update(made.texts)
    files.notices += [_without_page(term) for term in made.without_page]
    if write.comments == "data":
        for path, post in sorted(plan.posts.items()):
            _add_comments(files, path, post, plan, options)
    if write.site_data:
        records = plan.site_records
        entries, notices = menus(records.menu_items(), plan.site, plan.posts, _links(files, plan, options))
        files.notices += notices
        files.texts |= site_data.data_files(records.settings(), entries, terms, write.target, target)
    return files


def _links(files: SiteFiles, plan: Plan, options: Options, post: PostFacts | None = None) -> Rewrite:
    """Return a function that rewrites links in the comments of a post; without one, in menus and terms."""
    if plan.addresses is None:
        return lambda reference: reference.url
    link = post.link if post is not None else plan.site_records.settings().home
    writer = link_writer(Post(Location(""), link=link), plan.site, "", options, plan.addresses).for_data()
    files.writers.append(writer)
    return writer


def _terms(files: SiteFiles, plan: Plan, options: Options) -> Iterator[TermFields]:
    """Yield the terms of the posts, and those above them."""
    found = {
        (term.taxonomy, term.id, term.slug): term
        for post in plan.posts.values()
        for taxonomy, refs in post.terms.items()
        for ref in refs
        for term in _with_parents(plan.site.term(ref, taxonomy, post.host), plan.site)
    }
    shown = shown_terms(plan.posts.values(), targets.target(options.write.target))
    links = _links(files, plan, options)
    for term in found.values():
        parents = [plain_text(each.name) for each in _with_parents(term, plan.site)[1:]]
        text = comment_to_markdown(term.description, options, links) if term.description else ""
        yield TermFields(
            taxonomy=term.taxonomy,
            name=plain_text(term.name),
            slug=slugs.decode(term.slug),
            permalink=slugs.permalink(term.link),
            description=text,
            parents=tuple(reversed(parents)),
            is_shown=is_shown(term, shown),
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


def _add_comments(files: SiteFiles, path: str, post: PostFacts, plan: Plan, options: Options) -> None:
    found = plan.site_records.comments(post.id, post.host)
    if post.id is None or not found:
        return
    ordered, orphans = comment_files.in_threads(found)
    links, target = _links(files, plan, options, post), targets.target(options.write.target)
    values = comment_files.fields(ordered, orphans, lambda html: comment_to_markdown(html, options, links))
    files.texts[comment_files.data_path(post.id, target)] = comment_files.data_file(values)
    for orphan in orphans:
        detail = f"{path}: comment {orphan.id} answers comment {orphan.parent}, which the input lacks"
        files.notices.append(Notice(NoticeCode.COMMENT_WITHOUT_PARENT, detail, post_id=post.id))
