"""Links within the site: the forms of docs/links.md, and properties that hold for every form."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpconv.document.links.addresses import Addresses, SitePost, build_addresses, with_anchors
from wpconv.document.links.link_writer import LinkWriter
from wpconv.document.links.resolver import resolve
from wpconv.document.media.library import Library
from wpconv.document.media.records import index
from wpconv.document.media.writer import MediaWriter
from wpconv.literals import LinkMode, TargetName
from wpconv.model import Author, Location, Media, Post, PostFacts, Reference, Term, WriteOptions

HOST = "harbour.example"
SITE = f"https://{HOST}"
BASE = f"{SITE}/2024/01/tea/"


def facts(
    number: int, path: str, post_type: str = "post", status: str = "publish", **more: object
) -> PostFacts:
    slug = path.rstrip("/").rpartition("/")[2]
    link = path if "://" in path else f"{SITE}{path}"
    values = {
        "host": HOST,
        "type": post_type,
        "id": number,
        "slug": slug,
        "parent": None,
        "link": link,
        "status": status,
    }
    return PostFacts(location=Location("x", number), **{**values, **more})  # type: ignore[arg-type]


TERMS = {"category": (3, 8), "post_tag": (4, 7)}
POSTS = [
    SitePost(facts(1, "/2024/01/tea/", ids="steps\ncafé", terms=TERMS), "posts/tea.md"),
    SitePost(facts(2, "/2019/03/first-bowline/", old_slugs=("bowline",)), "posts/first-bowline.md"),
    SitePost(facts(3, "/about/", "page"), "pages/about.md"),
    SitePost(facts(4, "/about/%e6%bd%ae-%e8%a1%a8/", "page"), "pages/about/潮-表.md"),
    SitePost(facts(5, "/recipe/fish-stew/", "recipe"), "recipe/fish-stew.md"),
    SitePost(facts(6, "/?p=6", status="draft", slug="later"), "posts/6.md"),
    SitePost(facts(7, "/2024/01/ours/", status="private"), "posts/ours.md"),
    SitePost(facts(8, "/2024/01/locked/", protected=True), "posts/locked.md"),
    SitePost(facts(9, "/oilskin/", "product"), "product/oilskin.md", is_excluded=True),
    SitePost(facts(10, "/?p=10", status="trash", slug="old__trashed"), ""),
    SitePost(facts(11, "/2024/02/2/"), "posts/2.md"),
    SitePost(facts(12, "/feed-the-gulls/feed/", "page"), "pages/feed.md"),
    SitePost(facts(13, "/2020/05/twice/"), "posts/twice.md"),
    SitePost(facts(14, "/2021/05/twice/"), "posts/twice-14.md"),
    SitePost(facts(15, "/", "page", slug="front"), "pages/front.md"),
    SitePost(facts(16, "/2024/03/wide/"), "posts/wide.md", is_selected=False),
]  # fmt: skip
ENTITIES = [
    Term(3, "category", "Knots", "knots", f"{SITE}/category/gear/knots/", HOST),
    Term(4, "post_tag", "Sea", "sea", f"{SITE}/tag/sea/", HOST),
    Term(5, "mood", "Calm", "calm", f"{SITE}/mood/calm/", HOST),
    Author(2, "Inês", "ines", f"{SITE}/author/ines/", HOST),
    Media(20, f"{SITE}/wp-content/uploads/2019/03/boat.jpg", host=HOST, link=f"{SITE}/boat/"),
]


@lru_cache
def addresses(target: TargetName = "neutral", hosts: tuple[str, ...] = ()) -> Addresses:
    built = build_addresses(POSTS, ENTITIES, WriteOptions(target=target, links="site", hosts=hosts))
    return with_anchors(built, POSTS, {"posts/tea.md": frozenset(("steps", "café", "gone"))})


def written(
    url: str,
    mode: LinkMode = "site",
    target: TargetName = "neutral",
    hosts: tuple[str, ...] = (),
    **more: object,
) -> tuple[str | None, str, str]:
    """Return the new URL, the state and the codes of notices for a link of the post `tea`."""
    options = WriteOptions(target=target, links=mode, hosts=hosts)
    post = Post(Location("x", 1), 1, link=BASE, host=HOST)
    writer = LinkWriter(addresses(target, hosts), options, post, "posts/tea.md", **more)  # type: ignore[arg-type]
    new = writer(Reference(url))
    state = writer.records[0].state if writer.records else ""
    text = writer.finish(f"]({new})")[2:-1] if new is not None else None
    return text, state, " ".join(notice.code for notice in writer.notices)


FIRST = "/2019/03/first-bowline/"
FORMS = {
    f"{SITE}{FIRST}": (FIRST, "rewritten", ""),
    f"http://www.{HOST}:8080{FIRST}": (FIRST, "rewritten", ""),
    f"//{HOST.upper()}{FIRST}": (FIRST, "rewritten", ""),
    f" {SITE}/2019/03/First-Bowline\n": (FIRST, "rewritten", ""),
    f"{HOST}{FIRST}": (FIRST, "rewritten", ""),
    f"www.{HOST}{FIRST}": (FIRST, "rewritten", ""),
    FIRST: (FIRST, "rewritten", ""),
    "../../../2019/03/first-bowline/": (FIRST, "rewritten", ""),
    f"/index.php{FIRST}": (FIRST, "rewritten", ""),
    f"{FIRST}?utm_source=a&amp;utm_medium=b": (FIRST, "rewritten", ""),
    f"{FIRST}?replytocom=3#respond": (FIRST, "rewritten", ""),
    f"{FIRST}?print=1": (FIRST, "rewritten", ""),
    f"{FIRST}#comment-7": (FIRST, "rewritten", ""),
    f"{FIRST}#:~:text=loop": (FIRST, "rewritten", ""),
    f"{FIRST}2/": (FIRST, "rewritten", ""),
    f"{FIRST}amp/": (FIRST, "rewritten", ""),
    f"{FIRST}embed/": (FIRST, "rewritten", ""),
    f"{FIRST}feed/": (FIRST, "rewritten", ""),
    f"{FIRST}comment-page-2/#comment-9": (FIRST, "rewritten", ""),
    f"{SITE}/?p=2": (FIRST, "rewritten", ""),
    "?p=2": (FIRST, "rewritten", ""),
    "/?p=2?utm_source=feed": (FIRST, "rewritten", ""),
    "/index.php?page_id=3": ("/about/", "rewritten", ""),
    "/?post_type=recipe&p=5": ("/recipe/fish-stew/", "rewritten", ""),
    "/?recipe=fish-stew": ("/recipe/fish-stew/", "rewritten", ""),
    "/?pagename=about": ("/about/", "rewritten", ""),
    "/?p=2&preview=true": (FIRST, "rewritten", ""),
    "/about/潮-表/": ("/about/%E6%BD%AE-%E8%A1%A8/", "rewritten", ""),
    "/about/%E6%BD%AE-%e8%a1%a8": ("/about/%E6%BD%AE-%E8%A1%A8/", "rewritten", ""),
    "/2024/02/2/": ("/2024/02/2/", "rewritten", ""),
    "/feed-the-gulls/feed/": ("/feed-the-gulls/feed/", "rewritten", ""),
    SITE: ("/", "rewritten", ""),
    f"{SITE}/?fbclid=1": ("/", "rewritten", ""),
    "#steps": ("#steps", "rewritten", ""),
    "#caf%C3%A9": ("#caf%C3%A9", "rewritten", ""),
    "#top": ("#top", "rewritten", ""),
    "#respond": ("/2024/01/tea/", "rewritten", ""),
    f"{BASE}#steps": ("/2024/01/tea/#steps", "rewritten", ""),
    f"{BASE}#caf%c3%a9": ("/2024/01/tea/#caf%C3%A9", "rewritten", ""),
    f"{BASE}#gone": ("/2024/01/tea/#gone", "anchor-missing", "anchor-missing"),
    "#gone": ("#gone", "anchor-missing", "anchor-missing"),
    "/2018/01/bowline/": (FIRST, "moved", "link-moved"),
    "/first-bowline/": (FIRST, "guessed", "link-guessed"),
    "/blog/fish-stew#boil": ("/recipe/fish-stew/#boil", "guessed", "link-guessed"),
    "/?p=6": ("/?p=6", "draft", "link-to-draft"),
    "/?p=6&preview=true": (None, "admin", "link-to-admin"),
    f"{SITE}/2024/01/ours/": ("/2024/01/ours/", "draft", "link-to-draft"),
    "/?p=7": ("/2024/01/ours/", "draft", "link-to-draft"),
    "/2024/01/locked": ("/2024/01/locked/", "draft", "link-to-draft"),
    "/oilskin/": ("/oilskin/", "draft", "link-to-draft"),
    "/?p=10": ("/?p=10", "draft", "link-to-draft"),
    f"{SITE}/boat/": (f"{SITE}/wp-content/uploads/2019/03/boat.jpg", "rewritten", "link-attachment"),
    "/2019/03/a-post/boat/": (
        f"{SITE}/wp-content/uploads/2019/03/boat.jpg", "guessed", "link-attachment link-guessed"),
    "/?attachment_id=20": (f"{SITE}/wp-content/uploads/2019/03/boat.jpg", "rewritten", "link-attachment"),
    f"{SITE}/wp-content/uploads/x.pdf": (f"{SITE}/wp-content/uploads/x.pdf", "unchanged", ""),
    f"https://i0.wp.com/{HOST}/x.jpg?w=1": (f"https://i0.wp.com/{HOST}/x.jpg?w=1", "unchanged", ""),
    "https://i0.wp.com/else.example/x.jpg": ("https://i0.wp.com/else.example/x.jpg", "", ""),
    f"{SITE}/category/gear/knots/": ("/category/gear/knots/", "archive", "link-to-archive"),
    "/category/gear/knots/page/2/": ("/category/gear/knots/", "archive", "link-to-archive"),
    "/category/gear/knots/feed/": ("/category/gear/knots/feed/", "archive", "link-to-archive"),
    "/category/unknown/": ("/category/unknown/", "archive", "link-to-archive"),
    "/?cat=3": ("/category/gear/knots/", "archive", "link-to-archive"),
    "/?cat=99": ("/?cat=99", "archive", "link-to-archive"),
    "/?category_name=knots": ("/category/gear/knots/", "archive", "link-to-archive"),
    "/?tag=sea": ("/tag/sea/", "archive", "link-to-archive"),
    "/?mood=calm": ("/mood/calm/", "archive", "link-to-archive"),
    "/author/ines/": ("/author/ines/", "archive", "link-to-archive"),
    "/author/gone/": ("/author/gone/", "archive", "link-to-archive"),
    "/?author=2": ("/author/ines/", "archive", "link-to-archive"),
    f"{SITE}/2019/03/": ("/2019/03/", "archive", "link-to-archive"),
    "/2019/03/10/page/2/": ("/2019/03/10/page/2/", "archive", "link-to-archive"),
    "/archives/date/2019/03": ("/archives/date/2019/03", "archive", "link-to-archive"),
    "/blog/category/rope/": ("/blog/category/rope/", "archive", "link-to-archive"),
    "/page/2/": ("/page/2/", "archive", "link-to-archive"),
    f"{SITE}/?s=rope+ladder": ("/?s=rope+ladder", "archive", "link-to-archive"),
    "/?m=201903": ("/?m=201903", "archive", "link-to-archive"),
    "/feed/": ("/feed/", "archive", "link-to-archive"),
    "/comments/feed/atom/": ("/comments/feed/atom/", "archive", "link-to-archive"),
    f"{SITE}/wp-json/wp/v2/posts": (None, "api", "link-to-api"),
    "?query-0-page=2": (None, "api", "link-to-api"),
    "?add-to-cart=12": (None, "api", "link-to-api"),
    f"{SITE}/wp-admin/post.php?post=1&action=edit": (None, "admin", "link-to-admin"),
    "/wp-login.php": (None, "admin", "link-to-admin"),
    f"{SITE}/2018/01/gone/?a=1#b": ("/2018/01/gone/?a=1#b", "broken", "link-broken"),
    "/twice/": ("/twice/", "broken", "link-broken"),
    "/?p=99": ("/?p=99", "broken", "link-broken"),
    "/later/": ("/later/", "broken", "link-broken"),
    f"{SITE}//evil.example/x": ("/evil.example/x", "broken", "link-broken"),
    "/price list.html": ("/price%20list.html", "broken", "link-broken"),
    "https://else.example/x/": ("https://else.example/x/", "", ""),
    "https://else.example/about/": ("https://else.example/about/", "", ""),
    f"https://old.example{FIRST}": (f"https://old.example{FIRST}", "other-host", ""),
    "https://old.example/wp-content/uploads/2019/03/boat.jpg": (
        "https://old.example/wp-content/uploads/2019/03/boat.jpg", "other-host", ""),
    "mailto:a@harbour.example": ("mailto:a@harbour.example", "", ""),
    "tel:+123": ("tel:+123", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("url", FORMS)
def test_form(url: str) -> None:
    """A link of each form becomes what docs/links.md says, with its state and notice."""
    assert written(url) == FORMS[url]


NATIVE: dict[TargetName, str] = {
    "hugo": '{{< relref "/posts/first-bowline.md" >}}',
    "zola": "@/blog/first-bowline.md",
    "jekyll": "{% link _posts/first-bowline.md %}",
    "pelican": "{filename}/first-bowline.md",
    "eleventy": FIRST,
}
FOLDERS = {
    "hugo": "content/posts/", "zola": "content/blog/", "jekyll": "_posts/", "pelican": "content/",
    "eleventy": "src/posts/",
}  # fmt: skip


@pytest.mark.parametrize("target", NATIVE)
def test_native_links(target: TargetName, monkeypatch: pytest.MonkeyPatch) -> None:
    """`native` is the generator's syntax for the document, and a URL for a document that is not written."""
    addresses.cache_clear()
    moved = [replace(post, path=post.path.replace("posts/", FOLDERS[target])) for post in POSTS]
    monkeypatch.setattr(f"{__name__}.POSTS", moved)
    assert written(FIRST, "native", target)[0] == NATIVE[target]
    assert written("/2024/03/wide/", "native", target)[0] == "/2024/03/wide/"
    addresses.cache_clear()


def test_native_links_hold_no_fragment_that_is_missing() -> None:
    """Zola ends the build for an id that is not there, so it is left out."""
    post = Post(Location("x", 1), 1, link=BASE, host=HOST)
    for fragment, expected in (("steps", "#steps"), ("gone", "")):
        posts = [SitePost(POSTS[0].facts, "content/blog/tea.md")]
        built = build_addresses(posts, [], WriteOptions(target="zola", links="native"))
        built = with_anchors(built, posts, {"content/blog/tea.md": frozenset(("steps",))})
        writer = LinkWriter(built, WriteOptions(target="zola", links="native"), post, "content/blog/tea.md")
        new = writer(Reference(f"{BASE}#{fragment}"))
        assert writer.finish(f"[x]({new})") == f"[x](@/blog/tea.md{expected})"


def test_the_text_of_a_post_is_no_native_link() -> None:
    """A text that looks like the placeholder of a native link stays as it is."""
    post = Post(Location("x", 1), 1, link=BASE, host=HOST, content="wpconv-link-0- [x](wpconv-link-0-)")
    writer = LinkWriter(addresses("hugo"), WriteOptions(target="hugo", links="native"), post, "a.md")
    writer(Reference(FIRST))
    assert writer.finish(post.content) == post.content


@pytest.mark.parametrize(
    ("url", "expected"),
    [(FIRST, "first-bowline.md"), (f"{BASE}#steps", "tea.md#steps"), ("/about/", "../pages/about.md")],
)
def test_file_links(url: str, expected: str) -> None:
    """`file` is the relative path of the document."""
    assert written(url, "file")[0] == expected


def test_feeds_and_terms_of_a_target() -> None:
    """A link to a feed leads to that of the target, and one to a term to its page if its URL is sure."""
    assert written("/feed/", target="hugo")[0] == "/index.xml"
    assert written("/tag/sea/", target="hexo")[0] == "/tags/Sea/"
    assert written("/tag/sea/", target="docusaurus")[0] == "/tags/sea"
    assert written("/category/gear/knots/", target="pelican")[0] == "/category/knots.html"
    assert written("/category/gear/knots/", target="hugo")[0] == "/category/gear/knots/"


def test_terms_without_a_page() -> None:
    """Pelican has no page for a second category, and no generator one for a term that only drafts have."""
    second = Term(8, "category", "Rope", "rope", f"{SITE}/category/rope/", host=HOST)
    drafts = Term(9, "post_tag", "Soon", "soon", f"{SITE}/tag/soon/", host=HOST)
    draft = SitePost(facts(20, "/?p=20", status="draft", terms={"post_tag": (9,)}), "posts/20.md")
    for target, term, expected in (
        ("pelican", second, "/category/rope/"),
        ("hexo", second, "/categories/Rope/"),
        ("hexo", drafts, "/tag/soon/"),
    ):
        options = WriteOptions(target=target, links="site")  # type: ignore[arg-type]
        post = Post(Location("x", 1), 1, link=BASE, host=HOST)
        writer = LinkWriter(build_addresses([*POSTS, draft], [term], options), options, post, "posts/tea.md")
        assert writer(Reference(term.link)) == expected


def test_pages_of_terms_keep_the_slug_in_hexo() -> None:
    """With the maps of `--site-data`, the URL of Hexo's page of a term has the old slug for any name."""
    link = f"{SITE}/tag/%d1%87%d0%b0%d0%b9/"
    term = Term(7, "post_tag", "Чай", "%d1%87%d0%b0%d0%b9", link, host=HOST)
    for options, expected in (
        (WriteOptions(target="hexo", links="site", site_data=True), "/tags/%D1%87%D0%B0%D0%B9/"),
        (WriteOptions(target="hexo", links="site"), "/tag/%D1%87%D0%B0%D0%B9/"),
        (WriteOptions(target="docusaurus", links="site"), "/tags/%D1%87%D0%B0%D0%B9"),
    ):
        post = Post(Location("x", 1), 1, link=BASE, host=HOST)
        writer = LinkWriter(build_addresses(POSTS, [term], options), options, post, "posts/tea.md")
        assert writer(Reference(link)) == expected


def test_a_named_host_is_the_sites() -> None:
    """With `--host`, links to an older name of the site are rewritten, too."""
    for name in ("old.example", "https://www.old.example/", "OLD.example:80"):
        assert written(f"http://old.example{FIRST}", hosts=(name,))[:2] == (FIRST, "rewritten")


def test_files_are_given_to_the_media() -> None:
    """URLs of files, and the files of attachment pages, are those that the uploads have."""
    file = f"{SITE}/wp-content/uploads/2019/03/boat.jpg"
    library = Library(index([Media(20, file)], [HOST]), files=frozenset({"2019/03/boat.jpg"}))
    files = MediaWriter(library, "posts/tea.md", BASE, lambda _id: None)
    new = "../media/2019/03/boat.jpg"
    assert written(file, files=files) == (new, "rewritten", "")
    assert written(f"{SITE}/boat/", files=files) == (new, "rewritten", "link-attachment")
    assert written("https://cdn.example/x.jpg", files=files) == ("https://cdn.example/x.jpg", "", "")
    assert [use.new for use in files.uses] == [new]


@pytest.mark.parametrize("kind", ["image", "media"])
def test_no_page_is_an_image(kind: str) -> None:
    """An image on the own host is a file, whatever its address looks like: it is no broken link."""
    post = Post(Location("x", 1), 1, link=BASE, host=HOST)
    writer = LinkWriter(addresses(), WriteOptions(links="site"), post, "a.md")
    url = f"{SITE}/wp-includes/smile.png"
    assert writer(Reference(url, kind)) == url  # type: ignore[arg-type]
    assert writer.notices == []


def two_sites() -> Addresses:
    here = facts(1, "https://one.example/tea/", host="one.example")
    there = facts(1, "https://two.example/blog/tea/", host="two.example/blog")
    posts = [SitePost(here, "posts/tea.md"), SitePost(there, "posts/tea-two.md")]
    return build_addresses(posts, [], WriteOptions(links="site", hosts=("old.example",)))


def test_sites_of_one_run_have_their_own_addresses() -> None:
    """With several sites, a path and an id mean the post of the site that the link leads to."""
    built = two_sites()
    one, two = "https://one.example/x/", "https://two.example/blog/x/"
    paths = {
        (url, base): (found.place.path if (found := resolve(url, base, built)).place else found.url)
        for base in (one, two)
        for url in (
            "/tea/",
            "/blog/tea/",
            "https://one.example/?p=1",
            "https://two.example/blog/?p=1",
            "../tea/",
        )
    }
    assert paths == {
        ("/tea/", one): "posts/tea.md",
        ("/blog/tea/", one): "posts/tea.md",  # by its slug
        ("https://one.example/?p=1", one): "posts/tea.md",
        ("https://two.example/blog/?p=1", one): "posts/tea-two.md",
        ("../tea/", one): "posts/tea.md",
        ("/tea/", two): "posts/tea-two.md",
        ("/blog/tea/", two): "posts/tea-two.md",
        ("https://one.example/?p=1", two): "posts/tea.md",
        ("https://two.example/blog/?p=1", two): "posts/tea-two.md",
        ("../tea/", two): "posts/tea-two.md",
    }
    assert resolve("https://old.example/tea/", one, built).place == built.places["one.example/tea"]
    assert resolve("https://two.example/blog/", one, built).url == "/blog/"


def test_a_permalink_elsewhere_does_not_make_its_host_the_sites() -> None:
    """A plugin can replace one permalink by a URL of another site, which is not the site's host then."""
    posts = [*POSTS, SitePost(facts(30, "https://shop.example/rope/"), "posts/rope.md")]
    built = build_addresses(posts, [], WriteOptions(links="site"))
    assert dict(built.hosts) == {HOST: ""}


def test_the_api_may_have_another_host() -> None:
    """The hosts of a headless site's API and of its permalinks are one site."""
    posts = [SitePost(facts(1, "https://www.shown.example/tea/", host="cms.example"), "posts/tea.md")]
    built = build_addresses(posts, [], WriteOptions(links="site"))
    for host in ("shown.example", "cms.example"):
        assert resolve(f"https://{host}/tea/", "", built).state == "rewritten"


SPELLINGS = st.fixed_dictionaries(
    {
        "start": st.sampled_from(("https://", "http://", "HTTPS://", "//")),
        "www": st.sampled_from(("", "www.", "WWW.")),
        "port": st.sampled_from(("", ":80", ":8443")),
        "index": st.sampled_from(("", "/index.php")),
        "quoted": st.booleans(),
        "upper": st.booleans(),
        "end": st.sampled_from(("", "/", "/2/", "/page/3", "/amp/", "/embed", "/feed/", "/trackback/")),
        "query": st.sampled_from(("", "?utm_source=x", "?fbclid=1&amp;utm_term=y", "?replytocom=4")),
        "space": st.sampled_from(("", " ", "\n")),
    }
)  # fmt: skip


@given(st.sampled_from([post for post in POSTS[:5] if post.path]), SPELLINGS)
def test_spellings_of_one_address_have_one_target(post: SitePost, how: dict[str, str]) -> None:
    """Scheme, host, port, encoding, case, endings and tracking parameters do not change the target."""
    path = post.facts.link.removeprefix(SITE).rstrip("/")
    path = path if how["quoted"] else quote(path, safe="/%")
    path = path.upper() if how["upper"] else path
    url = f"{how['start']}{how['www']}{HOST}{how['port']}{how['index']}{path}{how['end']}{how['query']}"
    found = resolve(f"{how['space']}{url}{how['space']}", BASE, addresses())
    assert found.place is not None
    assert found.place.path == post.path


@given(
    st.text(max_size=40),
    st.sampled_from(("https://else.example/", "mailto:", "ftp://", "javascript:", "data:,")),
)
def test_links_to_other_sites_never_change(rest: str, start: str) -> None:
    """A URL with another host or scheme is written as it is, and not reported."""
    url = start + rest
    assert written(url) == (url, "", "")


@given(
    st.sampled_from((SITE, f"https://www.{HOST}", "")),
    st.sampled_from(("/wp-content/uploads/2019/03/", "/wp-content/uploads/", "/files/2019/03/", "/2024/01/")),
    st.sampled_from(
        ("boat.jpg", "Boat-300x200.JPG", "tea", "wp-login.php", "b%C3%B4at.png", "a b.webp", "x.pdf")
    ),
    st.sampled_from(("", "/", "?p=1", "?ssl=1", "#steps")),
)
def test_the_quick_way_is_the_general_way(start: str, folder: str, name: str, end: str) -> None:
    """A URL of the site that is resolved without parsing it leads to the same as in the general way."""
    built, url = addresses(), f"{start}{folder}{name}{end}"
    assert resolve(url, BASE, built) == resolve(url, BASE, replace(built, start=""))


@given(st.text(max_size=60))
def test_any_text_is_resolved(url: str) -> None:
    """No `href` raises, and a link that stays is never empty."""
    new, _state, _codes = written(url)
    assert new is None or new or not url.strip()
