"""Time entries and the timer as JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.database import utc_now
from app.people.queries import get_employee
from app.projects.queries import get_project
from app.time_tracking import actions, queries
from app.time_tracking.forms import EntryForm, StartForm, StopForm
from app.time_tracking.rules import RateSource
from app.values.refusals import NotThere
from app.views import json
from app.views.contracts import (
    BOOLEAN,
    DECIMAL_N,
    DURATION_N,
    MOMENT,
    MOMENT_N,
    TEXT_,
    UUID_,
    UUID_N,
    Output,
    one_of,
)
from app.views.json import operation
from app.views.resource import resource
from app.web import guard
from app.web.guard import needs

api = Blueprint("time_tracking_api", __name__)

ENTRY = Output(
    "TimeEntry",
    id=UUID_,
    employee_id=UUID_,
    project_id=UUID_,
    start_time=MOMENT,
    end_time=MOMENT_N,
    duration=DURATION_N,
    note=TEXT_,
    billable=BOOLEAN,
    hourly_rate=DECIMAL_N,
    effective_rate=DECIMAL_N,
    rate_source=one_of(RateSource).or_null(),
    invoice_id=UUID_N,
    created_at=MOMENT,
    updated_at=MOMENT,
)


resource(
    api,
    "",
    "entry",
    module="time_tracking",
    listing=queries.ENTRIES,
    form=EntryForm,
    output=ENTRY,
    get=lambda id, viewer: queries.get_entry(id, viewer=viewer),
    create=lambda values, by: actions.create_entry(values, by=by, now=utc_now()),
    change=lambda found, values, version, by: actions.change_entry(
        found, values, version, by=by, now=utc_now()
    ),
    delete=lambda found, version, by: actions.delete_entry(found, version, by=by),
)


@api.get("/by-project/<uuid:id>")
@needs("time_tracking:read")
@operation("Time entries of a project", listing=queries.ENTRIES, gives=ENTRY)
def list_of_project(id: UUID) -> Response:
    project = get_project(id, viewer=guard.viewer())
    return json.listing(queries.ENTRIES, ENTRY, project_id=[project.id])


@api.get("/by-employee/<uuid:id>")
@needs("time_tracking:read")
@operation("Time entries of an employee", listing=queries.ENTRIES, gives=ENTRY)
def list_of_employee(id: UUID) -> Response:
    viewer = guard.viewer()
    if id != viewer.id and not viewer.may("time_tracking:manage"):
        raise NotThere()
    return json.listing(queries.ENTRIES, ENTRY, employee_id=[get_employee(id, viewer=viewer).id])


@api.post("/start")
@needs("time_tracking:write")
@operation("Start the timer", takes=StartForm, gives=ENTRY)
def start() -> Response:
    return json.act(
        StartForm, lambda values: actions.start_timer(**values, by=guard.viewer(), now=utc_now()), ENTRY
    )


@api.post("/stop")
@needs("time_tracking:write")
@operation("Stop the timer", takes=StopForm, gives=ENTRY)
def stop() -> Response:

    def stop(values: dict[str, Any]) -> object:
        return actions.stop_timer(by=guard.viewer(), now=utc_now(), end=values["end_time"])

    return json.act(StopForm, stop, ENTRY)


@api.get("/running")
@needs("time_tracking:read")
@operation("The caller's timer, or null", gives=ENTRY, nullable=True)
def running() -> Response:
    found = queries.running_entry(guard.viewer())
    return json.answer(None) if found is None else json.show(found, ENTRY)
