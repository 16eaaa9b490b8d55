"""Hexo: https://hexo.io/docs/front-matter."""

from wpconv.document.filters import joined, relative, siblings, unless_post, unless_true, wall_clock
from wpconv.document.paths import Layout
from wpconv.document.targets._target import Need, Row, Target
from wpconv.model import Dialect

TARGET = Target(
    layout=Layout(
        {
            "post": "source/_posts/{slug}.md",
            "page": "source/{path}/index.md",
            "*": "source/{type}/{slug}/index.md",
        },
        drafts={"*": "source/_drafts/{slug}.md"},
    ),
    # Nunjucks would run over the body.
    constants={"*": {"disableNunjucks": True}},
    rows=(
        Row("title", "title"),
        Row("date", "date", wall_clock),
        Row("updated", "modified", wall_clock),
        Row("permalink", "permalink", relative),
        # Without one, the date of a post enters its URL.
        Row("permalink", "slug", relative, frozenset({"post"})),
        # A plain list would be a path from parent to child.
        Row("categories", "categories", siblings),
        Row("tags", "tags"),
        Row("author", "authors", joined),
        Row("excerpt", "description"),
        Row("cover", "image"),
        Row("cover_alt", "image_alt"),
        Row("comments", "comments_closed", unless_true),
        Row("lang", "lang"),
        Row("wp_id", "wp_id"),
        Row("wp_type", "type", unless_post),
        Row("incomplete", "incomplete"),
        Row("*", "unresolved"),
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
    ),
    permalink="permalink",
    roots=("source/",),
    needs=(Need("timezone, to that of the WordPress site"),),
)
