"""Cut and damaged archives: each post before the damage is read, and what may be lost is reported."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wpconv.errors import ReadError
from wpconv.model import Post, ReadOptions
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read import reader
from wpconv.read.sources.sources import find

OPTIONS = ReadOptions()
COUNT = 100
STEP = 12
"""Tar blocks between two cuts; 1 takes a minute."""
PADDING = "".join(random.Random(7).choices("abcdefgh ", k=900))
IDS = list(range(1, COUNT + 1))


def record(number: int) -> bytes:
    title, content = {"rendered": f"Tide {number}"}, {"rendered": f"<p>{PADDING[number:]}</p>"}
    return json.dumps({"id": number, "type": "post", "title": title, "content": content}).encode()


def tar(numbers: list[int], prefix: str = "") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:", format=tarfile.PAX_FORMAT) as archive:
        for number in numbers:
            data = record(number)
            info = tarfile.TarInfo(f"{prefix}{number:03}.json")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def zipped(numbers: list[int], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for number in numbers:
            archive.writestr(f"{number:03}.json", record(number))
    return stream.getvalue()


def lines(numbers: list[int]) -> bytes:
    return b"".join(record(number) + b"\n" for number in numbers)


class Outcome:
    """The posts that were read from a file, and whether a loss was reported."""

    def __init__(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        scratch = path.parent / "scratch"
        scratch.mkdir(exist_ok=True)
        self.items = list(self._items(path, scratch))
        posts = [item for item in self.items if isinstance(item, Post)]
        self.whole = sorted(item.id or 0 for item in posts if not item.incomplete)
        notices = [item for item in self.items if isinstance(item, Notice)]
        notices += [notice for item in posts for notice in item.notices]
        self.codes = {notice.code for notice in notices}
        self.is_loss = any(isinstance(item, ReadError) for item in self.items) or any(
            notice.severity is Severity.LOSS for notice in notices
        )

    def _items(self, path: Path, scratch: Path) -> Iterator[reader.Item]:
        for source in find([str(path)], OPTIONS, scratch=scratch):
            if isinstance(source, ReadError):
                yield source
            else:
                yield from reader.read_source(source, OPTIONS)


FORMATS = {
    "posts.tar": tar(IDS),
    "posts.tar.gz": gzip.compress(tar(IDS)),
    "posts.zip": zipped(IDS),
    "stored.zip": zipped(IDS, zipfile.ZIP_STORED),
    "posts.ndjson": lines(IDS),
    "posts.ndjson.gz": gzip.compress(lines(IDS)),
}


def before(name: str, data: bytes, cut: int) -> int:
    """Return how many posts have all their bytes before a cut, by readers of the standard library."""
    if name.endswith("zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            ends = [
                info.header_offset + 30 + len(info.filename) + info.compress_size
                for info in archive.infolist()
            ]
        return sum(end <= cut for end in ends)
    plain = zlib.decompressobj(31).decompress(data[:cut]) if name.endswith("gz") else data[:cut]
    if "tar" not in name:
        return plain.count(b"\n")
    with tarfile.open(fileobj=io.BytesIO(tar(IDS))) as archive:
        return sum(info.offset_data + info.size <= len(plain) for info in archive)


@pytest.mark.parametrize("name", FORMATS)
def test_cuts(name: str, tmp_path: Path) -> None:
    """A cut file gives every post before the cut, and all posts or a loss."""
    data = FORMATS[name]
    chance = random.Random(name)
    cuts = [*range(0, len(data), 512 * STEP), *chance.sample(range(len(data)), 10), len(data) - 1]
    for cut in cuts:
        outcome = Outcome(tmp_path / name, data[:cut])
        assert set(IDS[: before(name, data, cut)]) <= set(outcome.whole), cut
        at_line_end = name == "posts.ndjson" and data[:cut].rstrip().endswith(b"}}")  # a whole file, too
        assert outcome.is_loss or outcome.whole == IDS or at_line_end, cut


@pytest.mark.parametrize("name", FORMATS)
def test_whole_files_report_no_loss(name: str, tmp_path: Path) -> None:
    """A whole file is read without any notice."""
    outcome = Outcome(tmp_path / name, FORMATS[name])
    assert (outcome.whole, outcome.codes, outcome.is_loss) == (IDS, set(), False)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["posts.tar", "posts.zip", "stored.zip"])
def test_flipped_bits(name: str, tmp_path: Path) -> None:
    """One flipped bit anywhere costs one post at most, and never silently."""
    chance = random.Random(name)
    for _try in range(25):
        data = bytearray(FORMATS[name])
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(8)
        outcome = Outcome(tmp_path / name, bytes(data))
        if not outcome.is_loss and len(outcome.whole) < COUNT:
            pytest.fail(f"byte {at}: {COUNT - len(outcome.whole)} posts lost silently")
        assert len(set(outcome.whole)) >= COUNT - 1, at


@pytest.mark.parametrize("number", [1, 2, 3, 50, 100])
def test_damaged_tar_headers(number: int, tmp_path: Path) -> None:
    """A damaged header loses its own member only, and is a loss; the first one hides no archive."""
    data = tar(IDS)
    for offset in (0, 100, 124, 148, 257):
        damaged = bytearray(data)
        damaged[data.index(b"%03d.json" % number) + offset] ^= 0x55
        outcome = Outcome(tmp_path / "posts.tar", bytes(damaged))
        assert outcome.whole == [each for each in IDS if each != number]
        assert outcome.is_loss


def test_concatenated_tars(tmp_path: Path) -> None:
    """Archives joined by `cat` are all read, also where they have members of one name."""
    outcome = Outcome(tmp_path / "posts.tar", tar(IDS[:60], "a/") + tar(IDS[60:], "b/"))
    assert (outcome.whole, outcome.is_loss) == (IDS, False)
    both = b"".join(gzip.compress(tar([number])[:-1024]) for number in (1, 2))
    assert Outcome(tmp_path / "posts.tgz", both).whole == [1, 2]
    same_name = io.BytesIO()
    with tarfile.open(fileobj=same_name, mode="w:") as archive:
        info = tarfile.TarInfo("001.json")
        info.size = len(record(2))
        archive.addfile(info, io.BytesIO(record(2)))
    assert Outcome(tmp_path / "x.tar", tar([1]) + same_name.getvalue()).whole == [1, 2]


def test_a_cut_after_the_last_member(tmp_path: Path) -> None:
    """A tar without its two blocks of zeros, or a gzip stream without its trailer, may have lost members."""
    data = tar(IDS)
    end = len(data.rstrip(b"\0")) // 512 * 512 + 512
    for cut in (end, end + 512, end + 1023):
        assert NoticeCode.TRUNCATED_INPUT in Outcome(tmp_path / "posts.tar", data[:cut]).codes
    assert not Outcome(tmp_path / "posts.tar", data[: end + 1024]).is_loss
    for name, whole in (("posts.tgz", data), ("posts.ndjson.gz", lines(IDS))):
        for cut in (1, 8, 9):
            outcome = Outcome(tmp_path / name, gzip.compress(whole)[:-cut])
            assert (outcome.is_loss, outcome.whole) == (True, IDS)


def test_bytes_after_gzip(tmp_path: Path) -> None:
    """Zero bytes after a gzip stream are padding; a damaged second stream is a loss."""
    first, second = gzip.compress(lines(IDS[:50])), gzip.compress(lines(IDS[50:]))
    assert not Outcome(tmp_path / "a.gz", first + second + b"\0" * 999).is_loss
    assert Outcome(tmp_path / "a.gz", first + b"\x1e" + second[1:]).is_loss
    assert Outcome(tmp_path / "a.gz", first + second[:2]).is_loss


@pytest.mark.parametrize("name", ["posts.ndjson.gz", "posts.tar.gz"])
def test_flipped_bits_in_gzip(name: str, tmp_path: Path) -> None:
    """Of a gzip stream with a flipped bit, the posts before the damage are read, and the loss is reported."""
    chance = random.Random(name)
    data = FORMATS[name]
    for at in chance.sample(range(10, len(data)), 12):
        damaged = bytearray(data)
        damaged[at] ^= 1 << chance.randrange(8)
        outcome = Outcome(tmp_path / name, bytes(damaged))
        assert outcome.is_loss, at
        assert set(IDS[: before(name, data, at - 4096)]) <= set(outcome.whole), at


class Pipe(io.RawIOBase):
    """A stream that cannot seek, for which `zipfile` writes the sizes after each member."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self.data += bytes(data)
        return len(bytes(data))


@pytest.mark.slow
def test_flipped_bits_in_a_streamed_zip(tmp_path: Path) -> None:
    """One flipped bit anywhere in a zip whose sizes follow its members is no crash and no silent loss."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(1, 5):
            archive.writestr(f"{number:03}.json", record(number))
    data, chance = bytes(pipe.data), random.Random(5)
    assert Outcome(tmp_path / "a.zip", data).whole == [1, 2, 3, 4]
    headers = [match.start() + at for match in re.finditer(rb"PK..", data) for at in range(4, 46)]
    for at in [*headers, *chance.sample(range(len(data)), 40)]:
        for whole in (data, data[: data.index(b"PK\1\2")]):  # also without its directory
            damaged = bytearray(whole)
            if at < len(damaged):
                damaged[at] ^= 1 << chance.randrange(8)
            outcome = Outcome(tmp_path / "a.zip", bytes(damaged))
            assert outcome.is_loss or outcome.whole == [1, 2, 3, 4], at


def test_damaged_extended_headers(tmp_path: Path) -> None:
    """A changed byte in a tar's extended header, which has no checksum, hides no member."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:", format=tarfile.PAX_FORMAT) as archive:
        for number in (1, 2, 3):
            info = tarfile.TarInfo(f"{number:03}.json")
            info.size = len(record(number))
            info.pax_headers = {"path": info.name, "size": str(info.size), "comment": "tide"}
            archive.addfile(info, io.BytesIO(record(number)))
    data = stream.getvalue()
    records = data.index(b"path=002.json")
    start, chance = records // 512 * 512, random.Random(3)
    for at in range(start, start + 80):
        damaged = bytearray(data)
        damaged[at] ^= 1 << chance.randrange(8)
        outcome = Outcome(tmp_path / "a.tar", bytes(damaged))
        assert outcome.is_loss or outcome.whole == [1, 2, 3], at


@pytest.mark.parametrize("tail", ['{ "a\\', "{'i", '{"ti\\"', "{'a\\'b' ", '{"id" ', "{"])
def test_lines_cut_in_a_first_key(tail: str, tmp_path: Path) -> None:
    """NDJSON that is cut within the first key of a record is truncated input, however it is quoted."""
    outcome = Outcome(tmp_path / "a.ndjson", lines([1, 2]) + tail.encode())
    assert (outcome.whole, NoticeCode.TRUNCATED_INPUT in outcome.codes) == ([1, 2], True)


def test_a_big_member_that_is_cut(tmp_path: Path) -> None:
    """Of a member that is cut inside, all posts before the cut are read."""
    text = lines(IDS)
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:") as archive:
        info = tarfile.TarInfo("all.ndjson")
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    plain = stream.getvalue()[: 512 + len(text) // 2]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("all.ndjson", text)
    cut_zip = packed.getvalue()[: packed.tell() // 2]
    for name, data in (("a.tar", plain), ("a.zip", cut_zip)):
        outcome = Outcome(tmp_path / name, data)
        assert len(outcome.whole) > 20
        assert outcome.whole == IDS[: len(outcome.whole)]
        assert outcome.is_loss


def test_members_of_one_name(tmp_path: Path) -> None:
    """In a zip all members of one name are read, in a tar the last; both are reported."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.json", record(1))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.json", record(2))
    outcome = Outcome(tmp_path / "a.zip", stream.getvalue())
    assert (outcome.whole, outcome.codes) == ([1, 2], {NoticeCode.DUPLICATE_MEMBER})
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:") as tape:
        for number in (1, 2):
            info = tarfile.TarInfo("a.json")
            info.size = len(record(number))
            tape.addfile(info, io.BytesIO(record(number)))
    outcome = Outcome(tmp_path / "a.tar", stream.getvalue())
    assert (outcome.whole, outcome.codes) == ([2], {NoticeCode.DUPLICATE_MEMBER})


@pytest.mark.parametrize("place", ["directory", "header"])
def test_a_renamed_zip_entry(place: str, tmp_path: Path) -> None:
    """A flipped bit in one of a zip entry's two names does not hide the file."""
    data = zipped([1, 2, 3])
    at = data.index(b"002.json") if place == "header" else data.rindex(b"002.json")
    damaged = data[: at + 4] + b"k" + data[at + 5 :]
    outcome = Outcome(tmp_path / "a.zip", damaged)
    assert (outcome.whole, outcome.is_loss) == ([1, 2, 3], True)


def test_archives_and_texts_in_archives(tmp_path: Path) -> None:
    """An archive in an archive is read, and a text that begins like JSON, as in a folder."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("inner.tar.gz", gzip.compress(tar([1, 2])))
        archive.writestr("inner.zip", zipped([3]))
        archive.writestr("posts.txt", record(4))
        archive.writestr("readme.txt", b"Nothing here")
    outcome = Outcome(tmp_path / "a.zip", stream.getvalue())
    assert (outcome.whole, outcome.codes, outcome.is_loss) == ([1, 2, 3, 4], set(), False)


def test_deep_archives_are_refused(tmp_path: Path) -> None:
    """Archives nest three deep at most: a file that holds itself comes to an end."""
    data = zipped([1])
    for _layer in range(4):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("inner.zip", data)
        data = stream.getvalue()
    (failure,) = Outcome(tmp_path / "a.zip", data).items
    assert isinstance(failure, ReadError)
