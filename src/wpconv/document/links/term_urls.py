"""The URLs of the pages that generators make for terms, where they do not keep the old ones.

Some can be told the last step of the URL, and get the old slug. The others make it of the term's name by a
function of their own. All of them treat names of ASCII letters, digits and single spaces alike, up to case;
for other names, the result is an empty str.
"""

from __future__ import annotations

import re
from html import unescape

from wpconv.document.slugs import decode
from wpconv.model import Term, WriteOptions

_SIMPLE = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


def hexo(term: Term, options: WriteOptions) -> str:
    """Return the URL of Hexo's page of a category or a tag.

    With the maps that `--site-data` writes (`category_map`, `tag_map`) it has the old slug. Otherwise Hexo
    makes it of the name (`slugize` with the default `filename_case`).
    """
    templates = {"category": "/categories/{}/", "post_tag": "/tags/{}/"}
    if options.site_data and term.slug and term.taxonomy in templates:
        return templates[term.taxonomy].format(decode(term.slug))
    return _page(term, templates, is_lower=False)


def docusaurus(term: Term, _options: WriteOptions) -> str:
    """Return the URL of Docusaurus's page of a tag, with `blog.routeBasePath: "/"` and our `tags.yml`."""
    return f"/tags/{decode(term.slug)}" if term.taxonomy == "post_tag" and term.slug else ""


def pelican(term: Term, _options: WriteOptions) -> str:
    """Return the URL of Pelican's page of a category or a tag (`CATEGORY_URL`, `TAG_URL`)."""
    return _page(term, {"category": "/category/{}.html", "post_tag": "/tag/{}.html"}, is_lower=True)


def _page(term: Term, templates: dict[str, str], *, is_lower: bool) -> str:
    name = unescape(term.name)
    if term.taxonomy not in templates or not _SIMPLE.fullmatch(name):
        return ""
    slug = name.replace(" ", "-")
    return templates[term.taxonomy].format(slug.lower() if is_lower else slug)
