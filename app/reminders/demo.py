"""Reminders of the demonstration company."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from app.company.queries import company_day
from app.links.kinds import search
from app.permissions import Viewer
from app.reminders.actions import create_reminder, mark_done
from app.reminders.rules import Priority, Repeat

# title, due in so many days, priority, repeats, about
_OF_EACH = (
    ("Rückruf wegen des Wartungsvertrags", -3, Priority.HIGH, Repeat.NONE, "customer"),
    ("Wochenbericht abgeben", 2, Priority.MEDIUM, Repeat.WEEKLY, None),
    ("Zeiten des Monats prüfen", 0, Priority.MEDIUM, Repeat.MONTHLY, None),
    ("Angebot für Teil 2 nachfassen", 6, Priority.MEDIUM, Repeat.NONE, "project"),
    ("Weihnachtskarten bestellen", None, Priority.LOW, Repeat.NONE, None),
)


def reminders(chance: Random, now: datetime, logins: Mapping[str, Viewer]) -> None:
    """A handful for each login: one overdue, two that repeat, some about what they may see."""
    today = company_day(now)
    for viewer in logins.values():
        for title, days, priority, repeat, kind in _OF_EACH:
            about = chance.choice(search(kind, "", viewer) or [None]) if kind else None
            create_reminder(
                {
                    "title": title,
                    "due_date": None if days is None else today + timedelta(days=days),
                    "priority": priority,
                    "repeat": repeat,
                    "linked_module": about.kind if about else None,
                    "linked_id": about.id if about else None,
                },
                by=viewer,
            )
        done = {"title": "Urlaub eintragen", "due_date": today - timedelta(days=12), "priority": Priority.LOW}
        mark_done(create_reminder(done, by=viewer), by=viewer, now=now)
