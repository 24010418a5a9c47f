"""Reminders for tests, made through the action that people use."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.reminders.actions import create_reminder
from app.reminders.models import Reminder
from app.reminders.rules import Priority
from tests import cast

NOW = datetime(2026, 11, 25, 9, 40, tzinfo=UTC)
TODAY = date(2026, 11, 25)


def reminder(title: str = "Angebot nachfassen", *, of: str = "mitarbeit", **values: Any) -> Reminder:
    """One of somebody's own; `about` is the record that it belongs to."""
    about = values.pop("about", None)
    given = {
        "title": title,
        "priority": Priority.MEDIUM,
        "linked_module": about.__tablename__ if about is not None else None,
        "linked_id": about.id if about is not None else None,
    }
    return create_reminder(given | values, by=cast.viewer(of))


def count() -> int:
    """How many there are, as the database has it."""
    db.session.rollback()
    return int(db.session.scalar(select(func.count(Reminder.id))) or 0)
