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
from app.reminders.rules import State
from app.views import json
from app.views.contracts import BOOLEAN, Output
from app.views.json import operation
from app.views.resource import resource
from app.web.guard import needs

reminders = Blueprint("reminders_api", __name__)


def _is_overdue(reminder: Reminder) -> bool:
    return reminder.state_on(today()) == State.OVERDUE


REMINDER_OUTPUT = Output.of(
    Reminder,
    "id title description due_date priority linked_module linked_id owner_id repeat snoozed_until status "
    "overdue created_at updated_at",
    overdue=(BOOLEAN, _is_overdue),
)

resource(
    reminders,
    REMINDER,
    ReminderForm,
    REMINDER_OUTPUT,
    create=actions.create_reminder,
    change=actions.change_reminder,
    delete=actions.delete_reminder,
)


@reminders.post("/<uuid:id>/mark-done")
@needs("reminders:write")
@operation("Mark a reminder as done", takes=Nothing, gives=REMINDER_OUTPUT)
def mark_done(id: UUID) -> Response:
    return json.press(REMINDER, id, actions.mark_done, REMINDER_OUTPUT)
