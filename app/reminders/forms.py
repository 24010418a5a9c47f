"""What people may send about reminders."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.forms.fields import Choice, Day, LongText, Text
from app.forms.form import Form
from app.forms.references import Reference
from app.forms.subjects import Subject, SubjectKind
from app.reminders.rules import Priority, ReminderStatus, Repeat
from app.values.days import Lean


class ReminderForm(Form):
    read_only = Form.read_only | {"overdue"}

    title = Text(_l("Title"), required=True)
    due_date = Day(_l("Due"), leans=Lean.FORWARD)
    repeat = Choice(_l("Repeats"), Repeat, default=Repeat.NONE, width="third")
    priority = Choice(_l("Priority"), Priority, default=Priority.MEDIUM, width="third")
    linked_module = SubjectKind()
    linked_id = Subject(_l("About"), width="half")
    owner_id: Any = Reference(_l("For"), "employee", width="half", description=_l("Empty: for you."))
    description = LongText(_l("Description"))
    snoozed_until: Any = Day(_l("Snoozed until"), leans=Lean.FORWARD)
    status: Any = Choice(_l("Status"), ReminderStatus, default=ReminderStatus.OPEN)


class PageForm(ReminderForm):
    """On pages buttons snooze, close and open."""

    snoozed_until = None
    status = None


class OwnForm(PageForm):
    """The same for people who set reminders for themselves only."""

    owner_id = None


class SnoozeForm(Form):
    snoozed_until = Day(_l("Snoozed until"), required=True, leans=Lean.FORWARD)
