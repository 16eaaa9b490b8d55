"""The default target, for no generator in particular: keys that most of them read."""

from wpconv.document.fields import false_if_set, joined, unless_post
from wpconv.document.paths import Layout
from wpconv.document.targets import Row, Target

TARGET = Target(
    layout=Layout({"post": "posts/{slug}.md", "page": "pages/{path}.md", "*": "{type}/{slug}.md"}),
    formats={"yaml": "yaml", "toml": "toml", "json": "json"},
    rows=(
        Row("title", "title"),
        Row("date", "date"),
        Row("modified", "modified"),
        Row("slug", "slug"),
        Row("permalink", "permalink"),
        Row("draft", "draft"),
        Row("categories", "categories"),
        Row("tags", "tags"),
        Row("*", "taxonomies"),
        Row("author", "authors", joined),
        Row("description", "description"),
        Row("image", "image"),
        Row("image_alt", "image_alt"),
        Row("aliases", "aliases"),
        Row("weight", "weight"),
        Row("comments", "comments_closed", false_if_set),
        Row("lang", "lang"),
        Row("wp_id", "wp_id"),
        Row("wp_type", "type", unless_post),
        Row("incomplete", "incomplete"),
        Row("*", "unresolved_ids"),
    ),
    reserved=frozenset({"published", "id", "page", "layout", "type", "url", "eleventy", "pkg"}),
    permalink="permalink",
    aliases="aliases",
    bundles=True,
)
