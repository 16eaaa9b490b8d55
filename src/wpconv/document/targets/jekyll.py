"""Jekyll: https://jekyllrb.com/docs/front-matter/."""

from wpconv.document import template_escapes
from wpconv.document.filters import at_root, html, joined, no_placeholder, unless_post, unless_true
from wpconv.document.paths import Layout
from wpconv.document.targets._target import Need, Row, Target
from wpconv.model import Dialect

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
        Row("permalink", "permalink", no_placeholder),
        # Without one, the categories of a post enter its URL.
        Row("permalink", "slug", at_root, frozenset({"post"})),
        Row("redirect_from", "aliases"),
        Row("categories", "categories"),
        Row("tags", "tags"),
        Row("*", "taxonomies"),
        Row("author", "authors", joined),
        # Themes print it as HTML.
        Row("excerpt", "description", html),
        Row("image", "image"),
        Row("image_alt", "image_alt"),
        Row("comments", "comments_closed", unless_true),
        Row("lang", "lang"),
        Row("wp_id", "wp_id"),
        Row("wp_type", "type", unless_post),
        Row("incomplete", "incomplete"),
        Row("*", "unresolved"),
    ),
    reserved=frozenset(
        {"category", "collection", "content", "description", "excerpt_separator", "id", "layout", "name",
         "next", "path", "previous", "published", "relative_path", "render_with_liquid", "slug", "tag", "url"}
    ),
    defuse=template_escapes.liquid,
    dialect=Dialect(
        pipe_in_text_is_table=True,
        loose_emphasis="always",
        strikethrough_in_emphasis=False,
        loose_code=True,
        code_begins_item=False,
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
    suffix=".html",
    needs=(
        Need("timezone, to that of the WordPress site"),
        Need('excerpt_separator: "<!--more-->"'),
    ),
)  # fmt: skip
