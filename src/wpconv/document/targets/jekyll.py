"""Jekyll: https://jekyllrb.com/docs/front-matter/."""

from wpconv.dialect import Dialect
from wpconv.document import template_escapes
from wpconv.document.fields import (
    encode_colons,
    false_if_set,
    html_escaped,
    joined,
    root_permalink,
    unless_post,
)
from wpconv.document.links import native_links
from wpconv.document.paths import Layout
from wpconv.document.targets import MediaPlaces, RequiredSetting, Row, Target

TARGET = Target(
    layout=Layout(
        {"post": "_posts/{year}-{month}-{day}-{slug}.md", "page": "{path}.md", "*": "{type}/{slug}.md"},
        drafts={"post": "_drafts/{slug}.md"},
    ),
    constants={"post": {"layout": "post"}, "*": {"layout": "page"}},
    drafts={"*": {"published": False}, "post": {}},
    rows=(
        Row("title", "title"),
        Row("date", "date"),
        Row("last_modified_at", "modified"),
        Row("permalink", "permalink", encode_colons),
        # Without a permalink, the URL of a post contains its categories.
        Row("permalink", "slug", root_permalink, frozenset({"post"})),
        Row("redirect_from", "aliases"),
        Row("categories", "categories"),
        Row("tags", "tags"),
        Row("*", "taxonomies"),
        Row("author", "authors", joined),
        # Themes print it as HTML.
        Row("excerpt", "description", html_escaped),
        Row("image", "image"),
        Row("image_alt", "image_alt"),
        Row("comments", "comments_closed", false_if_set),
        Row("lang", "lang"),
        Row("wp_id", "wp_id"),
        Row("wp_type", "type", unless_post),
        Row("incomplete", "incomplete"),
        Row("*", "unresolved_ids"),
    ),
    reserved=frozenset(
        {"category", "collection", "content", "description", "excerpt_separator", "id", "layout", "name",
         "next", "path", "previous", "published", "relative_path", "render_with_liquid", "slug", "tag", "url"}
    ),
    escape_template_syntax=template_escapes.liquid,
    dialect=Dialect(
        pipe_in_text_is_table=True,
        loose_emphasis="always",
        strikethrough_in_emphasis=False,
        loose_code=True,
        code_begins_item=False,
        code_in_labelled="anywhere",
        empty_items=False,
        escapable="\\.*_+`<>()[]{}#!:|\"'$=-~",
        attribute_lists="{:",
        math=True,
        alt_escapes=False,
        code_in_cell=False,
        verbatim_elements=frozenset(("code", "kbd", "samp")),
    ),
    permalink="permalink",
    aliases="redirect_from",
    data_folder="_data/",
    suffix=".html",
    media=MediaPlaces("wp-content/uploads", "", bundles=False, hidden="_.#~"),
    feed="/feed.xml",
    native_link=native_links.jekyll,
    settings=(
        RequiredSetting("timezone, to that of the WordPress site"),
        RequiredSetting('excerpt_separator: "<!--more-->"'),
    ),
)  # fmt: skip
