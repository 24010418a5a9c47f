"""Pages of projects."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.projects import actions
from app.projects.forms import ProjectForm
from app.projects.queries import PROJECT, team_of
from app.projects.rules import OPEN_STATUSES
from app.views import forms, records
from app.web import guard, languages
from app.web.guard import needs

projects = Blueprint("projects", __name__)


@projects.get("/projects")
@needs("projects:read")
def index() -> Response:
    return records.index(PROJECT)


@projects.route("/projects/new", methods=records.FORM)
@needs("projects:write")
def new() -> Response:
    defaults = {"start_date": languages.today(), "department_id": guard.viewer().department_id}
    return records.new(
        PROJECT, ProjectForm, actions.create_project, defaults=defaults | forms.preset("customer_id")
    )


@projects.get("/projects/<uuid:id>")
@needs("projects:read")
def show(id: UUID) -> Response:
    project = PROJECT.get(id, guard.viewer())
    return records.detail(
        PROJECT,
        project,
        "projects/show.html",
        team=team_of(project.id),
        is_open=project.status in OPEN_STATUSES,
    )


@projects.route("/projects/<uuid:id>/edit", methods=records.FORM)
@needs("projects:write")
def edit(id: UUID) -> Response:
    return records.edit(PROJECT, id, ProjectForm, actions.change_project)


@projects.route("/projects/<uuid:id>/delete", methods=records.FORM)
@needs("projects:delete")
def delete(id: UUID) -> Response:
    return records.delete(PROJECT, id, actions.delete_project)
