"""Astro's content collections: https://docs.astro.build/en/guides/content-collections/."""

from wpconv.dialect import Dialect
from wpconv.document.fields import unless_post
from wpconv.document.paths import Layout
from wpconv.document.targets import MediaPlaces, RequiredSetting, Row, Target

TARGET = Target(
    layout=Layout(
        {
            "post": "src/content/blog/{slug}.md",
            "page": "src/content/pages/{path}.md",
            "*": "src/content/{type}/{slug}.md",
        },
        # Not every site heeds `draft`; a document outside of all collections is never published.
        drafts={"*": "src/content/_drafts/{slug}.md"},
    ),
    formats={"yaml": "yaml", "toml": "toml"},
    rows=(
        Row("title", "title"),
        Row("pubDate", "date"),
        Row("updatedDate", "modified"),
        Row("permalink", "permalink"),
        Row("aliases", "aliases"),
        Row("draft", "draft"),
        Row("categories", "categories"),
        Row("tags", "tags"),
        Row("*", "taxonomies"),
        Row("authors", "authors"),
        Row("description", "description"),
        Row("heroImage", "image"),
        Row("heroImageAlt", "image_alt"),
        Row("order", "weight"),
        Row("wp_id", "wp_id"),
        Row("wp_type", "type", unless_post),
        Row("incomplete", "incomplete"),
        Row("*", "unresolved_ids"),
    ),
    reserved=frozenset({"slug", "id", "layout"}),
    dialect=Dialect(more_marker="<!-- more -->"),
    permalink="permalink",
    data_folder="src/content/",
    roots=("src/content/",),
    bundles=True,
    media=MediaPlaces("public/wp-content/uploads", "public/", here="./"),
    feed="/rss.xml",
    settings=(
        RequiredSetting("a schema for these fields in src/content.config.ts, and routes from permalink"),
    ),
)
