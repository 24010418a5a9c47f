"""Projects as JSON."""

from __future__ import annotations

from flask import Blueprint

from app.company.rules import TimeRounding
from app.projects import actions
from app.projects.forms import ProjectForm
from app.projects.queries import PROJECT
from app.projects.rules import ProjectStatus
from app.views.contracts import (
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
from app.views.resource import resource

projects = Blueprint("projects_api", __name__)

PROJECT_OUTPUT = Output(
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

resource(
    projects,
    PROJECT,
    ProjectForm,
    PROJECT_OUTPUT,
    create=actions.create_project,
    change=actions.change_project,
    delete=actions.delete_project,
)
