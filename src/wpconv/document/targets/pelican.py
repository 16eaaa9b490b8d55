"""Pelican: https://docs.getpelican.com/en/latest/content.html."""

from wpconv.document.filters import file_of, first, html, markdown, path_as_slug, relative, unless_post
from wpconv.document.paths import Layout
from wpconv.document.targets._target import Need, Row, Target
from wpconv.model import Dialect

TARGET = Target(
    layout=Layout(
        {"post": "content/{slug}.md", "page": "content/pages/{path}.md", "*": "content/{type}/{slug}.md"}
    ),
    formats={"meta": "meta"},
    # A document with the status `draft` is built: at `drafts/`, for whoever knows the address.
    drafts={"*": {"Status": "skip"}},
    # Were it made a draft of Pelican's, it would be published at a URL of its own.
    published_only=frozenset({"url", "save_as"}),
    rows=(
        Row("Title", "title", html),
        # A document without a title is left out of the site.
        Row("Title", "slug", html),
        Row("Date", "date"),
        Row("Modified", "modified"),
        # Two pages of one slug, under different parents, would be taken for translations.
        Row("Slug", "path", path_as_slug, frozenset({"page"})),
        Row("Slug", "slug"),
        Row("url", "permalink", relative),
        Row("save_as", "permalink", file_of),
        Row("Category", "categories", first),
        Row("Tags", "tags"),
        Row("Authors", "authors"),
        Row("Summary", "description", markdown),
        Row("Lang", "lang"),
        Row("featured_image", "image"),
        Row("featured_image_alt", "image_alt"),
        Row("wp_id", "wp_id"),
        Row("wp_type", "type", unless_post),
        Row("incomplete", "incomplete"),
        Row("*", "unresolved"),
    ),
    dialect=Dialect(
        more_marker="",
        hash_needs_no_space=True,
        loose_emphasis="always",
        loose_code=True,
        code_begins_item=False,
        quote_begins_item=False,
        empty_items=False,
        strikethrough=False,
        escapable="\\`*_{}[]()>#+-.!|",
        attribute_lists="{",
        any_language=False,
        nested_fences=False,
        url_references="\"'[]",
        alt_escapes=False,
        code_in_cell=False,
    ),
    permalink="url",
    roots=("content/",),
    suffix=".html",
    needs=(Need("TIMEZONE, to that of the WordPress site"),),
)
