"""Recognition of zip and tar archives, and their members that may be exports."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from wpconv.errors import ReadError
from wpconv.model import ReadOptions
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.sources import tar_archive, zip_archive
from wpconv.read.sources.formats import TAR_MAGIC, TAR_MAGIC_OFFSET, ZIP_MAGIC, Member, head, is_export_name


def archive_kind(path: Path) -> Literal["zip", "tar", ""]:
    """Return the kind of an archive, also of one whose first header is damaged; empty for other files."""
    first = head(path)
    if first.startswith(ZIP_MAGIC):
        return "zip"
    if first.startswith(TAR_MAGIC, TAR_MAGIC_OFFSET):
        return "tar"
    if zipfile.is_zipfile(path):
        return "zip"
    with path.open("rb") as file:
        return "" if tar_archive.next_header(file, 0).start is None else "tar"


def members(path: Path, name: str, options: ReadOptions) -> tuple[Sequence[Member], Sequence[Notice]]:
    """Return the members that may be exports, sorted by name and renamed if names repeat, and notices.

    Args:
        path: the archive.
        name: the archive's name, for notices and errors.
        options: bounds the number of members.

    Raises:
        ReadError: it holds more members than allowed.
    """
    chosen: dict[tuple[str, int], Member] = {}
    notices: list[Notice] = []
    counts = Counter[str]()
    with path.open("rb") as file:
        found = zip_archive.members(file) if archive_kind(path) == "zip" else tar_archive.members(file)
        for count, each in enumerate(found):
            if count >= options.max_members:
                cause = f"{name}: holds more than {options.max_members} files"
                raise ReadError(cause, "raise the bound with --max-members")
            if isinstance(each, Notice):
                notices.append(replace(each, detail=f"{name}: {each.detail}"))
            elif is_export_name(each.name):
                counts[each.name] += 1
                chosen[each.name, each.group] = each
    distinct: list[Member] = []
    numbers = Counter[str]()
    for member in chosen.values():
        numbers[member.name] += 1
        number = numbers[member.name]
        distinct.append(member._replace(name=f"{member.name} ({number})") if number > 1 else member)
    several = sorted(each for each, count in counts.items() if count > 1)
    notices += [_several(name, each, counts[each], numbers[each]) for each in several]
    return sorted(distinct, key=lambda each: each.name), notices


def _several(archive: str, name: str, count: int, used: int) -> Notice:
    which = "all are read" if used == count else f"the last replaces those before it, {used} are read"
    detail = f"{archive}: holds {count} files of the name {name}: {which}"
    return Notice(NoticeCode.DUPLICATE_MEMBER, detail, Severity.WARNING)
