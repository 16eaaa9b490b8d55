"""Files that are not media are told by name and by content."""

from __future__ import annotations

import pytest

from wpconv.document.media.file_types import is_image, is_page_or_program, is_upload, is_web_page


def test_programs_and_pages() -> None:
    """What a server would run, or a generator would take for a document, is no media."""
    assert all(map(is_page_or_program, ["a.php", "x/shell.php.jpg", "a.PHP5", "a.html", "a.md", "a.phtml"]))
    assert not any(map(is_page_or_program, ["a.jpg", "php.jpg", "a.php/b.jpg", "manual.pl.pdf", "a.svg"]))


def test_uploads() -> None:
    """Of files that no post refers to, only types that users upload are copied."""
    assert all(map(is_upload, ["a.jpg", "x/a.PDF", "a.mp3", "a.zip"]))
    assert not any(map(is_upload, ["a.sql", ".htaccess", ".cache/a.jpg", "a.php", "debug.log", "README"]))
    assert is_image("a.JPEG")
    assert not is_image("a.pdf")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n <!-- cached -->\n<HTML lang=en>", True),
        (b"\xff\xd8\xff\xe0<html>", False),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", False),
        (b"<?xml version='1.0'?><svg>", False),
        (b"<heading>", False),
        (b"", False),
    ],
)
def test_a_web_page_under_another_name(head: bytes, expected: bool) -> None:
    """The error page of a server is told from a picture by its first bytes."""
    assert is_web_page(head) == expected
