"""Files that keep the URLs, names and descriptions of categories, tags and terms of custom taxonomies.

WordPress shows a page for every term. Hugo and Zola make one from the terms of the documents, and `_index.md`
files give it the old URL; Docusaurus reads `tags.yml`. The other generators have no file for a term: their
templates can read the data file (`site_data.terms`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from wpconv.document import build, front_matter
from wpconv.document.fields import escape_colons
from wpconv.document.front_matter import BlockFormat, Value
from wpconv.document.targets import Target
from wpconv.literals import TargetName

_NO_FILE_NAME = re.compile(r'[<>:"|?*\\\x00-\x1f]|(?:^|/)\.|[. ](?:/|$)|(?:^|/)(?:/|$)')
"""Names that Windows refuses, hidden files, and empty steps of a path."""
_BLANK = re.compile(r"\s")
_PLAIN = re.compile(r"[A-Za-z0-9 _-]+")


@dataclass(frozen=True, slots=True)
class TermFields:
    """A term's values, without HTML."""

    taxonomy: str
    """`category`, `post_tag` or the name of a custom one."""
    name: str
    slug: str
    permalink: str = ""
    """The path of the old URL, as `slugs.permalink` returns it."""
    description: str = ""
    """Markdown."""
    parents: tuple[str, ...] = ()
    """The names of the terms above it, the outermost first."""
    is_shown: bool = True
    """Whether a published post has it."""


@dataclass(frozen=True, slots=True)
class TermFiles:
    """The files for the terms of a run, and the terms that no file can be written for."""

    texts: Mapping[str, str]
    """By path, relative to the output folder."""
    without_page: tuple[TermFields, ...] = ()


def term_files(
    terms: Iterable[TermFields], name: TargetName, target: Target, block_format: BlockFormat
) -> TermFiles:
    """Return the files for terms.

    Args:
        terms: the terms that posts of the run have, and those above them.
        name: the name of the target.
        target: the target.
        block_format: the format of front matter.
    """
    writer = _WRITERS.get(name)
    if writer is None:
        return TermFiles({})
    texts: dict[str, str] = {}
    without_page: list[TermFields] = []
    for term, path, text in writer(sorted(terms, key=_rank), target, block_format):
        if path and path not in texts:
            texts[path] = text
        else:
            without_page.append(term)
    return TermFiles(texts, tuple(without_page))


def _rank(term: TermFields) -> tuple[str, ...]:
    return (term.taxonomy, term.slug, term.name, term.permalink)


_Pages = Iterator[tuple[TermFields, str, str]]
"""Terms, the path of the file of each (empty if it can have none), and its text."""


def _hugo(terms: Iterable[TermFields], target: Target, block_format: BlockFormat) -> _Pages:
    """Yield the pages `_index.md` of terms, in the folders where Hugo looks for them."""
    for term in terms:
        taxonomy = build.taxonomy_key(term.taxonomy, target)
        folder = _BLANK.sub("-", term.name).lower()
        fields: dict[str, Value] = {"title": term.name}
        if url := escape_colons(term.permalink):
            fields["url"] = url
        if term.parents:
            fields["params"] = {"parents": list(term.parents)}
        text = build.text(fields, target.escape_template_syntax(term.description), block_format)
        path = f"content/{taxonomy}/{folder}/_index.md"
        yield term, "" if _NO_FILE_NAME.search(folder) else path, text


def _zola(terms: Iterable[TermFields], target: Target, block_format: BlockFormat) -> _Pages:
    """Yield sections at the old URLs, which redirect to Zola's pages of the terms of published posts."""
    for term in filter(lambda each: each.is_shown, terms):
        folder = term.permalink.strip("/")
        is_known = _PLAIN.fullmatch(term.name) and folder and not _NO_FILE_NAME.search(folder)
        if not is_known:  # Zola transliterates other characters in its URL
            yield term, "", ""
            continue
        slug = re.sub(r"[ _-]+", "-", term.name).strip("-").lower()
        taxonomy = build.taxonomy_key(term.taxonomy, target)
        fields: dict[str, Value] = {"title": term.name, "redirect_to": f"/{taxonomy}/{slug}/"}
        yield term, f"content/{folder}/_index.md", front_matter.render(fields, block_format)


def _docusaurus(terms: Iterable[TermFields], _target: Target, _format: BlockFormat) -> _Pages:
    """Yield the file `tags.yml` of the blog, with names, URLs and descriptions of tags.

    Docusaurus finds a tag by its key, which is the name in the documents. It refuses two tags with one URL.
    """
    table: dict[str, Value] = {}
    slugs: set[str] = set()
    tags = [term for term in terms if term.taxonomy == "post_tag" and term.name and term.slug]
    for term in tags:
        if term.name in table or term.slug in slugs:
            yield term, "", ""
            continue
        slugs.add(term.slug)
        fields: dict[str, Value] = {"label": term.name, "permalink": f"/{term.slug}"}
        if term.description:
            fields["description"] = " ".join(term.description.split())
        table[term.name] = fields
    if table:
        block = front_matter.render(table, "yaml").removeprefix("---\n").removesuffix("---\n")
        yield tags[0], "blog/tags.yml", block


_WRITERS: Mapping[str, Callable[[Iterable[TermFields], Target, BlockFormat], _Pages]] = {
    "hugo": _hugo,
    "zola": _zola,
    "docusaurus": _docusaurus,
}
