"""The list of projects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from app.crm.models import Customer
from app.lists.columns import Column, SortKey
from app.lists.filters import Chosen, Pointed, Search, Since
from app.lists.listing import Listing
from app.people.models import Department
from app.permissions import Viewer
from app.projects.models import Project, ProjectMember
from app.projects.queries import OPEN_END, PROJECT
from app.projects.rules import ProjectStatus

_COLUMNS = (
    Column("title", _l("Title"), Project.title, sort="title", link=True, role="title"),
    Column("number", _l("Number"), Project.number, sort="number", muted=True),
    Column("customer", _l("Customer"), Customer.name, role="lead", of=("customer",)),
    Column("department", _l("Department"), Department.name, muted=True, of=("department",)),
    Column("start_date", _l("Start"), Project.start_date, sort="start_date"),
    Column("end_date", _l("End"), Project.end_date, sort="end_date", role="figure"),
    Column("status", _l("Status"), Project.status, role="status"),
)


def _with_members(ids: Sequence[UUID]) -> ColumnElement[bool]:
    return Project.id.in_(select(ProjectMember.project_id).where(ProjectMember.employee_id.in_(ids)))


_FILTERS = (
    Search(PROJECT.search, _l("Number, title, customer …")),
    Chosen("status", _l("Status"), ProjectStatus, Project.status.in_),
    Pointed("customer_id", _l("Customer"), "customer", Project.customer_id.in_),
    Pointed("department_id", _l("Department"), "department", Project.department_id.in_),
    Pointed("member_id", _l("Team"), "employee", _with_members, hidden=True),
    Since("from_date", _l("From"), lambda day: day <= OPEN_END),
    Since("to_date", _l("To"), lambda day: Project.start_date <= day),
)
_SORTS = {
    "number": SortKey(Project.number),
    "title": SortKey(Project.sort_title),
    "start_date": SortKey(Project.start_date),
    "end_date": SortKey(OPEN_END),
    "created_at": SortKey(Project.created_at),
}


def projects(viewer: Viewer, today: date) -> Listing:
    """What is done for customers."""
    return Listing(
        PROJECT,
        PROJECT.visible(viewer),
        columns=_COLUMNS,
        filters=_FILTERS,
        period=("from_date", "to_date"),
        sorts=_SORTS,
        default_sort="-number",
        api_options=(selectinload(Project.team),),
        panel=("title", "number", "department", "start_date", "end_date", "status"),
        empty=_l("No project yet. Time is recorded on projects, and invoices are made from it."),
    )
