"""Pelican: https://docs.getpelican.com/en/latest/content.html."""

from wpconv.dialect import Dialect
from wpconv.document.fields import (
    first,
    html_escaped,
    markdown_escaped,
    output_file,
    relative,
    slug_of_path,
    unless_post,
    url_with_folders,
)
from wpconv.document.links import native_links, term_urls
from wpconv.document.paths import Layout
from wpconv.document.targets import MediaPlaces, RequiredSetting, Row, Target

TARGET = Target(
    layout=Layout(
        {"post": "content/{slug}.md", "page": "content/pages/{path}.md", "*": "content/{type}/{slug}.md"}
    ),
    formats={"meta": "meta"},
    # Pelican writes documents with the status `draft`, too: below `drafts/`.
    drafts={"*": {"Status": "skip"}},
    # If a user makes `Status: draft` of it, these would publish it at its permalink.
    published_only=frozenset({"url", "save_as"}),
    rows=(
        Row("Title", "title", html_escaped),
        # Pelican leaves out documents without a title.
        Row("Title", "slug", html_escaped),
        Row("Date", "date"),
        Row("Modified", "modified"),
        # Pelican takes two pages with one slug for translations of each other.
        Row("Slug", "path", slug_of_path, frozenset({"page"})),
        Row("Slug", "slug"),
        Row("url", "permalink", relative),
        Row("save_as", "permalink", output_file),
        Row("url", "path", url_with_folders),
        Row("save_as", "path", url_with_folders),
        Row("Category", "categories", first),
        Row("Tags", "tags"),
        Row("Authors", "authors"),
        Row("Summary", "description", markdown_escaped),
        Row("Lang", "lang"),
        Row("featured_image", "image"),
        Row("featured_image_alt", "image_alt"),
        Row("wp_id", "wp_id"),
        Row("wp_type", "type", unless_post),
        Row("incomplete", "incomplete"),
        Row("*", "unresolved_ids"),
    ),
    dialect=Dialect(
        renderer="python-markdown",
        more_marker="",
        hash_needs_no_space=True,
        loose_emphasis="always",
        loose_code=True,
        code_begins_item=False,
        quote_begins_item=False,
        empty_items=False,
        adjacent_lists=False,
        list_starts=False,
        strikethrough=False,
        escapable="\\`*_{}[]()>#+-.!|",
        attribute_lists="{",
        any_language=False,
        nested_fences=False,
        code_in_labelled="never",
        open_references=False,
        math_begins_line=False,
        url_references="\"'[]",
        alt_escapes=False,
        code_in_cell=False,
    ),
    permalink="url",
    roots=("content/",),
    suffix=".html",
    media=MediaPlaces(
        "content/wp-content/uploads", "content/", "{static}", resolves=False, bundles=False, hidden="."
    ),
    feed="/feeds/all.atom.xml",
    native_link=native_links.pelican,
    term_url=term_urls.pelican,
    settings=(
        RequiredSetting("TIMEZONE, to that of the WordPress site"),
        RequiredSetting('STATIC_PATHS = ["wp-content/uploads"], for the files in it', for_files=True),
    ),
)
