from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from app.company.rules import TimeRounding
from app.time_tracking import rules
from app.time_tracking.rules import (
    EndBeforeStart,
    Rounding,
    StartInFuture,
    TooLong,
    billed_hours,
    check_entry,
    duration_between,
    effective_rate,
    rounded,
    timer_end,
)

NOW = datetime(2026, 11, 22, 9, 31, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (NOW - HOUR, NOW),
        (NOW, None),
        (NOW - 24 * HOUR, NOW),
        (NOW - HOUR, NOW + HOUR),
        (NOW - SECOND, NOW),
        (NOW - 400 * HOUR, None),
    ],
)
def test_entries_that_may_be(start, end):
    check_entry(start, end, NOW)


@pytest.mark.parametrize(
    ("start", "end", "refusal", "field"),
    [
        (NOW, NOW, EndBeforeStart, "end_time"),
        (NOW, NOW - SECOND, EndBeforeStart, "end_time"),
        (NOW - 24 * HOUR, NOW + SECOND, TooLong, "end_time"),
        (NOW + SECOND, None, StartInFuture, "start_time"),
        (NOW + SECOND, NOW + HOUR, StartInFuture, "start_time"),
    ],
)
def test_entries_that_may_not_be(start, end, refusal, field):
    with pytest.raises(refusal) as refused:
        check_entry(start, end, NOW)
    assert (refused.value.status, refused.value.field) == (422, field)


def test_a_timer_lasts_a_second_at_least():
    assert timer_end(NOW, NOW) == NOW + SECOND
    assert timer_end(NOW, NOW - HOUR) == NOW + SECOND
    assert timer_end(NOW, NOW + HOUR) == NOW + HOUR


def test_durations_are_whole_seconds():
    assert duration_between(NOW, NOW + timedelta(seconds=1, microseconds=999_999)) == SECOND


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ((1, 2, 3, 4, 5), (1, "entry")),
        ((None, 2, 3, 4, 5), (2, "project")),
        ((None, None, 3, 4, 5), (3, "customer")),
        ((None, None, None, 4, 5), (4, "employee")),
        ((None, None, None, None, 5), (5, "company")),
        ((None, 0, 3, 4, 5), (0, "project")),
        ((None,) * 5, (None, None)),
    ],
)
def test_the_first_rate_that_is_set_applies(rates, expected):
    assert effective_rate(*(None if rate is None else Decimal(rate) for rate in rates)) == expected


@pytest.mark.parametrize(
    ("seconds", "step", "direction", "expected"),
    [
        (1, 0, "up", 1),
        (1, 15, "up", 900),
        (900, 15, "up", 900),
        (901, 15, "up", 1800),
        (0, 15, "up", 0),
        (449, 15, "nearest", 0),
        (450, 15, "nearest", 900),
        (1349, 15, "nearest", 900),
        (1350, 15, "nearest", 1800),
        (149, 5, "nearest", 0),
        (150, 5, "nearest", 300),
        (361, 6, "up", 720),
        (1801, 30, "up", 3600),
        (3601, 60, "up", 7200),
    ],
)
def test_rounding_of_an_entry(seconds, step, direction, expected):
    assert rounded(timedelta(seconds=seconds), Rounding(step, direction)) == timedelta(seconds=expected)


def test_the_default_is_no_rounding():
    assert Rounding() == Rounding(0, "up")


@pytest.mark.parametrize(("step", "direction"), [(7, "up"), (-5, "up"), (15, "down")])
def test_other_roundings_are_refused(step, direction):
    with pytest.raises(ValueError):
        Rounding(step, direction)


@pytest.mark.parametrize(
    ("seconds", "hours"),
    [
        (0, "0.00"),
        (17, "0.00"),
        (18, "0.01"),
        (53, "0.01"),
        (54, "0.02"),
        (1200, "0.33"),
        (2400, "0.67"),
        (5400, "1.50"),
        (360_000, "100.00"),
    ],
)
def test_billed_hours_have_two_decimals(seconds, hours):
    assert str(billed_hours(timedelta(seconds=seconds))) == hours


@pytest.mark.parametrize(
    ("start", "now", "forgotten"),
    [
        ("2026-11-20T08:00", "2026-11-20T22:59", False),  # 23:59 in Berlin
        ("2026-11-20T08:00", "2026-11-20T23:00", True),
        ("2026-11-20T22:59", "2026-11-20T23:01", True),
        ("2026-10-24T22:00", "2026-10-25T22:59", True),  # a day of 25 hours, but more than 24 hours
    ],
)
def test_a_timer_of_an_earlier_day_was_forgotten(start, now, forgotten):
    moments = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, now)]
    assert rules.was_forgotten(*moments, "Europe/Berlin") is forgotten


def test_what_became_of_an_entry():
    end = datetime(2026, 11, 20, tzinfo=UTC)
    assert rules.state_of(None, None, True) == "running"
    assert rules.state_of(end, "an invoice", False) == "billed"
    assert rules.state_of(end, None, True) == "open"
    assert rules.state_of(end, None, False) == "not_billable"


def test_settings_of_rounding():
    assert rules.rounding_of(TimeRounding.NONE) == Rounding()
    assert rules.rounding_of(TimeRounding.UP_15) == Rounding(15, "up")
    assert rules.rounding_of(TimeRounding.NEAREST_6) == Rounding(6, "nearest")


@pytest.mark.parametrize(
    ("hours", "budget", "percent"),
    [(10, "40", 25), (1, "3", 33), (50, "40", 125), (1, "0", None), (1, None, None)],
)
def test_how_much_of_a_budget_is_used(hours, budget, percent):
    assert rules.used_percent(timedelta(hours=hours), None if budget is None else Decimal(budget)) == percent
