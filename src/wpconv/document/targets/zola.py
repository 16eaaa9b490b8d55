"""Zola: https://www.getzola.org/documentation/content/page/."""

from wpconv.dialect import Dialect
from wpconv.document import template_escapes
from wpconv.document.fields import false_if_set, if_positive, unless_post
from wpconv.document.links import native_links
from wpconv.document.paths import Layout
from wpconv.document.targets import MediaPlaces, RequiredSetting, Row, Target
from wpconv.notices import NoticeCode

TARGET = Target(
    layout=Layout(
        {"post": "content/blog/{slug}.md", "page": "content/{path}.md", "*": "content/{type}/{slug}.md"},
        section="content/{path}/_index.md",
        front="content/_index.md",
        by_language=True,
    ),
    formats={"toml": "toml", "yaml": "yaml"},
    rows=(
        Row("title", "title"),
        Row("description", "description"),
        Row("date", "date"),
        Row("updated", "modified"),
        Row("slug", "slug"),
        Row("path", "permalink"),
        Row("aliases", "aliases"),
        Row("draft", "draft"),
        Row("weight", "weight", if_positive),
        Row("authors", "authors"),
        Row("taxonomies.categories", "categories"),
        Row("taxonomies.tags", "tags"),
        Row("taxonomies.*", "taxonomies"),
        Row("extra.image", "image"),
        Row("extra.image_alt", "image_alt"),
        Row("extra.comments", "comments_closed", false_if_set),
        Row("extra.wp_id", "wp_id"),
        Row("extra.wp_type", "type", unless_post),
        Row("extra.incomplete", "incomplete"),
        Row("extra.*", "unresolved_ids"),
    ),
    dialect=Dialect(more_marker="<!-- more -->", escaped_heading_attributes=False),
    escape_template_syntax=template_escapes.zola,
    permalink="path",
    # The pages below a section with `draft` are drafts, too.
    section_drafts={"render": False},
    section_keys=frozenset(
        {"title", "description", "sort_by", "weight", "draft", "template", "paginate_by", "paginate_reversed",
         "paginate_path", "insert_anchor_links", "render", "redirect_to", "in_search_index", "transparent",
         "page_template", "aliases", "generate_feeds", "extra"}
    ),
    aliases="aliases",
    roots=("content/",),
    bundles=True,
    media=MediaPlaces("static/wp-content/uploads", "static/", resolves=False),
    feed="/atom.xml",
    native_link=native_links.zola,
    settings=(
        RequiredSetting(
            'every taxonomy of the documents declared: taxonomies = [{ name = "categories" }, …]'
        ),
        RequiredSetting(
            'link_checker.internal_level = "warn", because ids are missing', NoticeCode.ANCHOR_MISSING
        ),
    ),
)  # fmt: skip
