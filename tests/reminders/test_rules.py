"""When a reminder is due, and when the next one of a series is."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from app.reminders import rules
from app.reminders.rules import Repeat, RepeatNeedsDueDate
from tests.reminders.cases import STATES, TODAY


@pytest.mark.parametrize(
    ("due", "repeat", "today", "expected"),
    [
        # done in time, or early: the one after the due date
        ("2026-11-25", "daily", "2026-11-25", "2026-11-26"),
        ("2026-11-25", "daily", "2026-11-20", "2026-11-26"),
        ("2026-11-25", "weekly", "2026-11-25", "2026-12-02"),
        ("2026-11-25", "monthly", "2026-11-25", "2026-12-25"),
        ("2026-11-25", "yearly", "2026-11-25", "2027-11-25"),
        # done late: what is past is skipped, today is not past
        ("2026-11-20", "daily", "2026-11-25", "2026-11-25"),
        ("2026-11-24", "daily", "2026-11-25", "2026-11-25"),
        ("2026-11-11", "weekly", "2026-11-25", "2026-11-25"),
        ("2026-11-11", "weekly", "2026-11-26", "2026-12-02"),
        ("2026-11-11", "weekly", "2026-11-12", "2026-11-18"),
        ("2026-08-10", "monthly", "2026-11-09", "2026-11-10"),
        ("2026-08-10", "monthly", "2026-11-10", "2026-11-10"),
        ("2026-08-10", "monthly", "2026-11-11", "2026-12-10"),
        ("2020-11-26", "yearly", "2026-11-25", "2026-11-26"),
        ("2020-11-24", "yearly", "2026-11-25", "2027-11-24"),
        ("2026-12-15", "monthly", "2026-12-20", "2027-01-15"),
    ],
)
def test_the_next_date_of_a_series(due, repeat, today, expected):
    due_date = date.fromisoformat(due)
    found = rules.next_due(due_date, Repeat(repeat), due_date.day, date.fromisoformat(today))
    assert found == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "repeat", "dates"),
    [
        (31, "monthly", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]),
        (30, "monthly", ["2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30"]),
        (28, "monthly", ["2026-01-28", "2026-02-28", "2026-03-28"]),
        (29, "yearly", ["2027-02-28", "2028-02-29", "2029-02-28"]),
    ],
)
def test_the_end_of_a_month_stays_the_end(day, repeat, dates):
    days = [date.fromisoformat(text) for text in dates]
    for before, after in pairwise(days):
        assert rules.next_due(before, Repeat(repeat), day, before) == after


def test_what_does_not_repeat_has_no_next_date():
    with pytest.raises(ValueError, match="repeat"):
        rules.next_due(TODAY, Repeat.NONE, 1, TODAY)


def test_what_repeats_needs_a_due_date():
    rules.check_repeat(Repeat.NONE, None)
    rules.check_repeat(Repeat.DAILY, TODAY)
    with pytest.raises(RepeatNeedsDueDate) as refused:
        rules.check_repeat(Repeat.DAILY, None)
    assert refused.value.field == "due_date"


@pytest.mark.parametrize(("status", "due", "snoozed", "state", "is_due"), STATES)
def test_how_a_reminder_stands(status, due, snoozed, state, is_due):
    assert rules.state_on(status, due, snoozed, TODAY) == state
    assert rules.is_due(status, due, snoozed, TODAY) is is_due


@pytest.mark.parametrize(
    ("today", "tomorrow", "monday"),
    [
        ("2026-11-25", "2026-11-26", "2026-11-30"),
        ("2026-11-29", "2026-11-30", "2026-11-30"),
        ("2026-11-30", "2026-12-01", "2026-12-07"),
    ],
)
def test_snoozing_until_tomorrow_or_next_week(today, tomorrow, monday):
    expected = (date.fromisoformat(tomorrow), date.fromisoformat(monday))
    assert rules.snooze_days(date.fromisoformat(today)) == expected
