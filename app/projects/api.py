"""Projects as JSON."""

from __future__ import annotations

from flask import Blueprint

from app.projects import actions
from app.projects.forms import ProjectForm
from app.projects.models import Project
from app.projects.queries import PROJECT
from app.views.contracts import UUID_, Output, list_of
from app.views.resource import resource

projects = Blueprint("projects_api", __name__)

PROJECT_OUTPUT = Output.of(
    Project,
    "id number customer_id department_id title status start_date end_date description hourly_rate rounding "
    "budget_hours budget_amount member_ids created_at updated_at",
    member_ids=list_of(UUID_),
)

resource(
    projects,
    PROJECT,
    ProjectForm,
    PROJECT_OUTPUT,
    create=actions.create_project,
    change=actions.change_project,
    delete=actions.delete_project,
)
