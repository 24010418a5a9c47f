"""When a reminder is due, and when the next one of a series is."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from app.values.refusals import InvalidValue, Refusal
from app.values.texts import N_
from app.values.words import Word


class Priority(Word):
    LOW = "low", N_("Low"), "off"
    MEDIUM = "medium", N_("Medium")
    HIGH = "high", N_("High"), "warn"
    CRITICAL = "critical", N_("Critical"), "wrong"


class Repeat(Word):
    NONE = "none", N_("never")
    DAILY = "daily", N_("daily")
    WEEKLY = "weekly", N_("weekly")
    MONTHLY = "monthly", N_("monthly")
    YEARLY = "yearly", N_("yearly")


class ReminderStatus(Word):
    OPEN = "open", N_("Open"), "info"
    DONE = "done", N_("Done (reminder)"), "good"


class State(Word):
    """How a reminder stands on a day."""

    OPEN = "open", N_("Open"), "info"
    OVERDUE = "overdue", N_("Overdue"), "wrong"
    SNOOZED = "snoozed", N_("Snoozed"), "off"
    DONE = "done", N_("Done (reminder)"), "good"


class RepeatNeedsDueDate(InvalidValue):
    """What repeats needs a due date."""

    field = "due_date"


class NotYourReminder(Refusal):
    """You may set reminders for yourself only."""

    status = 403
    field = "owner_id"


def check_repeat(repeat: Repeat, due_date: date | None) -> None:
    """Raises RepeatNeedsDueDate."""
    if repeat != Repeat.NONE and due_date is None:
        raise RepeatNeedsDueDate()


def state_on(status: ReminderStatus, due_date: date | None, snoozed_until: date | None, today: date) -> State:
    """Whoever snoozes an overdue one is left alone until then, but it stays overdue."""
    if status == ReminderStatus.DONE:
        return State.DONE
    if due_date is not None and due_date < today:
        return State.OVERDUE
    return State.SNOOZED if snoozed_until is not None and snoozed_until > today else State.OPEN


def is_due(status: ReminderStatus, due_date: date | None, snoozed_until: date | None, today: date) -> bool:
    """Whether it calls for attention: open, due today or before, and not snoozed beyond today."""
    is_quiet = snoozed_until is not None and snoozed_until > today
    return status == ReminderStatus.OPEN and due_date is not None and due_date <= today and not is_quiet


def next_due(due_date: date, repeat: Repeat, due_day: int, today: date) -> date:
    """The next date of a series after `due_date`, today or later: what is past is skipped.

    `due_day` is the day of the month on which the series began: after 31 January comes 28 February, then 31
    March. ValueError for what does not repeat.
    """
    if repeat in (Repeat.DAILY, Repeat.WEEKLY):
        step = 1 if repeat == Repeat.DAILY else 7
        return due_date + timedelta(days=_steps((today - due_date).days, step) * step)
    if repeat not in (Repeat.MONTHLY, Repeat.YEARLY):
        raise ValueError("it does not repeat")
    step = 1 if repeat == Repeat.MONTHLY else 12
    passed = (today.year - due_date.year) * 12 + today.month - due_date.month
    months = _steps(passed, step) * step
    found = _months_later(due_date, months, due_day)
    return found if found >= today else _months_later(due_date, months + step, due_day)


def _steps(passed: int, step: int) -> int:
    """How many steps reach beyond what has passed; at least one."""
    return max(1, -(-passed // step))


def _months_later(day: date, months: int, wanted: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(wanted, monthrange(year, month + 1)[1]))


def snooze_days(today: date) -> tuple[date, date]:
    """Tomorrow, and the Monday of next week."""
    return today + timedelta(days=1), today + timedelta(days=7 - today.weekday())
