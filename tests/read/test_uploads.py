"""The files of the uploads are found in folders and archives of every shape, and read in parts."""

from __future__ import annotations

import io
import os
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from wpconv.errors import ReadError
from wpconv.model import ReadOptions
from wpconv.read import uploads
from wpconv.read.uploads import Opener, Upload, find

FILES = {"2019/03/boat.jpg": b"boat" * 1000, "2020/05/桜.png": b"cherry", "elementor/thumbs/x.jpg": b""}
MTIME = 1_500_000_000


def folder(root: Path, prefix: str = "") -> Path:
    for name, data in FILES.items():
        file = root / prefix / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (MTIME, MTIME))
    return root


def as_zip(path: Path, source: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(source.rglob("*")):
            archive.write(file, file.relative_to(source))
    return path


def as_tar(mode: str) -> Callable[[Path, Path], Path]:
    def write(path: Path, source: Path) -> Path:
        with tarfile.open(path, mode) as archive:
            archive.add(source, ".")
        return path

    return write


def found(*names: object) -> tuple[dict[str, Upload], list[str]]:
    """Return the files by path, and the causes of failures."""
    results = list(find([str(name) for name in names], ReadOptions()))
    causes = [each.cause for each in results if isinstance(each, ReadError)]
    return {each.path: each for each in results if isinstance(each, Upload)}, causes


def content(upload: Upload) -> bytes:
    with closing(Opener()) as opener:
        return b"".join(opener.chunks(upload))


@pytest.mark.parametrize(
    "prefix", ["", "uploads", "wp-content/uploads", "backup/public_html/wp-content/uploads", "my-backup"]
)
def test_the_uploads_are_found_in_a_folder(tmp_path: Path, prefix: str) -> None:
    """Any folder that contains the uploads may be named; files of themes and plugins are left out."""
    root = folder(tmp_path, prefix)
    names = set(FILES)
    if prefix.endswith("wp-content/uploads"):
        (root / prefix).parent.joinpath("themes").mkdir()
        (root / prefix).parent.joinpath("themes/logo.png").write_bytes(b"x")
    if prefix == "my-backup":
        names = {name for name in FILES if name[0] == "2"}
    files, causes = found(root)
    assert causes == []
    assert set(files) == names
    assert all(content(files[name]) == FILES[name] for name in names)
    assert {each.mtime for each in files.values()} == {MTIME}


ARCHIVES = {
    "a.zip": as_zip, "a.tar": as_tar("w"), "a.tar.gz": as_tar("w:gz"), "a.tar.bz2": as_tar("w:bz2"),
    "a.tar.xz": as_tar("w:xz"),
}  # fmt: skip


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.parametrize("prefix", ["", "site/wp-content/uploads"])
def test_the_uploads_are_found_in_an_archive(tmp_path: Path, name: str, prefix: str) -> None:
    """Zips and tar archives hold the same files as the folder that they were made of, in any order."""
    archive = ARCHIVES[name](tmp_path / name, folder(tmp_path / "source", prefix))
    files, causes = found(archive)
    assert causes == []
    assert {path: each.size for path, each in files.items()} == {path: len(x) for path, x in FILES.items()}
    with closing(Opener()) as opener:
        for path in sorted(FILES, reverse=True):
            assert b"".join(opener.chunks(files[path])) == FILES[path]


def test_a_folder_of_this_name_within_the_uploads(tmp_path: Path) -> None:
    """Where the folders of the months are, the uploads begin, whatever else is in them."""
    root = folder(tmp_path)
    (root / "backup/wp-content/uploads").mkdir(parents=True)
    (root / "backup/wp-content/uploads/old.jpg").write_bytes(b"x")
    assert set(found(root)[0]) == {*FILES, "backup/wp-content/uploads/old.jpg"}


def test_several_uploads(tmp_path: Path) -> None:
    """The first of several places that has a file counts."""
    one, two = tmp_path / "one", folder(tmp_path / "two")
    (one / "2019/03").mkdir(parents=True)
    (one / "2019/03/boat.jpg").write_bytes(b"first")
    files, causes = found(one, as_zip(tmp_path / "two.zip", two))
    assert causes == []
    assert content(files["2019/03/boat.jpg"]) == b"first"
    assert set(files) == set(FILES)


def test_sites_of_a_network(tmp_path: Path) -> None:
    """The older folder of a network's sites is read as the newer one."""
    file = tmp_path / "wp-content/blogs.dir/2/files/2010/01/a.jpg"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    assert set(found(tmp_path)[0]) == {"sites/2/2010/01/a.jpg"}


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    """A link to a file outside of the uploads is not read; one to a file inside is."""
    root = folder(tmp_path / "uploads")
    (tmp_path / "secret.txt").write_text("x")
    (root / "2019/03/secret.jpg").symlink_to(tmp_path / "secret.txt")
    (root / "2019/03/same.jpg").symlink_to("boat.jpg")
    (root / "out").symlink_to(tmp_path)
    (root / "broken.jpg").symlink_to("nowhere")
    os.mkfifo(root / "pipe.jpg")
    assert set(found(root)[0]) == {*FILES, "2019/03/same.jpg"}


def test_names_are_normalised(tmp_path: Path) -> None:
    """Names are in NFC, as the paths of URLs are, whichever form macOS wrote."""
    (tmp_path / unicodedata.normalize("NFD", "café.jpg")).write_bytes(b"x")
    assert set(found(tmp_path)[0]) == {"café.jpg"}


def test_names_that_lead_upwards(tmp_path: Path) -> None:
    """A member of an archive outside of it is left out, and a link in it is no file."""
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name in ("../evil.jpg", "2019/../../evil.jpg", "2019/03/good.jpg"):
            info = tarfile.TarInfo(name)
            info.size = 1
            archive.addfile(info, io.BytesIO(b"x"))
        link = tarfile.TarInfo("2019/03/link.jpg")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert set(found(tmp_path / "a.tar")[0]) == {"2019/03/good.jpg"}


def test_failures_name_the_option_and_the_cause(tmp_path: Path) -> None:
    """What cannot be read is a failure, and the other places are still read."""
    (tmp_path / "a.txt").write_text("no archive")
    as_zip(tmp_path / "cut.zip", folder(tmp_path / "x"))
    (tmp_path / "cut.zip").write_bytes((tmp_path / "cut.zip").read_bytes()[:50])
    files, causes = found(tmp_path / "nothing", tmp_path / "a.txt", tmp_path / "cut.zip", tmp_path / "x")
    assert set(files) == set(FILES)
    assert [cause.partition(": ")[2] for cause in causes] == [
        "does not exist",
        "is neither a folder, a zip nor a tar archive",
        "is neither a folder, a zip nor a tar archive",
    ]
    assert all(cause.startswith("--uploads ") for cause in causes)


def test_a_zip_without_dates(tmp_path: Path) -> None:
    """A file whose date is empty in the zip (all bits are 0) is found."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("2019/03/boat.jpg", (1980, 0, 0, 0, 0, 0)), b"boat")
    files, causes = found(tmp_path / "a.zip")
    assert causes == []
    assert content(files["2019/03/boat.jpg"]) == b"boat"
    assert files["2019/03/boat.jpg"].mtime >= 0


def test_an_archive_may_not_hold_too_many_files(tmp_path: Path) -> None:
    """--max-members bounds the uploads too."""
    archive = as_zip(tmp_path / "a.zip", folder(tmp_path / "x"))
    (*_, failure) = find([str(archive)], ReadOptions(max_members=2))
    assert isinstance(failure, ReadError)
    assert "more than 2 files" in failure.cause
    assert "--max-members" in failure.advice


def test_damage_is_a_failure_of_one_file(tmp_path: Path) -> None:
    """A wrong checksum, a cut archive and a file that has gone are reported with the file's name."""
    source = folder(tmp_path / "x")
    cases = {}
    damaged = as_zip(tmp_path / "a.zip", source)
    cases["is damaged"] = found(damaged)[0]["2019/03/boat.jpg"]
    data = bytearray(damaged.read_bytes())
    data[data.index(b"2019/03/boat.jpg") + 20] ^= 0xFF
    damaged.write_bytes(data)
    cut = as_tar("w")(tmp_path / "a.tar", source)
    cases["is cut off"] = found(cut)[0]["2019/03/boat.jpg"]
    cut.write_bytes(cut.read_bytes()[: (cases["is cut off"].offset or 0) + 10])
    cases["cannot be read"] = found(source)[0]["2019/03/boat.jpg"]
    (source / "2019/03/boat.jpg").unlink()
    for cause, upload in cases.items():
        with pytest.raises(ReadError, match=f"2019/03/boat.jpg: {cause}"):
            content(upload)


def test_large_files_are_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No part is larger than a chunk."""
    monkeypatch.setattr(uploads, "CHUNK", 100)
    upload = found(folder(tmp_path))[0]["2019/03/boat.jpg"]
    with closing(Opener()) as opener:
        sizes = {len(part) for part in opener.chunks(upload)}
    assert sizes == {100}
