"""WordPress's dates: a wall clock, the instant beside it, and the offset that follows from the two."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

from wpconv.errors import UsageError
from wpconv.notices import Notice, NoticeCode, Severity

if TYPE_CHECKING:
    # Only runs with --timezone import it.
    from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
LONGEST = 60
"""The longest text, in characters, that is tried as a date."""
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)
"""The smallest and the largest offset of a time zone."""
DEFAULTS = datetime(2000, 1, 1), datetime(2001, 2, 2, 1, 1, 1)  # noqa: DTZ001 - wall clocks
"""Two dates to fill gaps from: a part that differs between the two readings is not in the text."""


def pair(
    local: object, gmt: object, zone: ZoneInfo | None = None
) -> tuple[datetime | None, tuple[Notice, ...]]:
    """Return the local time of a date with its offset from UTC, which is the difference of the pair.

    Args:
        local: the value of `date` or `modified`.
        gmt: the value of `date_gmt` or `modified_gmt`.
        zone: the time zone of a local time without a GMT one.

    Returns:
        An aware date, a naive one if the offset is unknown, or None if there is no date; and notices of dates
        that cannot be read, and of pairs that no time zone explains.
    """
    wall, notices = _read(local)
    instant, more = _read(gmt)
    notices += more
    if instant is not None:
        instant = instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
    if wall is None:
        return (_in_zone(instant, zone) if instant else None), notices
    if wall.tzinfo is not None:
        return wall, notices
    if instant is None:
        return _with_zone(wall, zone), notices
    offset = wall.replace(tzinfo=UTC) - instant
    if WEST <= offset <= EAST and not offset % QUARTER:
        return wall.replace(tzinfo=_fixed_zone(offset)), notices
    detail = f"{local} and {gmt} GMT are no time zone apart: only the first is used"
    return _with_zone(wall, zone), (*notices, Notice(NoticeCode.DATE_PAIR, detail, Severity.WARNING))


def _read(value: object) -> tuple[datetime | None, tuple[Notice, ...]]:
    text = value.strip() if isinstance(value, str) else ""
    if not text or text.startswith(("0000-", "-0001-")):
        return None, ()
    try:
        date: datetime | None = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        date = _loosely(text)
    if date is None or date.year in (MINYEAR, MAXYEAR):  # there is no room for time zones around these
        return None, (Notice(NoticeCode.UNREADABLE_DATE, f"“{text}” is no date", Severity.WARNING),)
    return date, ()


def _loosely(text: str) -> datetime | None:
    """Return a date in another format than ISO 8601, if it says its day and time."""
    if len(text) > LONGEST:
        return None
    # Few exports have such dates.
    from dateutil import parser  # noqa: PLC0415

    try:
        one, other = (parser.parse(text, default=default, tzinfos=_named) for default in DEFAULTS)
    except (ValueError, ArithmeticError, LookupError, TypeError):  # all that odd texts make dateutil raise
        return None
    return one if one.replace(second=0) == other.replace(second=0) else None


def _named(_name: str | None, seconds: int | None) -> tzinfo | None:
    """Accept a numeric offset, but no abbreviation: most stand for several time zones."""
    return None if seconds is None else timezone(timedelta(seconds=seconds))


def _in_zone(instant: datetime, zone: ZoneInfo | None) -> datetime:
    return _fixed(instant.astimezone(zone)) if zone else instant


def _with_zone(wall: datetime, zone: ZoneInfo | None) -> datetime:
    return _fixed(wall.replace(tzinfo=zone)) if zone else wall


def _fixed(date: datetime) -> datetime:
    """Return a date with a fixed offset; without one if it has seconds, as local mean time before 1900."""
    offset = date.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        return date.replace(tzinfo=None)
    return date.replace(tzinfo=_fixed_zone(offset))


@lru_cache
def _fixed_zone(offset: timedelta) -> timezone:
    """Return the time zone of an offset: one object for all dates of a site."""
    return timezone(offset)


def time_zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Raises:
        UsageError: there is none of that name; the advice has the nearest names.
    """
    # Only runs with --timezone import it.
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # unknown; no name at all; a folder or a path too long
        nearest = ", ".join(_nearest(name)) or "an IANA name such as Europe/Berlin"
        raise UsageError(f"--timezone: there is no time zone “{name}”", f"use {nearest}") from error


def _nearest(name: str) -> list[str]:
    """Return up to three names like another one, whether or not that includes the continent."""
    # Only a wrong name needs it.
    from difflib import get_close_matches  # noqa: PLC0415

    # The same.
    from zoneinfo import available_timezones  # noqa: PLC0415

    known: dict[str, str] = {}
    for each in sorted(available_timezones()):
        known[each.rpartition("/")[2].casefold()] = known[each.casefold()] = each
    return list(dict.fromkeys(known[each] for each in get_close_matches(name.casefold(), known, n=3)))
