"""WordPress's dates: the offset follows from the pair."""

from __future__ import annotations

import pytest

from wpconv.errors import UsageError
from wpconv.read.records.dates import pair, time_zone


@pytest.mark.parametrize(
    ("local", "gmt", "zone", "expected"),
    [
        ("2024-01-01T12:00:00", "2024-01-01T11:00:00", "", "2024-01-01T12:00:00+01:00"),
        ("2024-01-01T12:00:00", "2024-01-01T12:00:00", "", "2024-01-01T12:00:00+00:00"),
        ("2026-02-03T12:26:51", "2026-02-03T13:26:51", "", "2026-02-03T12:26:51-01:00"),
        ("2024-01-01T12:00:00", "2024-01-01T06:15:00", "", "2024-01-01T12:00:00+05:45"),
        ("2024-01-01T12:00:00", "2023-12-31T22:00:00", "", "2024-01-01T12:00:00+14:00"),
        ("2024-01-01T12:00:00", "2024-01-02T00:00:00", "", "2024-01-01T12:00:00-12:00"),
        ("2024-01-01T12:00:00", None, "", "2024-01-01T12:00:00"),
        ("2024-01-01T12:00:00", "0000-00-00T00:00:00", "", "2024-01-01T12:00:00"),
        ("2024-01-01T12:00:00", "", "Europe/Berlin", "2024-01-01T12:00:00+01:00"),
        ("2024-07-01T12:00:00", None, "Europe/Berlin", "2024-07-01T12:00:00+02:00"),
        ("1890-01-01T12:00:00", None, "Europe/Berlin", "1890-01-01T12:00:00"),
        (None, "2024-07-01T12:00:00", "", "2024-07-01T12:00:00+00:00"),
        (None, "2024-07-01T12:00:00", "America/New_York", "2024-07-01T08:00:00-04:00"),
        ("2013-01-13 00:15:36", None, "", "2013-01-13T00:15:36"),
        ("2024-05-01T10:00:00+02:00", None, "Asia/Tokyo", "2024-05-01T10:00:00+02:00"),
        ("2024-05-01T10:00:00.123Z", None, "", "2024-05-01T10:00:00+00:00"),
        ("January 5, 2014 3:04 pm", None, "", "2014-01-05T15:04:00"),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", "", None),
        ("-0001-11-30T00:00:00", None, "", None),
        (None, None, "", None),
        (False, [], "", None),
    ],
)
def test_a_pair_gives_the_wall_clock_and_its_offset(
    local: object, gmt: object, zone: str, expected: str | None
) -> None:
    """The wall clock stays as it is; its offset comes from the pair, else from the zone, else it has none."""
    date, notices = pair(local, gmt, time_zone(zone) if zone else None)
    assert (date and date.isoformat()) == expected
    assert not notices


@pytest.mark.parametrize(
    "gmt", ["2024-01-01T11:50:00", "2023-12-31T21:45:00", "2024-01-02T00:15:00", "2019-01-01T11:00:00"]
)
def test_a_pair_that_no_time_zone_explains_is_told(gmt: str) -> None:
    """Where the two are no time zone apart the wall clock is kept, and a notice says so."""
    date, (notice,) = pair("2024-01-01T12:00:00", gmt)
    assert date is not None
    assert date.isoformat() == "2024-01-01T12:00:00"
    assert notice.code == "date-pair"


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "8:3" + "0" * 50,
        "8:" + "0" * 500,
        "2014",
        "May 2014",
        "2024-02-30T00:00:00",
        "0001-01-01T00:00:00",
    ],
)
def test_what_is_no_date_is_told(text: str) -> None:
    """A text that does not say a day and a time is no date, and is never filled up from today's."""
    date, (notice,) = pair(text, None)
    assert date is None
    assert notice.code == "unreadable-date"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Berlin2", "Europe/Berlin"),
        ("europe/berln", "Europe/Berlin"),
        ("new_york", "America/New_York"),
        ("Nonsense", "an IANA name"),
        ("../../etc/passwd", "an IANA name"),
        ("/etc/passwd", "an IANA name"),
        ("Europe", "use "),
        ("x" * 5000, "an IANA name"),
        ("a\0b", "an IANA name"),
    ],
)
def test_unknown_zones(name: str, nearest: str) -> None:
    """A name that no time zone has is an error with the nearest names."""
    with pytest.raises(UsageError) as caught:
        time_zone(name)
    assert nearest in caught.value.advice
