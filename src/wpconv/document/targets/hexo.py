"""Hexo: https://hexo.io/docs/front-matter."""

from wpconv.dialect import Dialect
from wpconv.document.fields import (
    each_in_list,
    false_if_set,
    html_escaped,
    joined,
    relative,
    unless_post,
    without_offset,
)
from wpconv.document.links import term_urls
from wpconv.document.paths import Layout
from wpconv.document.targets import MediaPlaces, RequiredSetting, Row, Target

TARGET = Target(
    layout=Layout(
        {
            "post": "source/_posts/{slug}.md",
            "page": "source/{path}/index.md",
            "*": "source/{type}/{slug}/index.md",
        },
        drafts={"*": "source/_drafts/{slug}.md"},
    ),
    # Otherwise Nunjucks runs over the body.
    constants={"*": {"disableNunjucks": True}},
    rows=(
        Row("title", "title"),
        Row("date", "date", without_offset),
        Row("updated", "modified", without_offset),
        Row("permalink", "permalink", relative),
        # Without a permalink, the URL of a post contains its date.
        Row("permalink", "slug", relative, frozenset({"post"})),
        # Hexo reads a plain list as a path from parent to child.
        Row("categories", "categories", each_in_list),
        Row("tags", "tags"),
        Row("author", "authors", joined),
        # Themes print it as HTML.
        Row("excerpt", "description", html_escaped),
        Row("cover", "image"),
        Row("cover_alt", "image_alt"),
        Row("comments", "comments_closed", false_if_set),
        Row("lang", "lang"),
        Row("wp_id", "wp_id"),
        Row("wp_type", "type", unless_post),
        Row("incomplete", "incomplete"),
        Row("*", "unresolved_ids"),
    ),
    reserved=frozenset({"layout", "path", "published", "source", "slug", "content", "raw"}),
    dialect=Dialect(
        more_marker="<!-- more -->",
        loose_emphasis="beside markup",
        strikethrough_in_emphasis=False,
        escapes_in_code=False,
        url_references="*[]",
        loose_code=True,
        escapable="!\"#$%&'()*+,-./:;<=>?@\\^_`{|}~",
        alt_escapes=False,
        footnotes=False,
    ),
    permalink="permalink",
    data_folder="source/_data/",
    roots=("source/",),
    media=MediaPlaces(
        "source/wp-content/uploads", "source/", resolves=False, bundles=False, hidden="_.", broken="#"
    ),
    feed="/atom.xml",
    term_url=term_urls.hexo,
    settings=(RequiredSetting("timezone, to that of the WordPress site"),),
)
