"""Pages of projects."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.projects import actions
from app.projects.forms import ProjectForm
from app.projects.queries import PROJECT, team_of
from app.projects.rules import OPEN_STATUSES
from app.views import records
from app.views.forms import preset
from app.views.page_set import pages
from app.web import guard, languages
from app.web.guard import needs

projects = Blueprint("projects", __name__)


def _defaults() -> dict[str, Any]:
    mine = {"start_date": languages.today(), "department_id": guard.viewer().department_id}
    return mine | preset("customer_id")


pages(
    projects,
    PROJECT,
    "/projects",
    ProjectForm,
    create=actions.create_project,
    change=actions.change_project,
    delete=actions.delete_project,
    defaults=_defaults,
    repeats=("customer_id",),
    refuse=actions.refuse_project,
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
