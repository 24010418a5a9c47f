"""Changing projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from app.audit import actions as audit
from app.company.actions import keep_numbers, next_number
from app.company.queries import company_day
from app.company.rules import Series
from app.crm.models import Customer
from app.database import atomic, db, fill, hold, keep_named
from app.links.keeping import check_unused, keeps, let_go
from app.people.models import Department, Employee
from app.permissions import Viewer
from app.projects.models import Project, ProjectMember
from app.projects.rules import NotYourDepartment, ProjectIsUsed, check_dates
from app.values.refusals import Mend
from app.values.texts import N_

keep_numbers(Series.PROJECT, Project.number)


keeps("customer", N_("projects"), Project.customer_id, "projects.index", by="customer_id")
keeps("department", N_("projects"), Project.department_id, "projects.index", by="department_id")
keeps("employee", N_("projects"), ProjectMember.employee_id, "projects.index", by="member_id")


def _check(values: Mapping[str, Any], by: Viewer | None, department_before: UUID | None = None) -> None:
    check_dates(values["start_date"], values.get("end_date"))
    department = values["department_id"]
    free = by is None or by.may("projects:manage") or department == department_before
    if by is not None and not free and department != by.department_id:
        raise NotYourDepartment()


def _set_team(project: Project, member_ids: Iterable[UUID]) -> None:
    wanted, present = set(member_ids), set(project.member_ids)
    if wanted == present:
        return
    project.team = [member for member in project.team if member.employee_id in wanted]
    project.team += [ProjectMember(employee_id=id_) for id_ in sorted(wanted - present)]
    flag_modified(project, "title")  # the team lies in another table: its change is a change of the project


def _fill(project: Project, values: Mapping[str, Any]) -> None:
    fill(project, {name: value for name, value in values.items() if name != "member_ids"})
    if "member_ids" in values:
        _set_team(project, values["member_ids"] or ())


@atomic
def create_project(values: Mapping[str, Any], *, by: Viewer | None, now: datetime) -> Project:
    """A new project with the next number. Without `manage`: in one's own department."""
    keep_named(values, department_id=Department, member_ids=Employee, customer_id=Customer)
    _check(values, by)
    number, _value = next_number(Series.PROJECT, company_day(now))
    project = Project(number=number)
    _fill(project, values)
    db.session.add(project)
    audit.created(project, by=by)
    return project


@atomic
def change_project(
    project: Project, values: Mapping[str, Any], version: int | None = None, *, by: Viewer
) -> Project:
    """Changes a project and its team. Without `manage` it cannot be moved to a department of others."""
    keep_named(values, department_id=Department, member_ids=Employee, customer_id=Customer)
    hold(project, version)
    _check(values, by, project.department_id)
    with audit.changing(project, by=by):
        _fill(project, values)
    return project


def refuse_project(project: Project) -> None:
    """Refuses to delete a project that something belongs to."""
    edit = Mend("projects.edit", N_("Edit the project"), id=project.id)
    check_unused(project, ProjectIsUsed, edit)


@atomic
def delete_project(project: Project, version: int | None = None, *, by: Viewer) -> None:
    """Deletes a project and its team; refused while time, invoices or the like belong to it."""
    hold(project, version)
    refuse_project(project)
    let_go("project", [project.id], by=by)
    audit.deleted(project, by=by)
    db.session.delete(project)
