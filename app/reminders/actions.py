"""Setting, changing, closing and deleting reminders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.audit import actions as audit
from app.company.queries import company_day
from app.database import atomic, db, fill, hold, kept
from app.links.attached import goes_with_its_subject, hold_attached, keep_subject
from app.links.keeping import keeps
from app.people.models import Employee
from app.permissions import Viewer
from app.reminders import rules
from app.reminders.models import Reminder
from app.reminders.queries import next_of
from app.reminders.rules import ReminderStatus, Repeat
from app.values.refusals import NotThere
from app.values.texts import N_

CARRIED_ON = ("title", "description", "priority", "repeat", "owner_id", "linked_module", "linked_id")


keeps("employee", N_("reminders"), Reminder.owner_id, "reminders.index", by="owner_id")


def _forget(reminder: Reminder, by: Viewer | None) -> None:
    audit.deleted(reminder, by=by)
    db.session.delete(reminder)


goes_with_its_subject(Reminder, _forget)


def _checked(values: Mapping[str, Any], present: UUID, by: Viewer) -> dict[str, Any]:
    """The values with the owner, who stays `present` if nobody is named; holds whom and what they name."""
    owner_id = values.get("owner_id") or present
    if owner_id not in (present, by.id) and not by.may("reminders:manage"):
        raise rules.NotYourReminder()
    rules.check_repeat(values.get("repeat", Repeat.NONE), values.get("due_date"))
    if not kept(Employee, [owner_id]):
        raise NotThere()
    keep_subject(values.get("linked_module"), values.get("linked_id"))
    return {**values, "owner_id": owner_id}


@atomic
def create_reminder(values: Mapping[str, Any], *, by: Viewer) -> Reminder:
    """A new one, for `by` unless `owner_id` says otherwise."""
    reminder = Reminder(**_checked(values, by.id, by))
    db.session.add(reminder)
    audit.created(reminder, by=by)
    return reminder


@atomic
def change_reminder(
    reminder: Reminder, values: Mapping[str, Any], version: int | None = None, *, by: Viewer, now: datetime
) -> Reminder:
    """Changes all of it, the status too: closing what repeats makes the next one."""
    given = _checked(values, reminder.owner_id, by)
    hold_attached(reminder, version)
    _set(reminder, given, by, company_day(now))
    return reminder


@atomic
def mark_done(reminder: Reminder, version: int | None = None, *, by: Viewer, now: datetime) -> Reminder:
    """Closes it, and makes the next one of what repeats; what is done already stays as it is."""
    hold_attached(reminder, version)
    _set(reminder, {"status": ReminderStatus.DONE}, by, company_day(now))
    return reminder


@atomic
def reopen(reminder: Reminder, version: int | None = None, *, by: Viewer, now: datetime) -> Reminder:
    """Opens it again; the next one of its series, if there is one, stays."""
    hold(reminder, version)
    _set(reminder, {"status": ReminderStatus.OPEN}, by, company_day(now))
    return reminder


@atomic
def snooze(
    reminder: Reminder, values: Mapping[str, Any], version: int | None = None, *, by: Viewer, now: datetime
) -> Reminder:
    """Leaves its owner alone until `snoozed_until`; the due date stays."""
    hold(reminder, version)
    _set(reminder, values, by, company_day(now))
    return reminder


@atomic
def delete_reminder(reminder: Reminder, version: int | None = None, *, by: Viewer) -> None:
    hold(reminder, version)
    _forget(reminder, by)


def _set(reminder: Reminder, values: Mapping[str, Any], by: Viewer, today: date) -> None:
    was = reminder.status
    with audit.changing(reminder, by=by):
        fill(reminder, values)
    if reminder.status == ReminderStatus.DONE != was and reminder.repeat != Repeat.NONE:
        _go_on(reminder, by, today)


def _go_on(reminder: Reminder, by: Viewer, today: date) -> None:
    """Makes the next one of a series, unless there is one: whoever opens and closes again makes no second."""
    if reminder.due_date is None or next_of(reminder) is not None:
        return
    day = reminder.due_day or reminder.due_date.day
    due = rules.next_due(reminder.due_date, reminder.repeat, day, today)
    carried = {name: getattr(reminder, name) for name in CARRIED_ON}
    following = Reminder(follows_id=reminder.id, due_date=due, due_day=day, **carried)
    db.session.add(following)
    audit.created(following, by=by)
