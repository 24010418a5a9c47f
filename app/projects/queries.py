"""Reading projects."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Date, Select, exists, func, literal_column, or_, select, true
from sqlalchemy.orm import contains_eager, selectinload

from app.crm.models import Customer
from app.crm.queries import CUSTOMER_NAMES
from app.database import db
from app.links.kinds import Kind, Names
from app.links.searching import Searched
from app.people.models import Employee
from app.permissions import Viewer
from app.projects.models import Project, ProjectMember
from app.projects.rules import OPEN_STATUSES

# Written exactly as the index has it (models.OPEN_END), or neither database would use it.
OPEN_END: ColumnElement[Any] = func.coalesce(Project.end_date, literal_column("'9999-12-31'"), type_=Date())


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


PROJECT = Kind(
    "project",
    Project,
    "projects",
    visible_projects,
    names=Names(_l("Project"), _l("Projects"), _l("New project"), _l("Delete project")),
    blueprint="projects",
    label=Project.title,
    hint=Project.number + " · " + Customer.name,
    search=Searched(Project.search_text, ((Project.customer_id, CUSTOMER_NAMES),)),
    order=Project.sort_title,
    choosable=Project.status.in_(OPEN_STATUSES),
    named=lambda project: str(project.title),
    short=("title",),
    loaded=(
        contains_eager(Project.customer),
        contains_eager(Project.department),
        selectinload(Project.team),
    ),
    subject=True,
)


HAS_PROJECTS = exists().where(Project.id.is_not(None))


def team_of(project_id: UUID) -> list[Employee]:
    """The people of a project's team, by name. Names of colleagues are known to everybody."""
    members = select(ProjectMember.employee_id).where(ProjectMember.project_id == project_id)
    return list(
        db.session.scalars(select(Employee).where(Employee.id.in_(members)).order_by(Employee.sort_name))
    )


def only_open_project(customer_id: UUID, viewer: Viewer) -> UUID | None:
    """The one project of a customer on which time can be recorded; None where there are none or several."""
    open_ = visible_projects(viewer).where(
        Project.customer_id == customer_id, Project.status.in_(OPEN_STATUSES)
    )
    found = list(db.session.scalars(open_.with_only_columns(Project.id).limit(2)))
    return found[0] if len(found) == 1 else None
