"""Files, folders, archives and standard input become named byte streams."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tarfile
import threading
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from wpconv.errors import ReadError
from wpconv.model import ReadOptions
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.sources.content import SPOOLED
from wpconv.read.sources.sources import Source, find, opened

OPTIONS = ReadOptions()
DATA = b'[{"id": 1}]'
ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="pipes, devices, names of any bytes")


@pytest.fixture
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


def read(source: Source, options: ReadOptions = OPTIONS) -> tuple[bytes, tuple[Notice, ...]]:
    with opened(source, options) as content:
        return content.file.read(), (*source.notices, *content.damage)


def read_bytes(source: Source, options: ReadOptions = OPTIONS) -> bytes:
    return read(source, options)[0]


def names(found: list[Source | ReadError]) -> list[str]:
    return [each.cause if isinstance(each, ReadError) else each.name for each in found]


def tar(path: Path, members: dict[str, bytes], mode: str) -> None:
    with tarfile.open(path, mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def test_a_folder_gives_its_json_files_in_order(tmp_path: Path, scratch: Path) -> None:
    """A folder is searched recursively, by code points; hidden files and other kinds are skipped."""
    for name in (
        "b.json",
        "B.json",
        "a/x.ndjson",
        "a/y.jsonl.gz",
        "z.html",
        ".wpconv.json",
        ".git/c.json",
        "q.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(DATA if name != "q.txt" else b"Quite another thing [1]")
    (tmp_path / "r.txt").write_bytes(b"\xef\xbb\xbf\n " + DATA)
    found = names(list(find([str(tmp_path)], OPTIONS, scratch=scratch)))
    expected = ["B.json", "b.json", "r.txt", "a/x.ndjson"]
    assert [name.removeprefix(f"{tmp_path.as_posix()}/") for name in found[:4]] == expected
    assert len(found) == 5


def test_a_named_file_is_read_whatever_its_extension(tmp_path: Path, scratch: Path) -> None:
    """An extension decides nothing about a file that is named."""
    path = tmp_path / "export.dat"
    path.write_bytes(DATA)
    (source,) = find([str(path)], OPTIONS, scratch=scratch)
    assert isinstance(source, Source)
    assert read_bytes(source, OPTIONS) == DATA


def test_a_file_is_read_once(tmp_path: Path, scratch: Path) -> None:
    """A file that is named twice, or named and in a named folder, is one source."""
    path = tmp_path / "a.json"
    path.write_bytes(DATA)
    assert len(list(find([str(path), str(tmp_path), str(path)], OPTIONS, scratch=scratch))) == 1
    tar(tmp_path / "a.tar", {"a.json": DATA, "b.json": DATA}, "w:")
    twice = [str(tmp_path / "a.tar"), str(tmp_path / "a.tar")]
    assert len(list(find(twice, OPTIONS, scratch=scratch))) == 2


@pytest.mark.parametrize("mode", ["w:", "w:gz"])
def test_tar_members_are_sources(tmp_path: Path, scratch: Path, mode: str) -> None:
    """The JSON files of a tar archive, compressed or not, are read in the order of their names."""
    path = tmp_path / "site.tar"
    tar(path, {"b.json": DATA, "a.json.gz": gzip.compress(DATA), "c.html": b"<p>"}, mode)
    found = list(find([str(path)], OPTIONS, scratch=scratch))
    assert [name.rpartition("!")[2] for name in names(found)] == ["a.json.gz", "b.json"]
    assert [read_bytes(each, OPTIONS) for each in found if isinstance(each, Source)] == [DATA, DATA]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zip_members_are_sources(tmp_path: Path, scratch: Path, method: int) -> None:
    """The JSON files of a zip archive are read; a path with `..` is only a name."""
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("posts.json", DATA * 1000)
        archive.writestr("../../up.json", DATA)
        archive.mkdir("folder.json")
    found = list(find([str(path)], OPTIONS, scratch=scratch))
    assert [name.rpartition("!")[2] for name in names(found)] == ["../../up.json", "posts.json"]
    assert [read_bytes(each, OPTIONS) for each in found if isinstance(each, Source)] == [DATA, DATA * 1000]


def test_a_damaged_member_is_read_with_a_loss(tmp_path: Path, scratch: Path) -> None:
    """A member whose checksum does not match is read, and the loss is named."""
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("posts.json", DATA)
    path.write_bytes(path.read_bytes().replace(DATA, DATA.replace(b"1", b"2"), 1))
    (source,) = find([str(path)], OPTIONS, scratch=scratch)
    assert isinstance(source, Source)
    data, notices = read(source, OPTIONS)
    assert data == DATA.replace(b"1", b"2")
    assert [(each.code, each.severity) for each in notices] == [
        (NoticeCode.DAMAGED_COMPRESSION, Severity.LOSS)
    ]


@pytest.mark.parametrize("packed", [b"PK\x03\x04 and no more", b"x" * 257 + b"ustar" + b"x" * 500])
def test_a_damaged_archive_is_a_failure(tmp_path: Path, scratch: Path, packed: bytes) -> None:
    """A file that begins like an archive and is not one is an error, and other files are read."""
    (tmp_path / "bad.zip").write_bytes(packed)
    (tmp_path / "good.json").write_bytes(DATA)
    failure, source = find([str(tmp_path)], OPTIONS, scratch=scratch)
    assert isinstance(failure, ReadError)
    assert isinstance(source, Source)


def test_bombs_are_bounded(tmp_path: Path, scratch: Path) -> None:
    """Data that decompresses to more than allowed, and too many members, are errors naming the option."""
    options = ReadOptions(max_bytes=1000, max_members=3)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b" " * 100_000))
    tar(tmp_path / "b.tar", {f"{number}.json": DATA for number in range(4)}, "w:")
    tar(tmp_path / "c.tgz", {"big.json": b" " * 5000}, "w:gz")
    with zipfile.ZipFile(tmp_path / "d.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.json", b" " * 100_000)
    failures = []
    for found in find([str(tmp_path)], options, scratch=scratch):
        try:
            failures.append(found if isinstance(found, ReadError) else read_bytes(found, options))
        except ReadError as error:
            failures.append(error)
    advice = [each.advice for each in failures if isinstance(each, ReadError)]
    assert [text.rpartition(" ")[2] for text in advice] == [
        "--max-size",
        "--max-members",
        "--max-size",
        "--max-size",
    ]


def test_gzip_is_recognised_by_content(tmp_path: Path, scratch: Path) -> None:
    """Gzip is decompressed whatever the name, also two layers, and several streams in one file."""
    path = tmp_path / "posts.json"
    path.write_bytes(gzip.compress(gzip.compress(DATA[:4]) + gzip.compress(DATA[4:])))
    (source,) = find([str(path)], OPTIONS, scratch=scratch)
    assert isinstance(source, Source)
    assert read_bytes(source, OPTIONS) == DATA


def test_a_cut_gzip_stream_gives_what_is_there(tmp_path: Path, scratch: Path) -> None:
    """Of a gzip stream that is cut, the part before the cut is read."""
    path = tmp_path / "posts.json.gz"
    data = os.urandom(3000).hex().encode()
    path.write_bytes(gzip.compress(data)[:-1000])
    (source,) = find([str(path)], OPTIONS, scratch=scratch)
    assert isinstance(source, Source)
    read = read_bytes(source, OPTIONS)
    assert read
    assert data.startswith(read)


@ONLY_LINUX
def test_a_pipe_is_read_once(tmp_path: Path, scratch: Path) -> None:
    """The pipe of `<(curl …)` in a shell is copied, so that it can be read twice."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(DATA,))
    writer.start()
    (source,) = find([str(path)], OPTIONS, scratch=scratch)
    writer.join()
    assert isinstance(source, Source)
    assert source.name == str(path)
    assert [read_bytes(source, OPTIONS), read_bytes(source, OPTIONS)] == [DATA, DATA]


@ONLY_LINUX
def test_a_folder_gives_regular_files_only(tmp_path: Path, scratch: Path) -> None:
    """A pipe in a folder is ignored, a device is an error, and a name may be any bytes."""
    os.mkfifo(tmp_path / "pipe.json")
    name = os.fsdecode(b"a\xff.json")
    (tmp_path / name).write_bytes(DATA)
    (source,) = find([str(tmp_path)], OPTIONS, scratch=scratch)
    assert isinstance(source, Source)
    assert source.name.endswith("/a\\udcff.json")
    assert read_bytes(source, OPTIONS) == DATA
    (failure,) = find(["/dev/zero"], OPTIONS, scratch=scratch)
    assert isinstance(failure, ReadError)


def test_standard_input_is_a_source(tmp_path: Path, scratch: Path) -> None:
    """`-` is read from the file that standard input was copied to."""
    path = tmp_path / "spool"
    path.write_bytes(DATA)
    (source,) = find(["-"], OPTIONS, scratch=scratch, stdin=path)
    assert isinstance(source, Source)
    assert (source.name, read_bytes(source, OPTIONS)) == ("-", DATA)


@pytest.mark.parametrize(
    ("argument", "part"),
    [("ftp://tide.example/blog/", "is an address"), ("nowhere.json", "nowhere.json: cannot be read")],
)
def test_what_is_no_file_is_a_failure(argument: str, part: str, scratch: Path) -> None:
    """A URL and a missing file are errors that name it."""
    (failure,) = find([argument], OPTIONS, scratch=scratch)
    assert isinstance(failure, ReadError)
    assert part in failure.cause


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("tide.example", "for a live site write https://tide.example"),
        ("www.tide.example/blog/", "for a live site write https://www.tide.example/blog"),
        ("localhost:8080", "for a live site write https://localhost:8080"),
        ("ftp://tide.example/x", "give https://tide.example/"),
        ("ftp://me:secret@tide.example/", "give https://tide.example/"),
        ("ftp://'$(id)'/", ""),
    ],
)
def test_the_advice_for_the_name_of_a_site(
    name: str, advice: str, tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host without `https://` is a path; where there is none, the advice is its URL, without a password."""
    monkeypatch.chdir(tmp_path)
    (failure,) = find([name], OPTIONS, scratch=scratch)
    assert isinstance(failure, ReadError)
    assert failure.advice == advice
    assert "secret" not in failure.cause


@pytest.mark.parametrize("name", ["posts.json", "example.org.zip", "my.export.xml"])
def test_a_missing_file_is_no_site(name: str, scratch: Path) -> None:
    """The name of a file that is not there is not taken for a host."""
    (failure,) = find([name], OPTIONS, scratch=scratch)
    assert isinstance(failure, ReadError)
    assert "https" not in failure.advice


@pytest.mark.parametrize("name", ["large.json.gz", "deflated.zip", "stored.zip", "both.zip", "plain.tar"])
def test_large_compressed_sources_are_not_held_in_memory(tmp_path: Path, scratch: Path, name: str) -> None:
    """What a source decompresses to is on disk while it is read, and is whole."""
    data = b"[" + b'{"id": 1},' * 2_000_000 + DATA[1:]
    path = tmp_path / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(data, 1))
    elif name.endswith(".tar"):
        tar(path, {"a.json": data}, "w")
    else:
        method = zipfile.ZIP_STORED if name.startswith("stored") else zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr(*(("a.json.gz", gzip.compress(data, 1)) if "both" in name else ("a.json", data)))
    (source,) = find([str(path)], OPTIONS, scratch=scratch)
    assert isinstance(source, Source)
    size = len(data)
    del data
    tracemalloc.start()
    with opened(source, OPTIONS) as opened_content:
        read_size = sum(len(chunk) for chunk in iter(lambda: opened_content.file.read(1 << 16), b""))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (read_size, opened_content.damage) == (size, ())
    assert peak < 3 * SPOOLED < size
