"""The URLs of the pages that generators make for terms, where they do not keep the old ones.

A generator makes a URL of a term's name by a function of its own. All of them treat names of ASCII letters,
digits and single spaces alike, up to case; for other names, the result is an empty str.
"""

from __future__ import annotations

import re
from html import unescape

from wpconv.model import Term

_SIMPLE = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


def hexo(term: Term) -> str:
    """Return the URL of Hexo's page of a category or a tag (`slugize` with the default `filename_case`)."""
    return _page(term, {"category": "/categories/{}/", "post_tag": "/tags/{}/"}, is_lower=False)


def docusaurus(term: Term) -> str:
    """Return the URL of Docusaurus's page of a tag, with `blog.routeBasePath: "/"` (lodash's `kebabCase`)."""
    if re.search(r"[0-9]|[a-z][A-Z]", unescape(term.name)):
        return ""  # kebabCase separates digits and words in camel case
    return _page(term, {"post_tag": "/tags/{}"}, is_lower=True)


def pelican(term: Term) -> str:
    """Return the URL of Pelican's page of a category or a tag (`CATEGORY_URL`, `TAG_URL`)."""
    return _page(term, {"category": "/category/{}.html", "post_tag": "/tag/{}.html"}, is_lower=True)


def _page(term: Term, templates: dict[str, str], *, is_lower: bool) -> str:
    name = unescape(term.name)
    if term.taxonomy not in templates or not _SIMPLE.fullmatch(name):
        return ""
    slug = name.replace(" ", "-")
    return templates[term.taxonomy].format(slug.lower() if is_lower else slug)
