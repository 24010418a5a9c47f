"""Time entries and the timer as JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.database import utc_now
from app.people.queries import EMPLOYEE
from app.projects.queries import PROJECT
from app.time_tracking import actions
from app.time_tracking.forms import EntryForm, StartForm, StopForm
from app.time_tracking.models import TimeEntry
from app.time_tracking.queries import TIME_ENTRY, running_entry
from app.time_tracking.rules import RateSource
from app.values.refusals import NotThere
from app.views import json
from app.views.contracts import DECIMAL_N, Output, one_of
from app.views.json import operation
from app.views.resource import resource
from app.web import guard
from app.web.guard import needs

time_entries = Blueprint("time_entries_api", __name__)

TIME_ENTRY_OUTPUT = Output.of(
    TimeEntry,
    "id employee_id project_id start_time end_time duration note billable hourly_rate effective_rate "
    "rate_source invoice_id created_at updated_at",
    effective_rate=DECIMAL_N,
    rate_source=one_of(RateSource).or_null(),
)

resource(
    time_entries,
    TIME_ENTRY,
    EntryForm,
    TIME_ENTRY_OUTPUT,
    create=actions.create_entry,
    change=actions.change_entry,
    delete=actions.delete_entry,
)


@time_entries.get("/by-project/<uuid:id>")
@needs("time_tracking:read")
@operation("Time entries of a project", listing=TIME_ENTRY, gives=TIME_ENTRY_OUTPUT)
def list_of_project(id: UUID) -> Response:
    project = PROJECT.get(id, guard.viewer())
    return json.listing(TIME_ENTRY, TIME_ENTRY_OUTPUT, project_id=[project.id])


@time_entries.get("/by-employee/<uuid:id>")
@needs("time_tracking:read")
@operation("Time entries of an employee", listing=TIME_ENTRY, gives=TIME_ENTRY_OUTPUT)
def list_of_employee(id: UUID) -> Response:
    viewer = guard.viewer()
    if id != viewer.id and not viewer.may("time_tracking:manage"):
        raise NotThere()
    return json.listing(TIME_ENTRY, TIME_ENTRY_OUTPUT, employee_id=[EMPLOYEE.get(id, viewer).id])


@time_entries.post("/start")
@needs("time_tracking:write")
@operation("Start the timer", takes=StartForm, gives=TIME_ENTRY_OUTPUT)
def start() -> Response:
    return json.act(
        StartForm,
        lambda values: actions.start_timer(**values, by=guard.viewer(), now=utc_now()),
        TIME_ENTRY_OUTPUT,
    )


@time_entries.post("/stop")
@needs("time_tracking:write")
@operation("Stop the timer", takes=StopForm, gives=TIME_ENTRY_OUTPUT)
def stop() -> Response:

    def stop(values: dict[str, Any]) -> object:
        return actions.stop_timer(by=guard.viewer(), now=utc_now(), end=values["end_time"])

    return json.act(StopForm, stop, TIME_ENTRY_OUTPUT)


@time_entries.get("/running")
@needs("time_tracking:read")
@operation("The caller's timer, or null", gives=TIME_ENTRY_OUTPUT, nullable=True)
def running() -> Response:
    found = running_entry(guard.viewer())
    return json.answer(None) if found is None else json.show(found, TIME_ENTRY_OUTPUT)
