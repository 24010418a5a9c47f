"""Reading projects."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Date, Select, func, literal_column, or_, select, true
from sqlalchemy.orm import contains_eager, selectinload

from app.crm.models import Customer
from app.database import db
from app.links.kinds import Linkable
from app.lists.filters import Chosen, Pointed, Search, Since, words_in
from app.lists.listing import Column, Listing, SortKey
from app.people.models import Department, Employee
from app.permissions import Viewer
from app.projects.models import Project, ProjectMember
from app.projects.rules import OPEN_STATUSES, ProjectStatus
from app.projects.words import PROJECT_STATUS
from app.values.refusals import NotThere


def sees_project(viewer: Viewer) -> ColumnElement[bool]:
    """The one predicate of projects: `manage` sees all, others those of their department and their teams."""
    if viewer.may("projects:manage"):
        return true()
    mine = select(ProjectMember.project_id).where(ProjectMember.employee_id == viewer.id)
    own = Project.id.in_(mine)
    return own if viewer.department_id is None else or_(Project.department_id == viewer.department_id, own)


def visible_projects(viewer: Viewer) -> Select[Any]:
    """The projects that the viewer may see, joined with their customers and departments."""
    joined = select(Project).join(Project.customer).join(Project.department)
    return joined.where(sees_project(viewer))


def find_project(id_: UUID, *, viewer: Viewer) -> Project | None:
    """A project with its customer, department and team, as far as the viewer may see it."""
    query = visible_projects(viewer).where(Project.id == id_)
    loaded = (
        contains_eager(Project.customer),
        contains_eager(Project.department),
        selectinload(Project.team),
    )
    return db.session.scalar(query.options(*loaded))


def get_project(id_: UUID, *, viewer: Viewer) -> Project:
    """As `find_project`; `NotThere` when there is nothing to see."""
    found = find_project(id_, viewer=viewer)
    if found is None:
        raise NotThere()
    return found


def team_of(project_id: UUID) -> list[Employee]:
    """The people of a project's team, by name. Names of colleagues are known to everybody."""
    members = select(ProjectMember.employee_id).where(ProjectMember.project_id == project_id)
    return list(
        db.session.scalars(select(Employee).where(Employee.id.in_(members)).order_by(Employee.sort_name))
    )


# Written exactly as the index has it (models.OPEN_END), or neither database would use it.
OPEN_END: ColumnElement[Any] = func.coalesce(Project.end_date, literal_column("'9999-12-31'"), type_=Date())

PROJECTS = Listing(
    "projects",
    title=_l("Projects"),
    record=Project,
    endpoint="projects.index",
    show="projects.show",
    visible=visible_projects,
    columns=(
        Column("title", _l("Title"), Project.title, sort="title", link=True, role="title"),
        Column("number", _l("Number"), Project.number, sort="number", muted=True),
        Column("customer", _l("Customer"), Customer.name, role="lead"),
        Column("department", _l("Department"), Department.name, muted=True),
        Column("start_date", _l("Start"), Project.start_date, kind="date", sort="start_date"),
        Column("end_date", _l("End"), Project.end_date, kind="date", sort="end_date", role="figure"),
        Column("status", _l("Status"), Project.status, kind="badge", words=PROJECT_STATUS, role="status"),
    ),
    filters=(
        Search(words_in(Project.search_text, Customer.sort_name), _l("Number, title, customer …")),
        Chosen("status", _l("Status"), ProjectStatus, PROJECT_STATUS, Project.status.in_),
        Pointed("customer_id", _l("Customer"), "customer", Project.customer_id.in_),
        Pointed("department_id", _l("Department"), "department", Project.department_id.in_),
        Since("from_date", _l("From"), lambda day: day <= OPEN_END),
        Since("to_date", _l("To"), lambda day: Project.start_date <= day),
    ),
    period=("from_date", "to_date"),
    sorts={
        "number": SortKey(Project.number),
        "title": SortKey(Project.sort_title),
        "start_date": SortKey(Project.start_date),
        "end_date": SortKey(OPEN_END),
        "created_at": SortKey(Project.created_at),
    },
    default_sort="-number",
    api_options=(selectinload(Project.team),),
    empty=_l("No project yet. Time is recorded on projects, and invoices are made from it."),
)


def linkables() -> list[Linkable]:
    """What others may point to here."""
    return [
        Linkable(
            "project",
            Project,
            "projects:read",
            visible_projects,
            label=Project.title,
            hint=Project.number + " · " + Customer.name,
            search=Project.search_text + "\n" + Customer.search_text,
            order=Project.sort_title,
            endpoint="projects.show",
            choosable=Project.status.in_(OPEN_STATUSES),
        )
    ]
