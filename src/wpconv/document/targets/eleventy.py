"""Eleventy: https://www.11ty.dev/docs/data-frontmatter/."""

from wpconv.document import template_escapes
from wpconv.document.filters import folder, unless_post
from wpconv.document.paths import Layout
from wpconv.document.targets._target import Need, Row, Target
from wpconv.model import Dialect

TARGET = Target(
    layout=Layout({"post": "src/posts/{slug}.md", "page": "src/{path}.md", "*": "src/{type}/{slug}.md"}),
    formats={"yaml": "yaml", "json": "json-fenced"},
    # Eleventy knows no drafts: what has no permalink is not written.
    drafts={"*": {"permalink": False, "eleventyExcludeFromCollections": True}},
    rows=(
        Row("title", "title"),
        Row("date", "date"),
        Row("modified", "modified"),
        Row("permalink", "permalink", folder),
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
        Row("*", "unresolved"),
    ),
    reserved=frozenset(
        {"collections", "content", "eleventy", "eleventyComputed", "eleventyNavigation", "layout", "override",
         "page", "pagination", "pkg", "templateEngineOverride"}
    ),
    defuse=template_escapes.liquid,
    dialect=Dialect(alt_escapes=False),
    permalink="permalink",
    roots=("src/",),
    bundles=True,
    needs=(Need('dir.input: "src", and setFrontMatterParsingOptions({ excerpt_separator: "<!--more-->" })'),),
)  # fmt: skip
