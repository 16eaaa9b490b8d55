from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote

import pytest

from helpers.process import contents, post, wpconv, written
from wpconv.document.links.redirects import check, render
from wpconv.errors import UsageError

REDIRECTS = {"/?p=2&x=1": "/posts/2/", "/a b/(c)": "/c/", "/灯/": '/100%25/$1"/'}


def test_netlify() -> None:
    """A line has the encoded old path, the parameters of its query, the encoded new path and the status."""
    assert render(REDIRECTS, "static/_redirects").splitlines() == [
        "/ p=2 x=1 /posts/2/ 301",
        "/a%20b/%28c%29 /c/ 301",
        "/%E7%81%AF/ /100%25/%241%22/ 301",
    ]


def test_nginx() -> None:
    """One map has the decoded paths, with a final slash and without, another one paths with a query."""
    assert render(REDIRECTS, "moved.conf").splitlines()[1:] == [
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
    **REDIRECTS, "/old/": "/new/", "/Old": "/other/", LONG: "/long/", "/?p=12": "/p12/",
    "/?page_id=4": "/about/", "/?p=12&preview": "/bare/",
}  # fmt: skip
ASKED = {
    "/old/": "/new/", "/old": "/new/", "/old/?utm_source=x": "/new/", "/a%20b/(c)": "/c/", LONG: "/long/",
    "/%E7%81%AF": "/100%25/%241%22/", "/?p=12": "/p12/", "/?p=12&utm=1": "/p12/", "/?utm=1&p=12": "/p12/",
    "/?page_id=4": "/about/", "/?x=1&p=2": "/posts/2/", "/?p=12&preview": "/bare/", "/": None, "/?p=13": None,
    "/else/": None, "/old/more/": None,
}  # fmt: skip


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_redirects(tmp_path: Path) -> None:
    """The real nginx redirects old URLs, with any further parameters, and no other URLs."""
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
    """In a rule the old path is escaped as a pattern, and the new one is encoded and no back reference."""
    assert render(REDIRECTS, ".htaccess").splitlines() == [
        "RewriteEngine On",
        r'RewriteCond "%{QUERY_STRING}" "^p=2&x=1$"',
        r'RewriteRule "^/?$" "/posts/2/?" [R=301,L,NE]',
        r'RewriteRule "^a b/\(c\)/?$" "/c/" [R=301,L,NE]',
        r'RewriteRule "^灯/?$" "/100\%25/\%241\%22/" [R=301,L,NE]',
    ]


def arguments(line: str) -> list[str]:
    """Split a directive as mod_rewrite's `parseargline` does: no backslash escapes a quotation mark."""
    return re.findall(r'"[^"]*"(?=\s|$)|[^\s"]\S*(?=\s|$)', line)


HOSTILE = {
    "/a\nb\r\x00/": "/n\n/",
    '/a"b c/': '/new"x y/',
    '/?p="x y"&q="': "/q/",
    "/?p=2 /evil 301": "/p/",
    "/?p=2&/evil&://x": "/x/",
}


def test_quotes_and_line_ends_end_no_argument_of_apache() -> None:
    """A quotation mark or a line end in a URL leaves each directive its arguments; the patterns match it."""
    lines = render(HOSTILE, ".htaccess").splitlines()[1:]
    for line in lines:
        assert [len(arguments(line)), " ".join(arguments(line))] == [3 + line.endswith("]"), line]
    broken, quoted = (arguments(line)[1].strip('"') for line in lines[:2])
    assert re.search(broken, "a\nb\r\x00/")
    assert re.search(quoted, 'a"b c/')
    assert arguments(lines[1])[2] == r'"/new\%22x\%20y/"'


def test_queries_inject_no_destination_for_netlify() -> None:
    """Blanks, slashes and schemes in a query are encoded, so that the first destination is the new URL."""
    for line, new in zip(render(HOSTILE, "_redirects").splitlines(), HOSTILE.values(), strict=True):
        _path, *parameters, destination, status = line.split()
        assert (unquote(destination), status) == (new, "301")
        assert not [each for each in parameters if re.search("[/:]", each)]


DESTINATIONS = {
    "/shop/?page=2&q=%C3%A9#top": "/shop/?page=2&q=%C3%A9#top",
    "/a%20b c/?t=12:30 h&x=100%": "/a%20b%20c/?t=12%3A30%20h&x=100%25",
    "/灯/?q=灯": "/%E7%81%AF/?q=%E7%81%AF",
    "https://two.example:8080/a?b=%20": "https://two.example:8080/a?b=%20",
    "//two.example/a?b=1": "//two.example/a?b=1",
    "HTTPS://two.example/$1": "HTTPS://two.example/%241",
    "/a\ud800/": "/a%3F/",
}


@pytest.mark.parametrize("name", ["_redirects", "moved.conf", ".htaccess"])
@pytest.mark.parametrize("new", DESTINATIONS)
def test_queries_of_destinations(name: str, new: str) -> None:
    """A new URL has what URLs do not have encoded, once: its query, its fragment and its escapes stay."""
    text = render({"/old/": new}, name).replace(r"\%", "%")
    assert re.search(rf"""[ "]{re.escape(DESTINATIONS[new])}[ ";]""", text)


def test_json() -> None:
    """The file is an object of new URLs by old ones."""
    assert json.loads(render(REDIRECTS, "moved.json")) == REDIRECTS


def test_another_name_is_refused() -> None:
    """A file name that stands for no format is an error, with the names that do."""
    with pytest.raises(UsageError, match="the format is not clear") as caught:
        check("moved.txt")
    assert "_redirects" in caught.value.advice


def test_the_file_is_written_like_documents(tmp_path: Path) -> None:
    """The redirect file is not touched while it stays the same, and not overwritten once it was edited."""
    source = written(tmp_path / "posts.json", post(1), post(2, link="https://example.org/?p=2"))
    out = tmp_path / "out"
    options = (source, "-o", out, "--redirects", "static/_redirects")
    assert wpconv(*options).returncode == 0
    file = out / "static" / "_redirects"
    assert file.read_text() == "/ p=1 /post-1/ 301\n/ p=2 /posts/post-2/ 301\n"
    before = contents(out)
    again = wpconv(*options)
    assert re.search(r"\b3 unchanged", again.stderr)
    assert contents(out) == before
    file.write_text("/mine /yours 301\n")
    edited = wpconv(*options)
    assert edited.returncode == 1
    assert "static/_redirects: was edited" in edited.stderr
    assert file.read_text() == "/mine /yours 301\n"
    assert wpconv(*options, "--overwrite").returncode == 0
    assert file.read_text() == "/ p=1 /post-1/ 301\n/ p=2 /posts/post-2/ 301\n"


def test_the_file_stays_in_the_output_folder(tmp_path: Path) -> None:
    """A name outside of the output folder is a failure, and the documents are written nevertheless."""
    source = written(tmp_path / "posts.json", post(1))
    done = wpconv(source, "-o", tmp_path / "out", "--redirects", "../_redirects")
    assert done.returncode == 1
    assert "out of the output folder" in done.stderr
    assert not (tmp_path / "_redirects").exists()
    assert (tmp_path / "out" / "posts" / "post-1.md").exists()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("_redirects", "/map/ https://far.example:8080/m%C3%A1p/?a=1&b=%24x#top 301"),
        ("a.conf", '  "/map/" "https://far.example:8080/m%C3%A1p/?a=1&b=%24x#top";'),
        (
            ".htaccess",
            r'RewriteRule "^map/?$" "https://far.example:8080/m\%C3\%A1p/?a=1&b=\%24x#top" [R=301,L,NE]',
        ),
    ],
)
def test_another_site(name: str, line: str) -> None:
    """A redirect to another site leads to its URL, without variables of the server."""
    moved = {"/map/": "https://far.example:8080/m%C3%A1p/?a=1&b=$x#top"}
    assert line in render(moved, name).splitlines()


def test_another_site_for_a_query() -> None:
    """Where an old URL has a query, Apache sends that of the destination, or none."""
    moved = {"/?p=1": "https://far.example/?a=1", "/?p=2": "https://far.example/"}
    text = render(moved, ".htaccess")
    assert '"https://far.example/?a=1" [' in text
    assert '"https://far.example/?" [' in text
