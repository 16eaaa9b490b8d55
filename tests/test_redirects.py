from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from process import contents, post, wpconv, written
from wpconv.errors import UsageError
from wpconv.model import Location, OwnFields, PostFacts, WriteOptions
from wpconv.write import targets
from wpconv.write.paths import plan
from wpconv.write.redirects import check, moves, render

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
        title="",
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
    "docusaurus": {
        "/?p=2": "/post-2",
        "/about/": "/post-4",
        "/about/team/": "/post-4/post-5",
        "/灯": "/recipe/post-6",
    },
    "hexo": {"/?p=2": "/post-2/"},
}


def moved(options: WriteOptions) -> dict[str, str]:
    return moves(POSTS, plan(POSTS, targets.layout(options)), options)


@pytest.mark.parametrize("name", targets.names())
def test_what_moves_in_every_target(name: str) -> None:
    """What a generator cannot keep where it was is in the map, query permalinks too; nothing secret is."""
    assert moved(WriteOptions(target=name)) == MOVED[name]


def test_without_permalinks_all_moves() -> None:
    """A site that goes its own way maps every published post, and none to where it is anyway."""
    options = WriteOptions(
        target="hugo",
        paths={"post": "content/{year}/{slug}.md", "page": "content/about.d/{slug}.md"},
        own={"*": OwnFields(omit=frozenset({"url"}))},
    )
    assert moved(options) == {
        "/2024/05/tea/": "/1970/post-1/",
        "/?p=2": "/1970/post-2/",
        "/about/": "/about.d/post-4/",
        "/about/team/": "/about.d/post-5/",
        "/灯": "/recipe/post-6/",
    }


MAP = {"/?p=2&x=1": "/posts/2/", "/a b/(c)": "/c/", "/灯/": '/100%/$1"/'}


def test_netlify() -> None:
    """One line a move, encoded, with the query's values between the two paths."""
    assert render(MAP, "static/_redirects").splitlines() == [
        "/ p=2 x=1 /posts/2/ 301",
        "/a%20b/%28c%29 /c/ 301",
        "/%E7%81%AF/ /100%25/%241%22/ 301",
    ]


def test_nginx() -> None:
    """A map from the decoded path and the query."""
    assert render(MAP, "moved.conf").splitlines()[1:] == [
        'map "$uri$is_args$args" $moved_to {',
        '  "/?p=2&x=1" "/posts/2/";',
        '  "/a b/(c)" "/c/";',
        '  "/灯/" "/100%25/%241%22/";',
        "}",
    ]


def test_apache() -> None:
    """A rule for each move, in which the old path means itself and the new one no back reference."""
    assert render(MAP, ".htaccess").splitlines() == [
        "RewriteEngine On",
        r'RewriteCond "%{QUERY_STRING}" "^p=2&x=1$"',
        r'RewriteRule "^/?$" "/posts/2/?" [R=301,L]',
        r'RewriteRule "^a b/\(c\)/?$" "/c/" [R=301,L]',
        r'RewriteRule "^灯/?$" "/100\%/\$1\"/" [R=301,L]',
    ]


def test_json() -> None:
    """What it says is the map itself."""
    assert json.loads(render(MAP, "moved.json")) == MAP


def test_another_name_is_refused() -> None:
    """The name of the file says which server it is for."""
    with pytest.raises(UsageError, match="says no form") as caught:
        check("moved.txt")
    assert "_redirects" in caught.value.advice


def test_the_map_is_a_file_of_ours(tmp_path: Path) -> None:
    """It is written with the documents, left alone while nothing moves, and kept once it was edited."""
    source = written(tmp_path / "posts.json", post(1), post(2, link="https://example.org/?p=2"))
    out = tmp_path / "out"
    options = (source, "-o", out, "--redirects", "static/_redirects")
    assert wpconv(*options).returncode == 0
    place = out / "static" / "_redirects"
    assert place.read_text() == "/ p=2 /posts/post-2/ 301\n"
    before = contents(out)
    again = wpconv(*options)
    assert re.search(r"\b3 unchanged", again.stderr)
    assert contents(out) == before
    place.write_text("/mine /yours 301\n")
    edited = wpconv(*options)
    assert edited.returncode == 1
    assert "static/_redirects: was edited" in edited.stderr
    assert place.read_text() == "/mine /yours 301\n"
    assert wpconv(*options, "--overwrite").returncode == 0
    assert place.read_text() == "/ p=2 /posts/post-2/ 301\n"


def test_the_map_stays_in_the_output_folder(tmp_path: Path) -> None:
    """A name that leads out is a failure, and the documents are written all the same."""
    source = written(tmp_path / "posts.json", post(1))
    done = wpconv(source, "-o", tmp_path / "out", "--redirects", "../_redirects")
    assert done.returncode == 1
    assert "out of the output folder" in done.stderr
    assert not (tmp_path / "_redirects").exists()
    assert (tmp_path / "out" / "posts" / "post-1.md").exists()
