from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.periods import (
    EndBeforeStart,
    Period,
    Preset,
    day_bounds,
    iso_week,
    local_day,
    period_bounds,
    period_of,
    split_at_midnight,
    week_of,
)

BERLIN = "Europe/Berlin"


def utc(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_a_period_includes_both_ends():
    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert date(2026, 11, 1) in november
    assert date(2026, 11, 30) in november
    assert date(2026, 12, 1) not in november
    assert date(2026, 10, 31) not in november
    assert date(1999, 1, 1) in Period(None, date(2026, 1, 1))
    assert date(2999, 1, 1) in Period(date(2026, 1, 1), None)
    assert date(2026, 1, 1) in Period(None, None)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(EndBeforeStart) as refused:
        Period(date(2026, 11, 2), date(2026, 11, 1))
    assert refused.value.status == 422
    assert Period(date(2026, 11, 2), date(2026, 11, 2))


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("today", (2026, 11, 22), (2026, 11, 22)),
        ("this_week", (2026, 11, 16), (2026, 11, 22)),
        ("last_week", (2026, 11, 9), (2026, 11, 15)),
        ("this_month", (2026, 11, 1), (2026, 11, 30)),
        ("last_month", (2026, 10, 1), (2026, 10, 31)),
        ("this_quarter", (2026, 10, 1), (2026, 12, 31)),
        ("last_quarter", (2026, 7, 1), (2026, 9, 30)),
        ("this_year", (2026, 1, 1), (2026, 12, 31)),
        ("last_year", (2025, 1, 1), (2025, 12, 31)),
    ],
)  # fmt: skip
def test_presets(name, start, end):
    assert period_of(Preset(name), date(2026, 11, 22)) == Period(date(*start), date(*end))


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("last_week", (2025, 12, 22), (2025, 12, 28)),
        ("this_week", (2025, 12, 29), (2026, 1, 4)),
        ("last_month", (2025, 12, 1), (2025, 12, 31)),
        ("last_quarter", (2025, 10, 1), (2025, 12, 31)),
    ],
)
def test_presets_around_new_year(name, start, end):
    assert period_of(Preset(name), date(2026, 1, 1)) == Period(date(*start), date(*end))


def test_all_presets_are_listed():
    assert tuple(Preset) == (
        "today",
        "this_week",
        "last_week",
        "this_month",
        "last_month",
        "this_quarter",
        "last_quarter",
        "this_year",
        "last_year",
    )
    assert period_of(Preset.LAST_MONTH, date(2028, 3, 31)) == Period(date(2028, 2, 1), date(2028, 2, 29))


@pytest.mark.parametrize(
    ("day", "start", "hours"),
    [
        (date(2026, 11, 22), utc(2026, 11, 21, 23), 24),
        (date(2026, 7, 1), utc(2026, 6, 30, 22), 24),
        (date(2026, 3, 29), utc(2026, 3, 28, 23), 23),
        (date(2026, 10, 25), utc(2026, 10, 24, 22), 25),
    ],
)
def test_days_of_berlin(day, start, hours):
    assert day_bounds(day, BERLIN) == (start, start + timedelta(hours=hours))
    assert day_bounds(day, BERLIN)[0].tzinfo is UTC


def test_a_day_whose_midnight_the_clock_jumps_over():
    # Egypt puts its clocks forward at midnight of the last Friday in April.
    assert day_bounds(date(2026, 4, 24), "Africa/Cairo") == (utc(2026, 4, 23, 22), utc(2026, 4, 24, 21))


def test_the_bounds_of_a_period():
    assert period_bounds(Period(date(2026, 3, 1), date(2026, 3, 31)), BERLIN) == (
        utc(2026, 2, 28, 23),
        utc(2026, 3, 31, 22),
    )
    assert period_bounds(Period(None, None), BERLIN) == (None, None)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (utc(2026, 11, 21, 22, 59), date(2026, 11, 21)),
        (utc(2026, 11, 21, 23), date(2026, 11, 22)),
        (utc(2026, 6, 30, 22), date(2026, 7, 1)),
        (utc(2026, 12, 31, 23), date(2027, 1, 1)),
    ],
)
def test_the_local_day(instant, day):
    assert local_day(instant, BERLIN) == day


def test_an_instant_without_offset_has_no_day():
    with pytest.raises(ValueError):
        local_day(datetime(2026, 11, 22), BERLIN)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 22), (2026, 47)),
        (date(2027, 1, 1), (2026, 53)),
        (date(2027, 1, 4), (2027, 1)),
        (date(2025, 12, 29), (2026, 1)),
        (date(2024, 12, 30), (2025, 1)),
    ],
)
def test_iso_weeks_carry_their_year(day, week):
    assert iso_week(day) == week


def test_a_week_starts_on_monday():
    assert week_of(date(2026, 11, 22)) == Period(date(2026, 11, 16), date(2026, 11, 22))
    assert week_of(date(2026, 11, 16)) == Period(date(2026, 11, 16), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("start", "end", "parts"),
    [
        (utc(2026, 11, 22, 8), utc(2026, 11, 22, 16), [(date(2026, 11, 22), 8)]),
        (utc(2026, 11, 22, 21), utc(2026, 11, 23, 1), [(date(2026, 11, 22), 2), (date(2026, 11, 23), 2)]),
        (utc(2026, 11, 22, 21), utc(2026, 11, 22, 23), [(date(2026, 11, 22), 2)]),
        (utc(2026, 11, 22, 23), utc(2026, 11, 23, 1), [(date(2026, 11, 23), 2)]),
        (utc(2026, 11, 22, 8), utc(2026, 11, 22, 8), [(date(2026, 11, 22), 0)]),
        (
            utc(2026, 3, 28, 22),
            utc(2026, 3, 29, 23),
            [(date(2026, 3, 28), 1), (date(2026, 3, 29), 23), (date(2026, 3, 30), 1)],
        ),
        (
            utc(2026, 10, 24, 21),
            utc(2026, 10, 26, 0),
            [(date(2026, 10, 24), 1), (date(2026, 10, 25), 25), (date(2026, 10, 26), 1)],
        ),
    ],
)
def test_time_across_midnight_counts_on_each_day(start, end, parts):
    assert split_at_midnight(start, end, BERLIN) == [(day, timedelta(hours=hours)) for day, hours in parts]


def test_a_day_that_the_calendar_skipped_has_no_part():
    # Samoa crossed the date line: there was no 30 December 2011.
    parts = split_at_midnight(utc(2011, 12, 30, 9), utc(2011, 12, 30, 11), "Pacific/Apia")
    assert parts == [(date(2011, 12, 29), timedelta(hours=1)), (date(2011, 12, 31), timedelta(hours=1))]


def test_only_a_real_span_can_be_split():
    with pytest.raises(ValueError):
        split_at_midnight(utc(2026, 11, 22, 8), utc(2026, 11, 22, 7), BERLIN)
    with pytest.raises(ValueError):
        split_at_midnight(utc(2026, 11, 22, 8), datetime(2026, 11, 22, 9), BERLIN)  # noqa: DTZ001


@given(
    start=st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    seconds=st.integers(0, 3 * 86400),
    tz=st.sampled_from([BERLIN, "UTC", "America/New_York", "Africa/Cairo", "Asia/Kolkata", "America/Havana"]),
)
def test_the_parts_are_the_whole(start, seconds, tz):
    end = start + timedelta(seconds=seconds)
    parts = split_at_midnight(start.astimezone(ZoneInfo(tz)), end, tz)
    assert sum((part for _, part in parts), timedelta()) == end - start
    days = [day for day, _ in parts]
    assert days == sorted(set(days))
    assert days[0] == local_day(start, tz)
    for day, part in parts:
        first, after = day_bounds(day, tz)
        assert part == min(end, after) - max(start, first)
