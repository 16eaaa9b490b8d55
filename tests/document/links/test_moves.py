from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from wpconv.document import targets
from wpconv.document.links.addresses import SitePost, build_addresses
from wpconv.document.links.moves import moves, of_attachments
from wpconv.document.paths import plan
from wpconv.model import Author, FieldOverrides, Location, Media, PostFacts, Term, WriteOptions
from wpconv.site_model import Redirect

HOST = "https://one.example"


def facts(number: int, link: str, kind: str = "post", status: str = "publish", parent: int = 0) -> PostFacts:
    return PostFacts(
        location=Location("posts.json", number),
        host="one.example",
        type=kind,
        id=number,
        slug=f"post-{number}",
        parent=parent,
        link=HOST + link,
        status=status,
    )


POSTS = [
    facts(1, "/2024/05/tea/"),
    facts(2, "/?p=2"),
    facts(3, "/?p=3", status="draft"),
    facts(4, "/about/", "page"),
    facts(5, "/about/team/", "page", parent=4),
    facts(6, "/%e7%81%af", "recipe"),
    facts(7, "/private/", status="private"),
]
MOVED = {
    "neutral": {"/?p=2": "/posts/post-2/"},
    "hugo": {"/?p=2": "/posts/post-2/"},
    "jekyll": {"/?p=2": "/post-2/"},
    "eleventy": {"/?p=2": "/posts/post-2/"},
    "astro": {"/?p=2": "/blog/post-2/"},
    "zola": {"/?p=2": "/blog/post-2/", "/about/": "/post-4/"},
    "pelican": {"/?p=2": "/post-2.html"},
    "docusaurus": {"/?p=2": "/post-2"},
    "hexo": {"/?p=2": "/post-2/"},
}


def moved(options: WriteOptions, posts: Sequence[PostFacts] = POSTS, **values: Any) -> dict[str, str]:
    """Return the URLs that change, without the short ones, which `test_short_urls` looks at."""
    found = moves(posts, plan(posts, targets.layout(options)), options, **values)
    own = {post.link.removeprefix(HOST) for post in posts}
    return {
        old: new for old, new in found.items() if ("p=" not in old and "page_id=" not in old) or old in own
    }


@pytest.mark.parametrize("name", targets.names())
def test_moves_of_every_target(name: str) -> None:
    """Posts whose URL the generator cannot keep are redirected, URLs with a query too; drafts are not."""
    found = moved(WriteOptions(target=name))
    assert {old: new for old, new in found.items() if old != "/feed/"} == MOVED[name]


def test_without_permalinks() -> None:
    """If the user leaves the permalink out, every published post is redirected whose URL changes."""
    options = WriteOptions(
        target="hugo",
        paths={"post": "content/{year}/{slug}.md", "page": "content/about.d/{slug}.md"},
        user_fields={"*": FieldOverrides(omit=frozenset({"url"}))},
    )
    assert moved(options) == {
        "/2024/05/tea/": "/1970/post-1/",
        "/?p=2": "/1970/post-2/",
        "/about/": "/about.d/post-4/",
        "/about/team/": "/about.d/post-5/",
        "/灯": "/recipe/post-6/",
        "/feed/": "/index.xml",
    }


HUGO = WriteOptions(target="hugo")


def test_short_urls() -> None:
    """The short URL of every published post leads to its new URL, and that of a draft to nothing."""
    found = moves(POSTS, plan(POSTS, targets.layout(HUGO)), HUGO)
    assert {old: new for old, new in found.items() if "=" in old} == {
        "/?p=1": "/2024/05/tea/",
        "/?p=2": "/posts/post-2/",
        "/?p=6": "/灯",
        "/?page_id=4": "/about/",
        "/?page_id=5": "/about/team/",
    }


def test_old_slugs() -> None:
    """URLs with a slug that a post had before lead to it, unless another post has that URL now."""
    tea = replace(facts(1, "/2024/05/tea/"), slug="tea", old_slugs=("tee", "pot", "th%c3%a9"))
    pot = replace(facts(2, "/2024/05/pot/"), slug="pot")
    found = moved(HUGO, [tea, pot])
    assert found == {
        "/2024/05/tee/": "/2024/05/tea/", "/2024/05/thé/": "/2024/05/tea/", "/feed/": "/index.xml"
    }  # fmt: skip


def test_terms_and_authors() -> None:
    """Lists of posts lead to the generator's own ones."""
    tag = Term(3, "post_tag", "Big Tea", "big-tea", f"{HOST}/tag/big-tea/")
    ida = Author(4, "Ida", "ida", f"{HOST}/author/ida/")
    posts = [replace(POSTS[0], terms={"post_tag": (3,)})]
    assert moved(WriteOptions(target="pelican"), posts, entities=[tag, ida]).items() >= {
        "/tag/big-tea/": "/tag/big-tea.html", "/author/ida/": "/"
    }.items()  # fmt: skip
    assert "/tag/big-tea/" not in moved(HUGO, posts, entities=[tag, ida])
    assert "/tag/big-tea/" not in moved(WriteOptions(target="pelican"), POSTS[:1], entities=[tag, ida])


def test_pages_of_attachments() -> None:
    """The page of an attachment leads to its file if that is copied, unless a post has its address."""
    boat = Media(5, f"{HOST}/wp-content/uploads/boat.jpg", link=f"{HOST}/boat/")
    tea = Media(6, f"{HOST}/wp-content/uploads/tea.jpg", link=f"{HOST}/2024/05/tea/")
    bare = Media(7, f"{HOST}/wp-content/uploads/7.jpg", link=f"{HOST}/?attachment_id=7")
    gone = Media(8, f"{HOST}/wp-content/uploads/8.jpg", link=f"{HOST}/gone/")
    media = [boat, tea, bare, gone]
    addresses = build_addresses([SitePost(POSTS[0], "content/posts/tea.md")], media, HUGO)
    files = {5: "/uploads/100% boat.jpg", 6: "/uploads/tea.jpg", 7: "/uploads/7.jpg"}
    assert of_attachments(media, addresses, lambda each: files.get(each.id or 0, "")) == {
        "/?attachment_id=7": "/uploads/7.jpg", "/boat/": "/uploads/100%25 boat.jpg"
    }  # fmt: skip


def test_redirects_of_the_old_site() -> None:
    """Redirects of the old site go on, but for one from what is a page of the new site."""
    own = [Redirect("/drink/", "/2024/05/tea/"), Redirect(f"{HOST}/2024/05/tea", "/elsewhere/")]
    assert moved(HUGO, POSTS[:1], redirects=own) == {"/drink/": "/2024/05/tea/", "/feed/": "/index.xml"}


@pytest.mark.parametrize(
    ("given", "new"),
    [
        ("/shop/?page=2&q=%C3%A9#top", "/shop/?page=2&q=%C3%A9#top"),
        ("http://www.one.example/shop/?page=2", "/shop/?page=2"),
        ("https://one.example", "/"),
        ("https://two.example/shop/?page=2", "https://two.example/shop/?page=2"),
        ("http://[", "http://["),
    ],
)
def test_destinations_of_the_old_site(given: str, new: str) -> None:
    """A redirect of the old site keeps its query, its fragment and its escapes; its own host is left out."""
    assert moved(HUGO, POSTS[:1], redirects=[Redirect("/drink/", given)])["/drink/"] == new


@pytest.mark.parametrize("new", ["/drink/?x=1", f"{HOST}/drink#top", "/drink"])
def test_a_redirect_to_itself(new: str) -> None:
    """A redirect to the same path, which servers would follow without an end, is left out."""
    assert "/drink/" not in moved(HUGO, POSTS[:1], redirects=[Redirect("/drink/", new)])


def test_slugs_with_syntax_of_urls() -> None:
    """What would end the path of a new URL is encoded in it once."""
    post = replace(facts(1, "/a%23b%25c/"), slug="a%23b%25c")
    options = WriteOptions(target="hugo", user_fields={"*": FieldOverrides(omit=frozenset({"url"}))})
    found = moves([post], {post.location: "content/posts/a#b%c?.md"}, options)
    assert found["/?p=1"] == "/posts/a%23b%25c%3F/"


def test_queries_are_as_browsers_send_them() -> None:
    """Characters that no browser sends in a query are encoded, and escapes stay as they are."""
    post = facts(1, '/?s=tea "cake"&t=%e7%81%af 灯\'\ud83d')
    old = "/?s=tea%20%22cake%22&t=%e7%81%af%20%E7%81%AF%27?"
    found = moves([post], {post.location: "posts/post-1.md"}, WriteOptions())
    assert found == {old: "/posts/post-1/", "/?p=1": "/posts/post-1/"}
