from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.process import HAS_FORK
from wpconv.errors import WriteError
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.output.manifest import NAME, Entry, Manifest, dump, load, save

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NOTICES = st.builds(
    Notice,
    st.sampled_from(NoticeCode),
    TEXTS,
    st.sampled_from(Severity),
    st.none() | st.integers(),
    st.none() | st.integers(),
)
ENTRIES = st.builds(
    Entry,
    content=TEXTS,
    source=TEXTS,
    post_id=st.none() | st.integers(),
    record=TEXTS,
    notices=st.lists(NOTICES, max_size=3).map(tuple),
)
MANIFESTS = st.builds(
    Manifest,
    key=TEXTS,
    sources=st.dictionaries(TEXTS, TEXTS, max_size=4),
    summary=st.dictionaries(TEXTS, st.integers() | TEXTS, max_size=4),
    entries=st.dictionaries(TEXTS, ENTRIES, max_size=4),
)


@given(MANIFESTS)
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> None:
    """A manifest that is saved and loaded again is the same."""
    root = tmp_path_factory.mktemp("out")
    save(root, manifest)
    assert load(root) == manifest


def test_no_manifest(tmp_path: Path) -> None:
    """Before the first run the manifest is empty."""
    assert load(tmp_path) == Manifest()


def test_one_line_a_document() -> None:
    """Each document has its line, sorted by path, so that diffs are small."""
    manifest = Manifest(
        key="k1",
        sources={"b.json": "s2", "a.json": "s1"},
        summary={"posts": 2},
        entries={
            "posts/b.md": Entry("c", notices=(Notice(NoticeCode.PROTECTED, ""),)),
            "posts/a.md": Entry("c1", "a.json", None, "r1"),
        },
    )
    assert b"".join(dump(manifest)).decode().splitlines() == [
        "{",
        '"format": 1,',
        '"key": "k1",',
        '"summary": {"posts": 2},',
        '"sources": {',
        '"a.json": "s1",',
        '"b.json": "s2"',
        "},",
        '"documents": {',
        '"posts/a.md": {"content": "c1", "record": "r1", "source": "a.json"},',
        '"posts/b.md": {"content": "c", "notices": [{"code": "protected", "detail": "", "severity": "info"}]}',  # noqa: E501
        "}",
        "}",
    ]


def test_an_unchanged_manifest_is_not_touched(tmp_path: Path) -> None:
    """Saving the same manifest again does not change the file's modification time."""
    save(tmp_path, Manifest(key="k"))
    os.utime(tmp_path / NAME, ns=(1, 1))
    save(tmp_path, Manifest(key="k"))
    assert (tmp_path / NAME).stat().st_mtime_ns == 1


EMPTY = '{"format": 1, "key": "", "sources": {}, "summary": {}, "documents": %s}'
DAMAGED = [
    "",
    "{",
    "{}",
    "[]",
    "null",
    "<<<<<<< HEAD\n{}",
    '{"format": 2}',
    EMPTY % "[]",
    EMPTY % '{"a.md": {}}',
    EMPTY % '{"a.md": {"content": "c", "notices": [{}]}}',
    EMPTY % '{"a.md": {"content": "c", "notices": [{"severity": "grave"}]}}',
]


@pytest.mark.parametrize("text", DAMAGED)
def test_damaged_manifests(tmp_path: Path, text: str) -> None:
    """A manifest that a merge or an editor damaged is an error, with advice."""
    (tmp_path / NAME).write_text(text)
    with pytest.raises(WriteError, match=r"\.wpconv\.json") as caught:
        load(tmp_path)
    assert "remove it" in caught.value.advice


@pytest.mark.skipif(not HAS_FORK, reason="Windows has no FIFOs in folders")
def test_a_fifo_is_refused(tmp_path: Path) -> None:
    """A FIFO at the manifest's path is an error, and nothing waits for its writer."""
    os.mkfifo(tmp_path / NAME)
    with pytest.raises(WriteError, match="is a FIFO, not a regular file"):
        load(tmp_path)


def test_unknown_notices_are_of_another_version(tmp_path: Path) -> None:
    """Of a manifest with codes that this version lacks, only the hashes of contents are used."""
    text = EMPTY.replace('"key": ""', '"key": "k"') % (
        '{"a.md": {"content": "c", "record": "r", "notices":'
        ' [{"code": "from-the-future", "detail": "", "severity": "info"}]},'
        ' "b.md": {"content": "d", "record": "s"}}'
    )
    (tmp_path / NAME).write_text(text)
    assert load(tmp_path) == Manifest(entries={"a.md": Entry("c"), "b.md": Entry("d")})
