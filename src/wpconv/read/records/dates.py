"""WordPress's dates: a wall clock, the instant beside it, and the offset that follows from the two."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from dateutil import parser, tz

from wpconv.errors import UsageError
from wpconv.notices import Notice, NoticeCode, Severity

QUARTER = timedelta(minutes=15)
LONGEST = 60
"""Characters: no way to write a date is longer."""
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)
"""The time zones there are."""
DEFAULTS = datetime(2000, 1, 1), datetime(2001, 2, 2, 1, 1, 1)  # noqa: DTZ001 - wall clocks
"""Two dates to fill gaps from: what differs between the two readings was not in the text."""


def pair(local: object, gmt: object, zone: str = "") -> tuple[datetime | None, tuple[Notice, ...]]:
    """Return the wall clock of a date with its offset, as far as the record tells them.

    Args:
        local: the value of `date` or `modified`.
        gmt: the value of `date_gmt` or `modified_gmt`.
        zone: the IANA name of a time zone, for a wall clock without an instant.

    Returns:
        An aware date, a naive one where the offset is unknown, None where there is no date; and notices for
        what cannot be read or be true.
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
    """Read a date that a site formats in its own way, if it says its day and time."""
    if len(text) > LONGEST:
        return None
    try:
        one, other = (parser.parse(text, default=default, tzinfos=_named) for default in DEFAULTS)
    except (ValueError, ArithmeticError, LookupError, TypeError):  # all that odd texts make dateutil raise
        return None
    return one if one.replace(second=0) == other.replace(second=0) else None


def _named(_name: str | None, seconds: int | None) -> tzinfo | None:
    """Take an offset, but no abbreviation: there are several of most."""
    return None if seconds is None else timezone(timedelta(seconds=seconds))


def _in_zone(instant: datetime, zone: str) -> datetime:
    return _fixed(instant.astimezone(time_zone(zone))) if zone else instant


def _with_zone(wall: datetime, zone: str) -> datetime:
    return _fixed(wall.replace(tzinfo=time_zone(zone))) if zone else wall


def _fixed(date: datetime) -> datetime:
    """Give a date its offset alone; before there were time zones it had seconds, which no format can say."""
    offset = date.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        return date.replace(tzinfo=None)
    return date.replace(tzinfo=_fixed_zone(offset))


@lru_cache
def _fixed_zone(offset: timedelta) -> timezone:
    """Return the time zone of an offset: one for all the dates of a site."""
    return timezone(offset)


@lru_cache
def time_zone(name: str) -> tzinfo:
    """Return a time zone by its IANA name.

    Raises:
        UsageError: there is none of that name.
    """
    zone = tz.gettz(name)
    if zone is None:
        raise UsageError(f"there is no time zone “{name}”", "use an IANA name such as Europe/Berlin")
    return zone
