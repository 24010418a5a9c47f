"""Reading reminders: the owner sees them, and whoever manages them."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, literal_column, or_, select
from sqlalchemy.orm import contains_eager

from app.column_types import WordOf
from app.database import db
from app.links.kinds import Kind, Names
from app.links.searching import Searched
from app.permissions import Viewer
from app.reminders.models import Reminder
from app.reminders.rules import ReminderStatus, State

IS_OPEN = Reminder.status == ReminderStatus.OPEN
# Written exactly as the index has it (models.SORTED_DUE), or neither database would use it.
SORTED_DUE: ColumnElement[Any] = func.coalesce(
    Reminder.due_date, literal_column("'9999-12-31'"), type_=Date()
)


def visible_reminders(viewer: Viewer) -> Select[Any]:
    """One's own; with `manage` everybody's."""
    query = select(Reminder).join(Reminder.owner)
    return query if viewer.may("reminders:manage") else query.where(Reminder.owner_id == viewer.id)


REMINDER = Kind(
    "reminder",
    Reminder,
    "reminders",
    visible_reminders,
    names=Names(_l("Reminder"), _l("Reminders"), _l("New reminder"), _l("Delete reminder")),
    blueprint="reminders",
    label=Reminder.title,
    search=Searched(Reminder.search_text),
    order=Reminder.sort_name,
    choosable=IS_OPEN,
    named=lambda reminder: str(reminder.title),
    loaded=(contains_eager(Reminder.owner),),
    deletes="reminders:write",
)


def state_on(today: date) -> ColumnElement[State]:
    """`rules.state_on` in SQL."""
    return case(
        (Reminder.status == ReminderStatus.DONE, _is(State.DONE)),
        (Reminder.due_date < today, _is(State.OVERDUE)),
        (Reminder.snoozed_until > today, _is(State.SNOOZED)),
        else_=_is(State.OPEN),
    )


def _is(state: State) -> ColumnElement[State]:
    return literal(state, WordOf(State))


def is_due(today: date) -> ColumnElement[bool]:
    """`rules.is_due` in SQL."""
    due = SORTED_DUE
    loud = or_(Reminder.snoozed_until.is_(None), Reminder.snoozed_until <= today)
    return and_(IS_OPEN, due <= today, loud)


def count_due(viewer: Viewer, today: date) -> int:
    """How many of the viewer's own are due."""
    query = select(func.count(Reminder.id)).where(Reminder.owner_id == viewer.id, is_due(today))
    return int(db.session.scalar(query) or 0)


def next_of(reminder: Reminder) -> Reminder | None:
    """The next one of its series, if there is one."""
    return db.session.scalar(select(Reminder).where(Reminder.follows_id == reminder.id))
