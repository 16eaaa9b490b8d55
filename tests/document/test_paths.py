from __future__ import annotations

import random
import re
import string
import unicodedata
from datetime import UTC, datetime
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.steps import lines
from wpconv.document.paths import Layout, is_draft, plan
from wpconv.document.slugs import MAX_BYTES, decode, folded, permalink, safe_name
from wpconv.model import Location, PostFacts

HOSTILE_SLUGS = [
    "../../x", "/etc/x", "..", ".", "...", "C:\\x", "\\\\host\\x", "CON", "con", "nul.txt", "COM1", "lpt9.md",
    "aux.", "a\x00b",
    "a\nb", "-rf", "~", ".git", "_index", "index", "INDEX", "%2e%2e%2fx", "%00", "%e6%97%a5", "%e6%97",
    "%", "a ", " a", "a.", "a. .", "Éte", "E\u0301te", "\ud83d", "\ufeff", "\u202egnp", "😀" * 300,
    "e" + "\u0301" * 200,
    "x" * 255, "日" * 90, "{slug}", "{0}", "a?b#c", "*", "|", '"', "<>", "[id]", "post.fr",
]  # fmt: skip
DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{a}{n}" for a in ("COM", "LPT") for n in "123456789¹²³"
}
"""Names that Windows keeps for itself; Python's own function for them moved in 3.13."""
SLUGS = st.one_of(
    st.text(max_size=150), st.sampled_from(HOSTILE_SLUGS), st.text(string.hexdigits + "%./\\-A\u0301")
)
SHORT_SLUGS = st.sampled_from(["a", "A", "a-1", "a-2", "á", "a\u0301", "", "a-host-one", "index"])
NEUTRAL = Layout({"post": "posts/{slug}.md", "page": "pages/{path}.md", "*": "{type}/{slug}.md"})
NESTED = Layout(
    {"post": "{year}/{slug}/index.md", "page": "{path}.md", "*": "{type}/{slug}.md"},
    drafts={"*": "_drafts/{slug}.md"},
    section="{path}/_index.md",
    front="_index.md",
    by_language=True,
)
LAYOUTS = st.sampled_from([NEUTRAL, NESTED, Layout({"post": "{id}.md", "*": "{slug}.md"})])


def facts(
    number: int | None = 1,
    slug: str = "a",
    type: str = "post",  # noqa: A002 - the name in the REST API
    *,
    host: str = "one.example",
    parent: int | None = None,
    link: str = "",
    status: str = "publish",
    index: int = 0,
    date: datetime | None = None,
    protected: bool = False,
    lang: str = "",
) -> PostFacts:
    return PostFacts(
        location=Location("posts.json", index),
        host=host,
        type=type,
        id=number,
        slug=slug,
        parent=parent,
        link=link,
        status=status,
        date=date,
        protected=protected,
        lang=lang,
    )


@st.composite
def runs(draw: st.DrawFn, slugs: st.SearchStrategy[str]) -> list[PostFacts]:
    """Return posts of up to two sites with few different ids, so that they collide."""
    size = draw(st.integers(1, 12))
    numbers = st.one_of(st.none(), st.integers(0, 6))
    return [
        facts(
            draw(numbers),
            draw(slugs),
            draw(st.sampled_from(["post", "page", "recipe", "posts", "../x", ""])),
            host=draw(st.sampled_from(["host.one", "two.example", ""])),
            parent=draw(numbers),
            link=draw(
                st.sampled_from(
                    ["", "https://host.one/b/../../c/%2e%2e/d/", "https://host.one/", "/?p=1", "http://[x"]
                )
            ),
            status=draw(st.sampled_from(["publish", "draft", "private"])),
            lang=draw(st.sampled_from(["", "en", "fr", "../x"])),
            date=draw(st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)))),
            index=index,
        )
        for index in range(size)
    ]


def assert_safe(path: str) -> None:
    """Check that a path is valid on Linux, macOS and Windows."""
    assert len(path.encode()) < 1024
    assert unicodedata.is_normalized("NFC", path)
    assert not PureWindowsPath(path).is_absolute()
    for name in path.split("/"):
        assert name not in {"", ".", ".."}
        assert len(name.encode()) <= MAX_BYTES + len("2000-01-01-.md")
        assert not re.search(r'[\x00-\x1f\x7f\\:*?"<>|]', name)
        assert name == name.rstrip(". ")
        assert name.partition(".")[0].rstrip().upper() not in DEVICES


@given(runs(SLUGS), LAYOUTS)
def test_any_slug_makes_a_safe_path(posts: list[PostFacts], layout: Layout) -> None:
    """With any slugs, types, links and parents, a path is valid on every system and inside the folder."""
    for path in plan(posts, layout).values():
        assert_safe(path)


@given(runs(st.one_of(SHORT_SLUGS, SLUGS)), LAYOUTS)
def test_paths_are_unique(posts: list[PostFacts], layout: Layout) -> None:
    """No two posts have one path, even if case and Unicode form make no difference."""
    paths = plan(posts, layout)
    assert set(paths) == {post.location for post in posts}
    assert len({folded(path) for path in paths.values()}) == len(posts)


@given(runs(SHORT_SLUGS), LAYOUTS, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(
    posts: list[PostFacts], layout: Layout, order: random.Random
) -> None:
    """The same posts get the same paths in any order."""
    shuffled = order.sample(posts, len(posts))
    assert plan(shuffled, layout) == plan(posts, layout)


def paths(*posts: PostFacts, layout: Layout | None = None) -> list[str]:
    numbered = [
        PostFacts(
            **{**{key: getattr(post, key) for key in PostFacts.__slots__}, "location": Location("x", n)}
        )
        for n, post in enumerate(posts)
    ]
    planned = plan(numbered, layout or NEUTRAL)
    return [planned[post.location] for post in numbered]


def test_folders_of_types() -> None:
    """Posts, pages and other types have their folders."""
    assert paths(facts(1, "a"), facts(2, "b", "page"), facts(3, "c", "recipe")) == [
        "posts/a.md",
        "pages/b.md",
        "recipe/c.md",
    ]


def test_a_child_page_is_in_its_parents_folder() -> None:
    """Pages are nested as in WordPress, by the link if the parent is not in the run."""
    assert paths(
        facts(1, "about", "page"),
        facts(2, "team", "page", parent=1),
        facts(3, "anna", "page", parent=2),
        facts(4, "wine", "page", parent=99, link="https://one.example/shop/k%c3%a4se/wine/"),
        facts(5, "red", "page", parent=4),
        facts(6, "draft", "page", parent=98, link="https://one.example/?page_id=6"),
    ) == [
        "pages/about.md",
        "pages/about/team.md",
        "pages/about/team/anna.md",
        "pages/shop/käse/wine.md",
        "pages/shop/käse/wine/red.md",
        "pages/draft.md",
    ]


def test_parents_in_a_circle() -> None:
    """Pages that are each other's parents get finite paths."""
    assert paths(facts(1, "a", "page", parent=2), facts(2, "b", "page", parent=1)) == [
        "pages/b/a.md",
        "pages/a/b.md",
    ]


def test_without_a_slug() -> None:
    """A post without a slug is named by its id, the last part of its link, or a hash, in this order."""
    assert paths(facts(7, ""), facts(None, "", link="https://one.example/2020/tea/")) == [
        "posts/7.md",
        "posts/tea.md",
    ]
    (path,) = paths(facts(None, ""))
    assert re.fullmatch(r"posts/[0-9a-f]{8}\.md", path)


def test_the_lowest_id_keeps_a_path() -> None:
    """The other posts get a suffix, which never takes the path of another post."""
    last, *others = paths(facts(9, "tea"), facts(5, "tea"), facts(7, "Tea"), facts(3, "tea-9"))
    assert others == ["posts/tea.md", "posts/Tea-7.md", "posts/tea-9.md"]
    assert re.fullmatch(r"posts/tea-[0-9a-f]{8}\.md", last)


def test_posts_of_two_sites() -> None:
    """The suffix of a post of another site is its host, or else a hash: ids are unique only within a site."""
    here, *there = facts(4, "tea"), facts(4, "tea", host="two.example"), facts(6, "tea", host="two.example")
    first, second, third = paths(here, *there)
    assert [first, second] == ["posts/tea.md", "posts/tea-two-example.md"]
    assert re.fullmatch(r"posts/tea-[0-9a-f]{8}\.md", third)


def test_templates() -> None:
    """Every name of a template is filled in; a post without a date counts as of 1970."""
    layout = Layout(
        {
            "post": "{lang}/{host}/{type}/{status}/{year}/{month}/{day}/{id}-{slug}.md",
            "page": "{path}.md",
            "recipe": "cook/{slug}.md",
        },
        drafts={"post": "_drafts/{slug}.md"},
        section="{path}/_index.md",
    )
    assert paths(
        facts(1, "a", date=datetime(2020, 3, 4, tzinfo=UTC)),
        facts(2, "b"),
        facts(3, "c", status="pending"),
        facts(4, "d", protected=True),
        facts(5, "e", "recipe"),
        facts(6, "f", "page"),
        facts(7, "g", "page", parent=6),
        layout=layout,
    ) == [
        "und/one-example/post/publish/2020/03/04/1-a.md",
        "und/one-example/post/publish/1970/01/01/2-b.md",
        "_drafts/c.md",
        "_drafts/d.md",
        "cook/e.md",
        "f/_index.md",
        "f/g.md",
    ]


def test_the_front_page() -> None:
    """The first published page whose link is the site's root is the front page."""
    layout = Layout({"*": "{path}.md"}, section="{path}/_index.md", front="_index.md")
    home = "https://one.example/"
    assert paths(
        facts(2, "home", "page", link=home),
        facts(3, "team", "page", parent=2),
        facts(1, "old", "page", link=home, status="draft"),
        facts(4, "again", "page", link=home),
        facts(5, "post", "post", link=home),
        layout=layout,
    ) == ["_index.md", "home/team.md", "old.md", "again.md", "post.md"]


def test_languages() -> None:
    """The file name has the language, unless it is that of most posts."""
    layout = Layout({"*": "{slug}.md"}, by_language=True)
    assert paths(
        facts(1, "tea", lang="en"),
        facts(2, "thé", lang="fr"),
        facts(3, "cake", lang="en"),
        facts(4, "none"),
        layout=layout,
    ) == ["tea.md", "thé.fr.md", "cake.md", "none.md"]


NAMES = [
    ("%e6%97%a5%e8%a8%98", "日記"), ("e\u0301te\u0301", "été"), ("a/../b", "a-b"), ("CON", "CON_"),
    ("con.md", "con-md"),
    ("Lpt1", "Lpt1_"), ("index", "index_"), ("_index", "index_"), ("..", ""), ("a.", "a"), (".git", "git"),
    ("a\x00b\u202ec", "abc"), ("a  b c", "a-b-c"), ("100%", "100"), ("نمی\u200cدانم", "نمی\u200cدانم"),
    ("\ud83d", ""),
    ("--a--", "a"), ("C:\\dir\\x", "C-dir-x"), ("post.fr", "post-fr"),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "name"), NAMES)
def test_safe_names(slug: str, name: str) -> None:
    """A slug keeps the characters that are valid in file names."""
    assert safe_name(slug) == name


@pytest.mark.parametrize("char", ["x", "é", "日", "😀", "e\u0308\u0301", "👩\u200d🚀"])
def test_long_names(char: str) -> None:
    """A name is cut at the limit or a little before, never between a character and its combining marks."""
    whole = unicodedata.normalize("NFC", char)
    name = safe_name(char * 200)
    assert 100 <= len(name.encode()) <= MAX_BYTES
    assert name == whole * (len(name) // len(whole))


@given(st.one_of(SLUGS, st.text()))
def test_names_are_idempotent(slug: str) -> None:
    """Making a name of a name, and folding twice, changes nothing."""
    name = safe_name(slug)
    assert safe_name(name) == name
    assert folded(folded(name)) == folded(name)


PERMALINKS = [
    ("https://one.example/2019/03/tea/", "/2019/03/tea/"),
    ("https://one.example/caf%C3%A9/%e6%97%a5/", "/café/日/"),
    ("https://one.example/index.php/tea", "/index.php/tea"),
    ("https://one.example", "/"),
    ("https://one.example/tea/#part", "/tea/"),
    ("/tea/", "/tea/"),
    ("https://one.example/?p=12", ""),
    ("https://one.example/tea/?preview=true", ""),
    ("https://one.example/a/../../b//c/./", "/a/b/c/"),
    ("https://one.example/%7B%7Ba%7D%7D/%3Fb%23c/50%25/a%20b/", "/%7B%7Ba%7D%7D/%3Fb%23c/50%25/a b/"),
    ("", ""),
    ("http://[x", ""),
]


@pytest.mark.parametrize(("link", "path"), PERMALINKS)
def test_permalinks(link: str, path: str) -> None:
    """A permalink is the decoded path of the link, and empty for a link with a query."""
    assert permalink(link) == path


def test_decoding() -> None:
    """The rest of a character that was cut off, and control characters, are left out."""
    assert decode("%e6%97%a5%e8%a8") == "日"
    assert decode("a%00b%0a") == "ab"


@pytest.mark.parametrize(
    "status", ["draft", "pending", "auto-draft", "future", "private", "trash", "archived"]
)
def test_drafts(status: str) -> None:
    """Posts with any status but those of public posts, and posts with a password, are drafts."""
    assert is_draft(status, protected=False)
    assert is_draft("publish", protected=True)
    assert not is_draft("publish", protected=False)


@pytest.mark.parametrize("first", [None, 1])
def test_chains_and_cycles_of_parents_take_linear_time(first: int | None) -> None:
    """Twice as many pages, each the parent of the next, take twice as many steps, also in a cycle."""

    def steps(number: int) -> int:
        pages = [
            facts(each, f"step-{each}", "page", parent=each - 1 if each > 1 else first and number, index=each)
            for each in range(1, number + 1)
        ]
        return lines(lambda: plan(pages, NEUTRAL))

    assert steps(300) < 2.5 * steps(150)


def test_a_long_chain_keeps_the_nearest_parents() -> None:
    """Of more parents than a path has room for, those next to the page are its folders."""
    pages = [
        facts(each, f"step-{each}", "page", parent=each - 1 or None, index=each) for each in range(1, 301)
    ]
    steps = plan(pages, NEUTRAL)[pages[-1].location].removesuffix(".md").split("/")[1:]
    assert steps[-3:] == ["step-298", "step-299", "step-300"]
    assert 590 < len("/".join(steps[:-1])) < 600
