"""Eleventy: https://www.11ty.dev/docs/data-frontmatter/."""

from wpconv.dialect import Dialect
from wpconv.document import template_escapes
from wpconv.document.fields import unless_post, with_slash
from wpconv.document.paths import Layout
from wpconv.document.targets import MediaPlaces, RequiredSetting, Row, Target

TARGET = Target(
    layout=Layout({"post": "src/posts/{slug}.md", "page": "src/{path}.md", "*": "src/{type}/{slug}.md"}),
    formats={"yaml": "yaml", "json": "json-fenced"},
    # Eleventy has no drafts, but it does not write documents with `permalink: false`.
    drafts={"*": {"permalink": False, "eleventyExcludeFromCollections": True}},
    rows=(
        Row("title", "title"),
        Row("date", "date"),
        Row("modified", "modified"),
        Row("permalink", "permalink", with_slash),
        Row("redirect_from", "aliases"),
        Row("draft", "draft"),
        Row("categories", "categories"),
        Row("tags", "tags"),
        Row("*", "taxonomies"),
        Row("authors", "authors"),
        Row("description", "description"),
        Row("image", "image"),
        Row("image_alt", "image_alt"),
        Row("order", "weight"),
        Row("wp_id", "wp_id"),
        Row("wp_type", "type", unless_post),
        Row("incomplete", "incomplete"),
        Row("*", "unresolved_ids"),
    ),
    reserved=frozenset(
        {"collections", "content", "eleventy", "eleventyComputed", "eleventyNavigation", "layout", "override",
         "page", "pagination", "pkg", "templateEngineOverride"}
    ),
    escape_template_syntax=template_escapes.liquid,
    dialect=Dialect(alt_escapes=False, code_in_labelled="never", footnotes=False),
    permalink="permalink",
    data_folder="src/_data/",
    roots=("src/",),
    bundles=True,
    media=MediaPlaces("src/wp-content/uploads", "src/", resolves=False, bundles=False),
    feed="/feed.xml",
    settings=(
        RequiredSetting(
            'dir.input: "src", and setFrontMatterParsingOptions({ excerpt_separator: "<!--more-->" })'
        ),
        RequiredSetting(
            'config.addPassthroughCopy("src/wp-content/uploads"), for the files in it', for_files=True
        ),
    ),
)  # fmt: skip
