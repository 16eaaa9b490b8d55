"""Runs with --uploads copy what documents use, once, and never lose or overwrite anything."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.process import contents, post, wpconv, written
from wpconv.model import WriteOptions
from wpconv.options import Options, RunOptions
from wpconv.read.uploads import Opener, Upload
from wpconv.run.report import Report
from wpconv.run.run import run

U = "https://example.org/wp-content/uploads/"
BOAT = "2019/03/boat.jpg"
FILES = {
    BOAT: b"boat", "2019/03/boat-300x169.jpg": b"small boat", "2020/05/twin.jpg": b"boat",
    "2020/05/fog.mp3": b"fog", "2021/01/unused.pdf": b"%PDF", "2021/01/debug.log": b"log",
}  # fmt: skip
RECORD = {
    "id": 9, "media_type": "image", "mime_type": "image/jpeg", "source_url": U + BOAT,
    "link": "https://example.org/boat/",
    "media_details": {"width": 1600, "height": 900, "sizes": {"medium": {"file": "boat-300x169.jpg"}}},
    "_links": {"self": [{"href": "https://example.org/wp-json/wp/v2/media/9"}]},
}  # fmt: skip


def image(path: str) -> dict[str, Any]:
    return {"content": {"rendered": f'<p><img src="{U}{path}" alt="x"></p>'}}


def site(folder: Path, *posts: dict[str, Any]) -> Path:
    """Write an export of posts and an attachment, and the uploads beside it; return the export."""
    for name, data in FILES.items():
        file = folder / "uploads" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (1_500_000_000, 1_500_000_000))
    posts = posts or (post(1, **image("2019/03/boat-300x169.jpg")), post(2, **image("2020/05/fog.mp3")))
    return written(folder / "posts.json", *posts, RECORD)


def convert(source: Path, **settings: Any) -> Report:
    """Run with the uploads into the folder `out` beside the source."""
    write = WriteOptions(
        **{key: settings.pop(key) for key in ("target", "media", "bundle") if key in settings}
    )
    settings.setdefault("uploads", (str(source.with_name("uploads")),))
    options = RunOptions(output=str(source.with_name("out")), **settings)
    return run([str(source)], Options(write=write, run=options))


def media(source: Path) -> dict[str, bytes]:
    """Return the copied files by path."""
    files = contents(source.with_name("out"))
    return {path: data for path, data in files.items() if not path.endswith((".md", ".json"))}


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the path of each upload is added when it is read."""
    found: list[str] = []
    chunks = Opener.chunks

    def counted(self: Opener, upload: Upload) -> Iterator[bytes]:
        found.append(upload.path)
        return chunks(self, upload)

    monkeypatch.setattr(Opener, "chunks", counted)
    return found


def test_only_used_files_are_copied(tmp_path: Path) -> None:
    """Each file that a document refers to is copied once, in its largest size."""
    source = site(tmp_path)
    report = convert(source)
    assert media(source) == {"media/2019/03/boat.jpg": b"boat", "media/2020/05/fog.mp3": b"fog"}
    assert report.totals.files == {"written": 2}
    assert "../media/2019/03/boat.jpg" in (tmp_path / "out/posts/post-1.md").read_text()


def test_an_unchanged_run_reads_no_file(tmp_path: Path, reads: list[str]) -> None:
    """A second run copies nothing, and reads no upload whose copy has its size and time."""
    source = site(tmp_path)
    convert(source)
    del reads[:]
    for settings in ({}, {"cache": False}):
        report = convert(source, **settings)
        assert report.totals.files == {"unchanged": 2}
        # Only files that may be twins are compared; what was copied is known from the manifest.
        assert set(reads) <= ({"2020/05/twin.jpg", "2021/01/unused.pdf"} if settings else set())


def test_a_changed_upload_is_copied_again(tmp_path: Path) -> None:
    """New bytes of a file are copied, though no document has changed."""
    source = site(tmp_path)
    convert(source)
    (tmp_path / "uploads" / BOAT).write_bytes(b"oars")
    assert convert(source).totals.files == {"updated": 1, "unchanged": 1}
    assert media(source)["media/2019/03/boat.jpg"] == b"oars"


def test_a_missing_file_is_a_loss_until_it_is_there(tmp_path: Path) -> None:
    """The document is written again when the uploads have the file."""
    source = site(tmp_path, post(1, **image("2018/gone.jpg")))
    report = convert(source)
    assert (report.totals.files, report.totals.notices["media-missing"]) == ({"missing": 1}, 1)
    assert "(/wp-content/uploads/2018/gone.jpg)" in (tmp_path / "out/posts/post-1.md").read_text()
    (tmp_path / "uploads/2018").mkdir()
    (tmp_path / "uploads/2018/gone.jpg").write_bytes(b"here")
    report = convert(source)
    assert (report.totals.files, report.totals.actions) == ({"written": 1}, {"updated": 1})


def test_check_and_dry_run_copy_nothing(tmp_path: Path) -> None:
    """--check exits with 1 until all files are copied; --dry-run prints them."""
    source = site(tmp_path)
    arguments = (source, "-o", tmp_path / "out", "--uploads", tmp_path / "uploads")
    done = wpconv(*arguments, "--dry-run")
    assert "would write media/2019/03/boat.jpg" in done.stdout
    assert not (tmp_path / "out").exists()
    assert wpconv(*arguments).returncode == 0
    assert wpconv(*arguments, "--check").returncode == 0
    (tmp_path / "out/media" / BOAT).unlink()
    assert wpconv(*arguments, "--check").returncode == 1
    assert not (tmp_path / "out/media" / BOAT).exists()


def test_a_file_that_was_edited_is_kept(tmp_path: Path) -> None:
    """A picture that a user made smaller stays, and the run fails for it until --overwrite is given."""
    source = site(tmp_path)
    convert(source)
    copy = tmp_path / "out/media" / BOAT
    copy.write_bytes(b"x")
    report = convert(source)
    assert [failure["path"] for failure in report.failures] == [f"media/{BOAT}"]
    assert copy.read_bytes() == b"x"
    assert not convert(source, overwrite=True).failures
    assert copy.read_bytes() == b"boat"


def test_prune_removes_files_of_no_document(tmp_path: Path) -> None:
    """A file goes with the last document that refers to it; other runs keep all copies."""
    source = site(tmp_path)
    convert(source)
    site(tmp_path, post(1, **image(BOAT)))
    convert(source, uploads=(), prune=True)
    assert len(media(source)) == 2
    report = convert(source, prune=True)
    assert report.removed == ["media/2020/05/fog.mp3"]
    assert list(media(source)) == ["media/2019/03/boat.jpg"]


def test_prune_keeps_files_of_unselected_posts(tmp_path: Path) -> None:
    """A selection does not make the files of other documents useless."""
    source = site(tmp_path)
    convert(source)
    arguments = (source, "-o", tmp_path / "out", "--uploads", tmp_path / "uploads", "--prune", "--id", "1")
    assert wpconv(*arguments).returncode == 0
    assert len(media(source)) == 2


def test_prune_refuses_to_remove_many_files(tmp_path: Path) -> None:
    """If more than ten files and a third of all would go, nothing is removed without --prune-all."""
    names = [f"2020/01/{number}.jpg" for number in range(12)]
    for name in names:
        (tmp_path / "uploads" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "uploads" / name).write_bytes(name.encode())
    source = site(tmp_path, *(post(number, **image(name)) for number, name in enumerate(names, 1)))
    convert(source)
    site(tmp_path, *(post(number) for number in range(1, 13)))
    report = convert(source, prune=True)
    assert "12 of 12 copied files would be removed" in report.failures[0]["cause"]
    assert len(media(source)) == 12
    assert len(convert(source, prune=True, prune_all=True).removed) == 12
    assert media(source) == {}


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_uploads_give_the_same_bytes(tmp_path: Path, jobs: int) -> None:
    """A folder, a zip and a tar archive of the uploads give the same output, with any number of workers."""
    source = site(tmp_path)
    shutil.make_archive(str(tmp_path / "a"), "zip", tmp_path, "uploads")
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "uploads", "backup/wp-content/uploads")
    found = []
    for name in ("uploads", "a.zip", "a.tar.gz"):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        convert(source, uploads=(str(tmp_path / name),), jobs=jobs)
        found.append(contents(tmp_path / "out"))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 5


def test_bundles_have_their_own_files(tmp_path: Path) -> None:
    """A file that one document alone uses is beside it; a shared one is in the folder for media."""
    both = {"content": {"rendered": f'<img src="{U}{BOAT}"><img src="{U}2021/01/unused.pdf">'}}
    source = site(tmp_path, post(1, **both), post(2, **image("2019/03/boat-300x169.jpg")))
    arguments = ("-o", tmp_path / "out", "--target", "hugo", "--bundle", "--uploads", tmp_path / "uploads")
    assert wpconv(source, *arguments).returncode == 0
    assert set(media(source)) == {
        "content/posts/post-1/unused.pdf", "static/wp-content/uploads/2019/03/boat.jpg",
    }  # fmt: skip
    text = (tmp_path / "out/content/posts/post-1/index.md").read_text()
    assert "![](/wp-content/uploads/2019/03/boat.jpg)![](unused.pdf)" in text


def test_the_whole_library(tmp_path: Path) -> None:
    """--media library copies what no post refers to, but no logs, and no twin twice."""
    source = site(tmp_path)
    convert(source, media="library")
    assert set(media(source)) == {f"media/{name}" for name in FILES} - {
        "media/2021/01/debug.log", "media/2020/05/twin.jpg",
    }  # fmt: skip


def test_private_folders_stay_private(tmp_path: Path) -> None:
    """A folder that the old server shows to nobody is no part of the library, in an archive as well."""
    source = site(tmp_path)
    rules = {"woocommerce_uploads": "Deny from all", "forms": "  require all denied", "fine": "x"}
    for name, rule in rules.items():
        folder = tmp_path / "uploads" / name
        folder.mkdir()
        (folder / ".htaccess").write_text(f"# rules\n{rule}\n")
        (folder / "2024").mkdir()
        (folder / "2024/book.pdf").write_bytes(name.encode())
    shutil.make_archive(str(tmp_path / "a"), "zip", tmp_path / "uploads")
    for uploads in ("uploads", "a.zip"):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        convert(source, media="library", uploads=(str(tmp_path / uploads),))
        assert [path for path in media(source) if "book" in path] == ["media/fine/2024/book.pdf"]


def test_uploads_that_are_in_the_site_already(tmp_path: Path) -> None:
    """Files that are where the site needs them are the user's: they are neither copied nor ever removed."""
    source = site(tmp_path)
    shutil.copytree(tmp_path / "uploads", tmp_path / "out/wp-content/uploads")
    settings = {"target": "jekyll", "uploads": (str(tmp_path / "out"),)}
    report = convert(source, **settings)
    assert (report.failures, report.totals.files) == ([], {"unchanged": 2})
    site(tmp_path, post(1))
    convert(source, prune=True, prune_all=True, **settings)
    assert len(media(source)) == len(FILES)


def test_no_media(tmp_path: Path) -> None:
    """With --media none, nothing is copied, and URLs stay."""
    source = site(tmp_path)
    report = convert(source, media="none")
    assert (media(source), report.totals.files) == ({}, {})
    assert f"({U}2020/05/fog.mp3)" in (tmp_path / "out/posts/post-2.md").read_text()


def test_error_pages_are_not_copied(tmp_path: Path) -> None:
    """A web page that was saved under the name of a picture is a loss."""
    source = site(tmp_path)
    (tmp_path / "uploads" / BOAT).write_bytes(b"<!DOCTYPE html><title>404</title>")
    report = convert(source)
    assert report.totals.notices["media-not-media"] == 1
    assert "media/2019/03/boat.jpg" not in media(source)


def test_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a host may refuse is a warning; one beyond --max-size is not copied, which is a loss."""
    source = site(tmp_path)
    monkeypatch.setattr("wpconv.run.output.media.LARGE", 3)
    assert convert(source).totals.severities == {"warning": 1}
    done = wpconv(source, "-o", tmp_path / "b", "--uploads", tmp_path / "uploads", "--max-size", "3")
    assert (done.returncode, "raise the bound with --max-size" in done.stderr) == (1, True)


def test_fields_and_redirects(tmp_path: Path) -> None:
    """The image of the front matter and fields of users have new URLs; moved files have redirects."""
    fields = {
        "featured_media": 9,
        "acf": {"cover": U + "2020/05/twin.jpg", "name": "/about/", "more": [U + "x y"]},
    }
    source = site(tmp_path, post(1, **fields, **image("2019/03/boat-300x169.jpg")))
    done = wpconv(
        source, "-o", tmp_path / "out", "--target", "hugo", "--uploads", tmp_path / "uploads",
        "--field", "cover=acf.cover", "--field", "about=acf.name", "--field", "more=acf.more",
        "--redirects", "moved.json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "out/content/posts/post-1.md").read_text()
    assert 'images: ["/wp-content/uploads/2019/03/boat.jpg"]' in text
    assert 'cover: "/wp-content/uploads/2019/03/boat.jpg"' in text
    assert 'about: "/about/"' in text
    assert f'more: ["{U}x y"]' in text
    moved = json.loads((tmp_path / "out/moved.json").read_text())
    assert moved["/wp-content/uploads/2019/03/boat-300x169.jpg"] == "/wp-content/uploads/2019/03/boat.jpg"
    assert moved["/wp-content/uploads/2020/05/twin.jpg"] == "/wp-content/uploads/2019/03/boat.jpg"


def test_pages_of_attachments_are_redirected(tmp_path: Path) -> None:
    """The page of an attachment leads to its copied file; that of a file that is not copied leads nowhere."""
    unused = {**RECORD, "id": 10, "link": "https://example.org/fog/", "source_url": U + "2020/05/fog.mp3"}
    source = site(tmp_path, post(1, **image("2019/03/boat-300x169.jpg")))
    pages = written(tmp_path / "media.json", {**RECORD, "link": "https://example.org/boat/"}, unused)
    uploads = ("--uploads", tmp_path / "uploads")
    done = wpconv(
        source, pages, "-o", tmp_path / "out", "--target", "hugo", *uploads, "--redirects", "m.json"
    )
    assert done.returncode == 0, done.stderr
    moved = json.loads((tmp_path / "out/m.json").read_text())
    assert moved["/boat/"] == "/wp-content/uploads/2019/03/boat.jpg"
    assert "/fog/" not in moved


@pytest.mark.parametrize("host", ["http://127.0.0.1:8080", "http://localhost:8080", "https://a.example:8443"])
def test_a_site_with_a_port_and_without_attachments(tmp_path: Path, host: str) -> None:
    """A file of the site itself is copied though no attachment names the host, whatever its port is."""
    html = f'<img src="{host}/wp-content/uploads/2019/03/boat.jpg">'
    site(tmp_path)
    source = written(tmp_path / "one.json", post(1, link=f"{host}/one/", content={"rendered": html}))
    assert convert(source).totals.files == {"written": 1}


def test_files_of_other_sites_are_named_once(tmp_path: Path) -> None:
    """One notice for each host has the number of its files."""
    body = {"content": {"rendered": '<img src="https://a.example/1.jpg"><img src="https://a.example/2.jpg">'}}
    report = convert(site(tmp_path, post(1, **body), post(2, **body)))
    (notice,) = report.repairs
    assert (notice["code"], notice["detail"].startswith("a.example: posts show 2 files")) == (
        "media-external", True,
    )  # fmt: skip


def test_the_summary_names_what_stays(tmp_path: Path) -> None:
    """Without --uploads one line says how many files are still on which host."""
    done = wpconv(site(tmp_path), "-o", tmp_path / "out")
    assert "2 files are still on example.org: --uploads PATH copies them" in done.stderr


@pytest.mark.parametrize(
    ("target", "folder", "advice"),
    [
        ("hugo", "assets/img", "choose a folder below static/"),
        ("neutral", "../other", "write it like media"),
        ("neutral", "/etc", "write it like media"),
        ("neutral", "c:/x", "write it like media"),
    ],
)
def test_folders_that_cannot_be(tmp_path: Path, target: str, folder: str, advice: str) -> None:
    """A folder outside of the output folder, or one that the generator does not publish, is refused."""
    arguments = ("-o", tmp_path / "out", "--target", target, "--media-dir", folder)
    done = wpconv(site(tmp_path), *arguments, "--uploads", tmp_path / "uploads")
    assert (done.returncode, advice in done.stderr) == (2, True)
    assert not (tmp_path / "out").exists()


def test_runs_without_uploads_import_nothing_for_them(tmp_path: Path) -> None:
    """The code for media is imported by runs with --uploads alone."""
    code = (
        "import sys; from wpconv.__main__ import main; sys.argv[1:] = sys.argv[2:]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "parts = ('document.media', 'output.media_files', 'read.uploads', 'run.output.media')\n"
        "print([name for name in sys.modules if any(name.startswith(f'wpconv.{part}') for part in parts)])"
    )
    arguments = [site(tmp_path), "-o", tmp_path / "out"]
    command = [sys.executable, "-c", code, "wpconv", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", done.stdout


def test_uploads_that_cannot_be_read(tmp_path: Path) -> None:
    """The option is named, and documents are written nevertheless."""
    source = site(tmp_path)
    report = convert(source, uploads=(str(tmp_path / "nothing"),))
    assert "--uploads" in report.failures[0]["cause"]
    assert report.totals.actions == {"written": 2}
    done = wpconv(source, "--uploads", tmp_path / "uploads")
    assert (done.returncode, "--uploads needs an output folder" in done.stderr) == (2, True)
