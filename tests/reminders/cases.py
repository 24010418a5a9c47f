"""How reminders stand on a day: the rules and the SQL are held by the same cases."""

from __future__ import annotations

from datetime import date

from app.reminders.rules import ReminderStatus, State

TODAY = date(2026, 11, 25)
_BEFORE, _AFTER = date(2026, 11, 24), date(2026, 11, 26)
_OPEN, _DONE = ReminderStatus.OPEN, ReminderStatus.DONE

# status, due, snoozed until, its state, whether it is due
STATES = [
    (_OPEN, None, None, State.OPEN, False),
    (_OPEN, _AFTER, None, State.OPEN, False),
    (_OPEN, TODAY, None, State.OPEN, True),
    (_OPEN, _BEFORE, None, State.OVERDUE, True),
    (_OPEN, None, _AFTER, State.SNOOZED, False),
    (_OPEN, _AFTER, _AFTER, State.SNOOZED, False),
    (_OPEN, TODAY, _AFTER, State.SNOOZED, False),
    (_OPEN, _BEFORE, _AFTER, State.OVERDUE, False),
    (_OPEN, TODAY, TODAY, State.OPEN, True),
    (_OPEN, TODAY, _BEFORE, State.OPEN, True),
    (_OPEN, None, _BEFORE, State.OPEN, False),
    (_DONE, None, None, State.DONE, False),
    (_DONE, _BEFORE, None, State.DONE, False),
    (_DONE, TODAY, _AFTER, State.DONE, False),
]
