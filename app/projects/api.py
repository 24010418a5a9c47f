"""Projects as JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.company.rules import TimeRounding
from app.projects import actions, queries
from app.projects.forms import ProjectForm
from app.projects.rules import ProjectStatus
from app.web import guard, json, languages
from app.web.guard import needs
from app.web.json import operation
from app.web.outputs import (
    DATE,
    DATE_N,
    DECIMAL_N,
    MOMENT,
    MONEY_N,
    TEXT,
    TEXT_,
    UUID_,
    Output,
    list_of,
    one_of,
)

api = Blueprint("projects_api", __name__)

PROJECT = Output(
    "Project",
    id=UUID_,
    number=TEXT,
    customer_id=UUID_,
    department_id=UUID_,
    title=TEXT,
    status=one_of(ProjectStatus),
    start_date=DATE,
    end_date=DATE_N,
    description=TEXT_,
    hourly_rate=DECIMAL_N,
    rounding=one_of(TimeRounding).or_null(),
    budget_hours=DECIMAL_N,
    budget_amount=MONEY_N,
    member_ids=list_of(UUID_),
    created_at=MOMENT,
    updated_at=MOMENT,
)


@api.get("")
@needs("projects:read")
@operation("Projects", listing=queries.PROJECTS, gives=PROJECT)
def list_projects() -> Response:
    return json.listing(queries.PROJECTS, PROJECT)


@api.post("")
@needs("projects:write")
@operation("Add a project", takes=ProjectForm, gives=PROJECT, status=201)
def create_project() -> Response:
    def create(values: dict[str, Any]) -> object:
        return actions.create_project(values, by=guard.viewer(), today=languages.today())

    return json.create(ProjectForm, create, PROJECT, "projects_api.show_project")


@api.get("/<uuid:id>")
@needs("projects:read")
@operation("One project", gives=PROJECT)
def show_project(id: UUID) -> Response:
    return json.show(queries.get_project(id, viewer=guard.viewer()), PROJECT)


@api.put("/<uuid:id>")
@needs("projects:write")
@operation("Replace a project", takes=ProjectForm, gives=PROJECT)
def replace_project(id: UUID) -> Response:
    found = queries.get_project(id, viewer=guard.viewer())
    return json.replace(
        ProjectForm,
        found,
        lambda values, version: actions.change_project(found, values, version, by=guard.viewer()),
        PROJECT,
    )


@api.delete("/<uuid:id>")
@needs("projects:delete")
@operation("Delete a project", status=204)
def delete_project(id: UUID) -> Response:
    found = queries.get_project(id, viewer=guard.viewer())
    return json.delete(lambda version: actions.delete_project(found, version, by=guard.viewer()))
