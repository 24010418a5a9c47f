"""Projects as JSON."""

from __future__ import annotations

from flask import Blueprint

from app.company.rules import TimeRounding
from app.projects import actions, queries
from app.projects.forms import ProjectForm
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
from app.web import languages

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

resource(
    api,
    "",
    "project",
    module="projects",
    listing=queries.PROJECTS,
    form=ProjectForm,
    output=PROJECT,
    get=lambda id, viewer: queries.get_project(id, viewer=viewer),
    create=lambda values, by: actions.create_project(values, by=by, today=languages.today()),
    change=lambda found, values, version, by: actions.change_project(found, values, version, by=by),
    delete=lambda found, version, by: actions.delete_project(found, version, by=by),
)
