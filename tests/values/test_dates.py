from datetime import UTC, date, datetime

import pytest

from app.values.dates import read_moment_iso, write_date, write_moment, write_period
from app.values.numbers import Unreadable

DAY = date(2026, 11, 22)


def test_writing_dates():
    assert write_date(DAY, "de") == "22.11.2026"
    assert write_date(DAY, "en") == "22 Nov 2026"
    assert write_date(date(2027, 1, 3), "de") == "03.01.2027"
    assert write_date(date(2027, 1, 3), "en") == "3 Jan 2027"


@pytest.mark.parametrize(
    ("first", "last", "german", "english"),
    [
        (date(2026, 11, 3), date(2026, 11, 14), "03.11.–14.11.2026", "3 Nov – 14 Nov 2026"),
        (date(2026, 11, 3), date(2026, 11, 3), "03.11.2026", "3 Nov 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28.12.2026–03.01.2027", "28 Dec 2026 – 3 Jan 2027"),
    ],
)
def test_writing_periods(first, last, german, english):
    assert write_period(first, last, "de") == german
    assert write_period(first, last, "en") == english


def test_writing_moments():
    instant = datetime(2026, 11, 22, 8, 31, 5, tzinfo=UTC)
    assert write_moment(instant, "Europe/Berlin", "de") == "22.11.2026 09:31"
    assert write_moment(instant, "Europe/Berlin", "en") == "22 Nov 2026 09:31"
    assert write_moment(instant, "Europe/Berlin", "de", seconds=True) == "22.11.2026 09:31:05"
    assert write_moment(datetime(2026, 12, 31, 23, tzinfo=UTC), "Europe/Berlin", "de") == "01.01.2027 00:00"
    with pytest.raises(ValueError):
        write_moment(datetime(2026, 11, 22), "Europe/Berlin", "de")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-22T09:31:00Z", datetime(2026, 11, 22, 9, 31, tzinfo=UTC)),
        ("2026-11-22T09:31:00.123456Z", datetime(2026, 11, 22, 9, 31, 0, 123456, tzinfo=UTC)),
        ("2026-11-22T09:31:00.1Z", datetime(2026, 11, 22, 9, 31, 0, 100000, tzinfo=UTC)),
        ("2026-11-22T09:31Z", datetime(2026, 11, 22, 9, 31, tzinfo=UTC)),
        ("2026-11-22t09:31:00z", datetime(2026, 11, 22, 9, 31, tzinfo=UTC)),
        ("2026-11-22 09:31:00+01:00", datetime(2026, 11, 22, 8, 31, tzinfo=UTC)),
        ("2026-11-22T09:31:00-0530", datetime(2026, 11, 22, 15, 1, tzinfo=UTC)),
    ],
)
def test_moments_of_json(text, instant):
    assert read_moment_iso(text) == instant
    assert read_moment_iso(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-22",
        "2026-11-22T09:31:00",
        "2026-11-22T25:00:00Z",
        "2026-11-22T09:31:60Z",
        "2026-02-30T09:31:00Z",
        "2026-11-22T09:31:00+99:00",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "2026-W47-7T09:31:00Z",
        "22.11.2026 09:31",
        "٢٠٢٦-11-22T09:31:00Z",
        "1763800000",
    ],
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(Unreadable) as refused:
        read_moment_iso(text)
    assert str(refused.value)


def test_the_offset_is_asked_for():
    with pytest.raises(Unreadable, match="with its offset from UTC"):
        read_moment_iso("2026-11-22T09:31:00")
