"""Hugo: https://gohugo.io/content-management/front-matter/."""

from wpconv.dialect import Dialect
from wpconv.document import template_escapes
from wpconv.document.fields import as_list, escape_colons, false_if_set, markdown_escaped, unless_post
from wpconv.document.links import native_links
from wpconv.document.paths import Layout
from wpconv.document.targets import MediaPlaces, RequiredSetting, Row, Target
from wpconv.notices import NoticeCode

TARGET = Target(
    layout=Layout(
        {"post": "content/posts/{slug}.md", "page": "content/{path}.md", "*": "content/{type}/{slug}.md"},
        section="content/{path}/_index.md",
        front="content/_index.md",
        by_language=True,
    ),
    formats={"yaml": "yaml", "toml": "toml", "json": "json"},
    rows=(
        Row("title", "title"),
        Row("date", "date"),
        Row("lastmod", "modified"),
        Row("url", "permalink", escape_colons),
        Row("aliases", "aliases"),
        Row("draft", "draft"),
        Row("categories", "categories"),
        Row("tags", "tags"),
        Row("*", "taxonomies"),
        Row("summary", "description", markdown_escaped),
        Row("params.authors", "authors"),
        Row("params.images", "image", as_list),
        Row("params.image_alt", "image_alt"),
        Row("params.comments", "comments_closed", false_if_set),
        Row("params.wp_id", "wp_id"),
        Row("params.wp_type", "type", unless_post),
        Row("params.incomplete", "incomplete"),
        Row("params.*", "unresolved_ids"),
    ),
    reserved=frozenset(
        {"build", "cascade", "description", "expirydate", "headless", "iscjklanguage", "keywords", "layout",
         "linktitle", "markup", "menu", "menus", "modified", "outputs", "pubdate", "publishdate", "published",
         "resources", "sitemap", "slug", "translationkey", "type", "unpublishdate", "weight"}
    ),
    escape_template_syntax=template_escapes.hugo,
    dialect=Dialect(
        code_in_labelled="anywhere",
        loose_tasks=True,
        shortcodes={
            "youtube": template_escapes.shortcode("youtube {id}"),
            "vimeo": template_escapes.shortcode("vimeo {id}"),
        }
    ),
    permalink="url",
    aliases="aliases",
    data_folder="data/",
    roots=("content/",),
    bundles=True,
    media=MediaPlaces("static/wp-content/uploads", "static/", resolves=False),
    feed="/index.xml",
    native_link=native_links.hugo,
    settings=(
        RequiredSetting(
            "markup.goldmark.renderer.unsafe = true, for the HTML in the documents", NoticeCode.KEPT_HTML
        ),
    ),
)  # fmt: skip
