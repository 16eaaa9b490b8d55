"""Docusaurus: https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog."""

from wpconv.dialect import Dialect
from wpconv.document.fields import joined, uri
from wpconv.document.links import term_urls
from wpconv.document.paths import Layout
from wpconv.document.targets import MediaPlaces, RequiredSetting, Row, Target
from wpconv.notices import NoticeCode

TARGET = Target(
    layout=Layout(
        {"post": "blog/{slug}.md", "page": "src/pages/{path}.md", "*": "src/pages/{type}/{slug}.md"},
        front="src/pages/index.md",
    ),
    # Otherwise Docusaurus reads the body as MDX, in which `{` and `<` begin code.
    constants={"*": {"mdx.format": "md"}},
    rows=(
        Row("title", "title"),
        Row("description", "description"),
        Row("slug", "permalink"),
        Row("date", "date"),
        Row("last_update.date", "modified"),
        Row("tags", "tags"),
        Row("author", "authors", joined),
        # A URL with other characters fails the build.
        Row("image", "image", uri),
        Row("draft", "draft"),
    ),
    dialect=Dialect(more_marker="<!-- truncate -->", escaped_heading_attributes=False),
    permalink="slug",
    data_folder="src/data/",
    roots=("blog/", "src/pages/"),
    suffix="",
    bundles=True,
    media=MediaPlaces("static/wp-content/uploads", "static/", here="./", broken="#"),
    feed="/rss.xml",
    term_url=term_urls.docusaurus,
    settings=(
        RequiredSetting(
            'blog.routeBasePath: "/", so that posts keep their URLs, and blog.onInlineTags: "ignore"'
        ),
        RequiredSetting(
            'onBrokenMarkdownImages: "warn", because files are missing', NoticeCode.MEDIA_MISSING
        ),
    ),
)
