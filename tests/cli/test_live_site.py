"""The command with a URL as SOURCE."""

from __future__ import annotations

import json
import os
import signal
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import wpconv as package
from helpers.process import contents, started, wpconv
from helpers.wordpress import PASSWORD, USER, Site, author, error, term, times

pytestmark = pytest.mark.slow

SAVED = "export"


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    site = Site(httpserver)
    site.records["posts"] = [site.post(number) for number in range(1, 151)]
    site.records["tags"] = [term(number, "post_tag") for number in range(200, 205)]
    return site


def documents(folder: Path) -> dict[str, bytes]:
    """Return the files of an output folder without its manifest, which names the sources."""
    return {name: body for name, body in contents(folder).items() if not name.startswith(".")}


def test_a_site_is_fetched_and_converted(site: Site, tmp_path: Path) -> None:
    """One command saves the export and writes all documents; the saved folder gives the same bytes."""
    run = wpconv(site.url, "-o", "site", "--save", SAVED, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, "")
    assert (
        "fetched into export: categories (1), tags (5), users (1), posts (150), pages (1); 13 requests"
        in run.stderr
    )
    assert len(documents(tmp_path / "site")) == 151
    assert b"Author 3" in documents(tmp_path / "site")["posts/post-7.md"]
    offline = wpconv(SAVED, "-o", "offline", cwd=tmp_path)
    assert offline.returncode == 0
    assert documents(tmp_path / "offline") == documents(tmp_path / "site")


def test_the_folder_is_named_after_the_host(site: Site, tmp_path: Path) -> None:
    """Without --save, the export is in a folder with the name of the host; --fetch-only converts nothing."""
    run = wpconv(site.url, "--fetch-only", cwd=tmp_path)
    assert run.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"localhost-{site.server.port}"]
    assert "posts read" not in run.stderr


def test_later_runs_fetch_what_changed(site: Site, tmp_path: Path) -> None:
    """The same command updates what changed and removes what is gone; if nothing did, no file changes."""
    command = (site.url, "-o", "site", "--save", SAVED, "--prune")
    wpconv(*command, cwd=tmp_path)
    before = contents(tmp_path)
    run = wpconv(*command, cwd=tmp_path)
    assert (run.returncode, contents(tmp_path)) == (0, before)
    site.records["posts"][4] = site.post(5, modified_gmt="2024-08-01T00:00:00", title={"rendered": "Fresh"})
    del site.records["posts"][10]
    site.records["categories"] = [{**term(1), "name": "Renamed"}]
    assert wpconv(*command, cwd=tmp_path).returncode == 0
    after = documents(tmp_path / "site")
    assert b"Fresh" in after["posts/post-5.md"]
    assert b"Renamed" in after["posts/post-7.md"]
    assert "posts/post-11.md" not in after
    offline = wpconv(SAVED, "-o", "offline", cwd=tmp_path)
    assert offline.returncode == 0
    assert documents(tmp_path / "offline") == after


@pytest.mark.parametrize("fault", ["down", "half"])
def test_a_site_that_is_down_empties_nothing(site: Site, tmp_path: Path, fault: str) -> None:
    """If the site does not answer, or answers half, no document is removed, and the run says so."""
    command = (site.url, "-o", "site", "--save", SAVED, "--prune")
    wpconv(*command, cwd=tmp_path)
    before = documents(tmp_path / "site")
    if fault == "down":
        site.faults = [times(99, error(404, "rest_disabled"))]
    else:
        site.records["posts"] = site.records["posts"][:10]
    run = wpconv(*command, cwd=tmp_path)
    assert run.returncode == 1
    assert ("no REST API" if fault == "down" else "nothing is pruned") in run.stderr
    assert documents(tmp_path / "site") == before


def test_no_wordpress(site: Site, tmp_path: Path) -> None:
    """A site without the API is an error with status 2, which names what was tried, and leaves no folder."""
    site.faults = [times(99, Response("<html>", mimetype="text/html"))]
    run = wpconv(site.url, "-o", "site", cwd=tmp_path)
    assert run.returncode == 2
    assert "/wp-json/: answers text/html" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_password_is_found_before_anything_is_fetched(site: Site, tmp_path: Path) -> None:
    """A password that the site refuses is an error with status 2; nothing is saved, and it is not shown."""
    run = wpconv(site.url, "-u", USER, cwd=tmp_path, env={"WPCONV_PASSWORD": "wrong-one"})
    assert run.returncode == 2
    assert "refuses the user editor (rest_not_logged_in)" in run.stderr
    assert "wrong-one" not in run.stdout + run.stderr
    assert list(tmp_path.iterdir()) == []
    assert len([each for each in site.asked if each != "users/me"]) == 0


def test_a_user_from_netrc(site: Site, tmp_path: Path) -> None:
    """The password of --user is read from netrc; drafts are converted; the password is in no file."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home/.netrc").write_text(f'machine localhost login {USER} password "{PASSWORD}"\n')
    (tmp_path / "home/.netrc").chmod(0o600)
    site.records["posts"].append(site.post(900, status="draft"))
    command = (site.url, "-u", USER, "-o", "site", "--save", SAVED, "--report", "report.json")
    env = {"HOME": str(tmp_path / "home"), "WPCONV_PASSWORD": ""}
    run = wpconv(*command, cwd=tmp_path, env=env)
    assert run.returncode == 0
    assert b"draft" in documents(tmp_path / "site")["posts/post-900.md"]
    files = {name: body for name, body in contents(tmp_path).items() if not name.startswith("home/")}
    assert all(PASSWORD.encode() not in body for body in files.values())
    assert PASSWORD not in run.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["https://me:secret@example.org/"], "has a user or a password in it"),
        (["https://example.org/", "-u", "me:secret"], "--user has a password in it"),
        (["http://example.org/", "-u", "me"], "by https only"),
        (["https://example.org/", "-u", "me"], "WPCONV_PASSWORD"),
        (["https://example.org/", "-H", "secret"], "no header"),
        (["--fetch-only", "."], "--fetch-only needs"),
        (["https://example.org/", "https://example.net/", "--save", "x"], "several sites"),
        (["https://example.org/", "--save", "x", "-o", "x"], "the same folder"),
    ],
)
def test_wrong_arguments(tmp_path: Path, arguments: list[str], message: str) -> None:
    """Arguments that cannot be right are errors with status 2 before any request; no secret is repeated."""
    env = {"WPCONV_PASSWORD": "", "HOME": str(tmp_path)}
    run = wpconv(*arguments, cwd=tmp_path, env=env)
    assert run.returncode == 2
    assert message in run.stderr
    assert "secret" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_headers_are_secrets(site: Site, tmp_path: Path) -> None:
    """-H is sent with each request, is not printed by --show-config, and is refused in a settings file."""
    site.faults = [
        lambda request: None if request.headers.get("X-Gate") == "opensesame" else Response("", 403)
    ]
    assert wpconv(site.url, "--fetch-only", cwd=tmp_path).returncode == 2
    (tmp_path / "gate").write_text("X-Gate: opensesame\n")
    assert wpconv(site.url, "--fetch-only", "-H", "@gate", cwd=tmp_path).returncode == 0
    shown = wpconv("-H", "X-Gate: opensesame", "--show-config", cwd=tmp_path)
    assert "opensesame" not in shown.stdout
    (tmp_path / "wpconv.toml").write_text('header = "X-Gate: opensesame"\n')
    run = wpconv(site.url, "--fetch-only", cwd=tmp_path)
    assert run.returncode == 2
    assert "may be a secret" in run.stderr
    assert "opensesame" not in run.stderr


def test_options_narrow_the_requests(site: Site, tmp_path: Path) -> None:
    """--type and --since are part of the requests; a type that the site does not have is an error."""
    arguments = (site.url, "--fetch-only", "--save", SAVED, "--type", "page", "--since", "2024-01-05")
    assert wpconv(*arguments, cwd=tmp_path).returncode == 0
    assert not any(each.startswith("posts") for each in site.asked)
    assert any("after=2024-01-04T23:59:59" in each for each in site.asked if each.startswith("pages"))
    run = wpconv(site.url, "--fetch-only", "--save", "other", "--type", "product", cwd=tmp_path)
    assert run.returncode == 2
    assert "it has post, page" in run.stderr


def test_one_record_of_the_api(site: Site, tmp_path: Path) -> None:
    """The address of one post fetches that post alone, and converts it."""
    run = wpconv(f"{site.url}/wp-json/wp/v2/posts/12", cwd=tmp_path)
    assert run.returncode == 0
    assert "The words of post 12." in run.stdout
    assert site.asked == ["posts/12?_embed=1"]


def test_one_collection_of_the_api(site: Site, tmp_path: Path) -> None:
    """The address of a collection fetches all of its pages, whatever page the address names."""
    run = wpconv(f"{site.url}/wp-json/wp/v2/posts?per_page=5&page=2", "-o", "site", cwd=tmp_path)
    assert run.returncode == 0
    assert len(documents(tmp_path / "site")) == 150


def with_files(site: Site) -> None:
    """Add files to a site, and posts that show them."""
    jpeg = b"\xff\xd8\xff\xe0" + bytes(2000)
    site.files = {"2019/boat.jpg": jpeg, "2019/boat-300x200.jpg": jpeg[:50], "2020/map.jpg": jpeg + b"1",
                  "2020/plan-10x10.jpg": jpeg + b"2", "2021/unused.jpg": jpeg + b"3"}  # fmt: skip
    site.records["media"] = [
        site.media(70, "2019/boat.jpg", "boat-300x200.jpg"),
        site.media(71, "2020/map.jpg"),
        site.media(72, "2021/unused.jpg"),
    ]
    html = "".join(
        f'<p><img src="{url}" alt="x"></p>'
        for url in (
            f"{site.url}/wp-content/uploads/2019/boat-300x200.jpg",
            "/wp-content/uploads/2020/plan-10x10.jpg",
            "/wp-content/uploads/2018/gone.jpg",
            "http://192.168.0.1/wp-content/uploads/private.jpg",
        )
    )
    site.records["posts"] = [site.post(1, content={"rendered": html}), site.post(2, featured_media=71)]


def test_media_are_downloaded_and_copied(site: Site, tmp_path: Path) -> None:
    """The largest file of each picture is downloaded once and copied; what is gone is named."""
    with_files(site)
    command = (site.url, "-o", "site", "--save", SAVED)
    run = wpconv(*command, cwd=tmp_path)
    assert run.returncode == 1
    assert "media-missing: 2018/gone.jpg" in run.stderr
    uploads = contents(tmp_path / SAVED / "wp-content/uploads")
    wanted = ("2019/boat.jpg", "2020/map.jpg", "2020/plan-10x10.jpg")
    assert uploads == {name: site.files[name] for name in wanted}
    written = documents(tmp_path / "site")
    assert {name.partition("media/")[2] for name in written if "media/" in name} == uploads.keys()
    assert b"2019/boat.jpg" in written["posts/post-1.md"]
    site.log = []
    assert wpconv(*command, cwd=tmp_path).returncode == 1
    assert [each for each in site.log if each.endswith(wanted)] == []
    wpconv(SAVED, "-o", "offline", cwd=tmp_path)
    assert documents(tmp_path / "offline") == written


def asked_files(site: Site) -> list[str]:
    """Return the files that were asked for, without the files of sizes that may be those of others."""
    return sorted(each.partition("/uploads/")[2] for each in site.log if "/uploads/" in each)


def test_files_that_are_gone_are_asked_for_once(site: Site, tmp_path: Path) -> None:
    """A file that is gone is named in each run, and asked for again with --refresh or a changed record."""
    with_files(site)
    del site.files["2020/map.jpg"]
    command = (site.url, "-o", "site", "--save", SAVED)
    reports = []
    expected = {"2018/gone.jpg", "2020/map.jpg", "2020/plan.jpg"}
    for arguments, asked in [((), expected), ((), set()), (("--refresh",), expected), ((), set())]:
        site.log = []
        run = wpconv(*command, *arguments, cwd=tmp_path)
        reports.append((run.returncode, [each for each in run.stderr.splitlines() if "HTTP 404" in each]))
        assert expected & set(asked_files(site)) == asked
    assert reports == [reports[0]] * 4
    assert len(reports[0][1]) == 2
    site.log = []
    site.records["media"][1]["modified_gmt"] = "2024-09-01T00:00:00"
    site.files["2020/map.jpg"] = b"\xff\xd8\xff\xe0"
    run = wpconv(*command, cwd=tmp_path)
    assert asked_files(site) == ["2020/map.jpg"]
    assert "2020/map.jpg" not in run.stderr
    assert "2020/map.jpg" not in (tmp_path / SAVED / "state.json").read_text().partition('"pages"')[0]


@pytest.mark.parametrize(("mode", "number"), [("none", 0), ("used", 3), ("library", 4)])
def test_the_mode_chooses_the_files(site: Site, tmp_path: Path, mode: str, number: int) -> None:
    """--media none downloads nothing, `used` the sizes that posts show, `library` all files of the site."""
    with_files(site)
    wpconv(site.url, "-o", "site", "--save", SAVED, "--media", mode, cwd=tmp_path)
    uploads = contents(tmp_path / SAVED / "wp-content/uploads")
    assert len(uploads) == number
    assert ("2019/boat-300x200.jpg" in uploads) == (mode == "used")


def test_two_runs_do_not_share_a_folder(site: Site, tmp_path: Path) -> None:
    """While one run fetches into a folder, a second one is refused."""
    refused = []

    def fault(request: Request) -> Response | None:
        if not refused and "/posts?" in request.url:
            refused.append(wpconv(site.url, "--fetch-only", "--save", SAVED, cwd=tmp_path))
        return None

    site.faults = [fault]
    assert wpconv(site.url, "--fetch-only", "--save", SAVED, cwd=tmp_path).returncode == 0
    assert refused[0].returncode == 1
    assert "another run is writing into it" in refused[0].stderr


@pytest.fixture
def tls_site(tmp_path: Path) -> Iterator[tuple[Site, Path]]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    with HTTPServer(ssl_context=context) as server:
        yield Site(server), file


def test_certificates_are_checked(tls_site: tuple[Site, Path], tmp_path: Path) -> None:
    """A certificate that the system does not trust is an error; one that it trusts is not."""
    site, authority = tls_site
    arguments = (site.url, "--fetch-only", "--save", SAVED)
    run = wpconv(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert "has no valid certificate" in run.stderr
    assert wpconv(*arguments, cwd=tmp_path, env={"SSL_CERT_FILE": str(authority)}).returncode == 0


def killed_at(site: Site, stop: int, *command: str, cwd: Path) -> None:
    """Run a command, and kill it when the site has received a number of requests."""
    site.log, pids = [], []

    def kill(_request: Request) -> Response | None:
        if len(site.log) == stop and pids:
            os.kill(pids.pop(), signal.SIGKILL)
        return None

    site.faults.insert(0, kill)
    process = started(*command, cwd=cwd)
    pids.append(process.pid)
    process.communicate()
    site.faults.remove(kill)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.slow
def test_a_killed_run_goes_on(site: Site, tmp_path: Path) -> None:
    """A run that is killed at any request leaves a folder with which the next one asks only for the rest."""
    site.records["posts"] = site.records["posts"][:120]
    site.faults = [times(999, Response("<p>", 403), "page=2")]
    site.records["users"].append(author(8))
    command = (site.url, "-o", "site", "--save", SAVED)
    (tmp_path / "whole").mkdir()
    assert wpconv(*command, cwd=tmp_path / "whole").returncode == 0
    number = len(site.log)
    for stop in range(1, number + 1):
        folder = tmp_path / str(stop)
        folder.mkdir()
        killed_at(site, stop, *command, cwd=folder)
        answered = site.log[: stop - 1]
        site.log = []
        assert wpconv(*command, cwd=folder).returncode == 0
        assert contents(folder) == contents(tmp_path / "whole")
        complete = [each for each in answered if "/wp/v2/" in each and "page=2" not in each]
        assert set(complete) & set(site.log) <= {each for each in answered if "types/post" in each}


@pytest.mark.slow
def test_a_run_that_is_killed_among_files_goes_on(site: Site, tmp_path: Path) -> None:
    """A run that is killed at the request of any file asks for no record and no whole file again."""
    with_files(site)
    command = (site.url, "-o", "site", "--save", SAVED)
    (tmp_path / "whole").mkdir()
    assert wpconv(*command, cwd=tmp_path / "whole").returncode == 1
    wanted = asked_files(site)
    number = len(site.log)
    for stop in range(number - len(wanted) + 1, number + 1):
        folder = tmp_path / str(stop)
        folder.mkdir()
        killed_at(site, stop, *command, cwd=folder)
        there = contents(folder / SAVED / "wp-content/uploads")
        missing = json.loads((folder / SAVED / "state.json").read_text())["missing"]
        site.log = []
        assert wpconv(*command, cwd=folder).returncode == 1
        assert contents(folder) == contents(tmp_path / "whole")
        # Not the lists: the server may still answer a request of the run that was killed.
        assert set(asked_files(site)) == set(wanted) - there.keys() - missing.keys()
        assert len(site.log) == len(asked_files(site))
        offline = wpconv(SAVED, "-o", "offline", cwd=folder)
        assert offline.returncode == 1
        assert documents(folder / "offline") == documents(folder / "site")


def test_the_library_fetches_too(site: Site, tmp_path: Path) -> None:
    """`documents` takes the URL of a site, and the folder for its export."""
    folder = tmp_path / "export"
    found = list(package.documents(site.url, save=str(folder), type=["page"]))
    assert [document.path for document in found] == ["pages/page-51.md"]
    assert (folder / "state.json").exists()
