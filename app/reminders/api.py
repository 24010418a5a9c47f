"""Reminders as JSON."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.forms.form import Nothing
from app.lists.registry import today
from app.reminders import actions
from app.reminders.forms import ReminderForm
from app.reminders.models import Reminder
from app.reminders.queries import REMINDER
from app.reminders.rules import Priority, ReminderStatus, Repeat, State
from app.views import json
from app.views.contracts import BOOLEAN, DATE_N, MOMENT, TEXT, TEXT_, UUID_, UUID_N, Output, one_of
from app.views.json import operation
from app.views.resource import resource
from app.web.guard import needs

api = Blueprint("reminders_api", __name__)


def _is_overdue(reminder: Reminder) -> bool:
    return reminder.state_on(today()) == State.OVERDUE


REMINDER_OUTPUT = Output(
    "Reminder",
    id=UUID_,
    title=TEXT,
    description=TEXT_,
    due_date=DATE_N,
    priority=one_of(Priority),
    linked_module=TEXT_,
    linked_id=UUID_N,
    owner_id=UUID_,
    repeat=one_of(Repeat),
    snoozed_until=DATE_N,
    status=one_of(ReminderStatus),
    overdue=(BOOLEAN, _is_overdue),
    created_at=MOMENT,
    updated_at=MOMENT,
)

resource(
    api,
    REMINDER,
    ReminderForm,
    REMINDER_OUTPUT,
    create=actions.create_reminder,
    change=actions.change_reminder,
    delete=actions.delete_reminder,
)


@api.post("/<uuid:id>/mark-done")
@needs("reminders:write")
@operation("Mark a reminder as done", takes=Nothing, gives=REMINDER_OUTPUT)
def mark_done(id: UUID) -> Response:
    return json.press(REMINDER, id, actions.mark_done, REMINDER_OUTPUT)
