from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest

from helpers.process import contents, post, wpconv, written
from wpconv.document import targets
from wpconv.document.paths import plan
from wpconv.document.redirects import check, moves, render
from wpconv.errors import UsageError
from wpconv.model import FieldOverrides, Location, PostFacts, WriteOptions

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
        user_fields={"*": FieldOverrides(omit=frozenset({"url"}))},
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
    """A map from the decoded path, with a final slash and without, and one from path and query."""
    assert render(MAP, "moved.conf").splitlines()[1:] == [
        'map "$uri" $moved_1 {',
        '  default "";',
        '  "/a b/(c)" "/c/";',
        '  "/a b/(c)/" "/c/";',
        '  "/灯" "/100%25/%241%22/";',
        '  "/灯/" "/100%25/%241%22/";',
        "}",
        'map "$uri?p=$arg_p&x=$arg_x" $moved_to {',
        "  default $moved_1;",
        '  "/?p=2&x=1" "/posts/2/";',
        "}",
    ]


LONG = "/2024/05/06/" + "a-long-way-to-say-tea-" * 20
SERVED = {
    **MAP, "/old/": "/new/", "/Old": "/other/", LONG: "/long/", "/?p=12": "/p12/", "/?page_id=4": "/about/",
    "/?p=12&preview": "/bare/",
}  # fmt: skip
ASKED = {
    "/old/": "/new/", "/old": "/new/", "/old/?utm_source=x": "/new/", "/a%20b/(c)": "/c/", LONG: "/long/",
    "/%E7%81%AF": "/100%25/%241%22/", "/?p=12": "/p12/", "/?p=12&utm=1": "/p12/", "/?utm=1&p=12": "/p12/",
    "/?page_id=4": "/about/", "/?x=1&p=2": "/posts/2/", "/?p=12&preview": "/bare/", "/": None, "/?p=13": None,
    "/else/": None, "/old/more/": None,
}  # fmt: skip


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_follows_the_map(tmp_path: Path) -> None:
    """The real nginx sends old addresses on, whatever stands beside their query, and no others."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "moved.conf").write_text(render(SERVED, "moved.conf"))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    (tmp_path / "nginx.conf").write_text(
        "pid nginx.pid; error_log error.log; events {}\nhttp { access_log off; include moved.conf;\n"
        + "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in kinds)
        + f"server {{ listen 127.0.0.1:{port}; if ($moved_to) {{ return 301 $moved_to; }} return 204; }} }}\n"
    )
    command = ["nginx", "-p", str(tmp_path), "-e", str(tmp_path / "error.log"), "-c", "nginx.conf"]
    subprocess.run(command, check=True, timeout=20)
    try:
        answers = {}
        for path in ASKED:
            connection = HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", path)
            location = connection.getresponse().headers["Location"]
            answers[path] = location and location.partition(f":{port}")[2]
            connection.close()
    finally:
        subprocess.run([*command, "-s", "stop"], check=True, timeout=20)
    assert answers == ASKED


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
