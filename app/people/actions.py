"""Changing employees, departments and roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.audit import actions as audit
from app.company.actions import keep_numbers, lock_company, next_number
from app.company.queries import company_day
from app.company.rules import Series
from app.database import atomic, db, fill, hold, lock
from app.links.keeping import check_unused, keeps, let_go
from app.people import rules
from app.people.models import Department, Employee, Role
from app.people.queries import find_by_email
from app.people.rules import EmployeeStatus
from app.permissions import FIRST_ROLES, Viewer, flat
from app.values.refusals import Mend
from app.values.texts import N_

keep_numbers(Series.EMPLOYEE, Employee.employee_code)


keeps("department", N_("employees"), Employee.department_id, "employees.index", by="department_id")
keeps("department", N_("departments"), Department.parent_id, "departments.index")
keeps("employee", N_("departments"), Department.manager_id, "departments.index")
keeps("employee", N_("employees"), Employee.manager_id, "employees.index")
# departments


def _check_department(own: UUID | None, values: Mapping[str, Any]) -> None:
    same = select(Department.id).where(Department.name == values["name"])
    if db.session.scalar(same.where(Department.id != own) if own else same):
        raise rules.NameIsTaken().leading_to(Mend("departments.index", N_("Departments")))
    if own and values.get("parent_id"):
        parents = dict(db.session.execute(select(Department.id, Department.parent_id)).all())
        if rules.makes_a_circle(own, values["parent_id"], parents):
            raise rules.CircleOfDepartments()


@atomic
def create_department(values: Mapping[str, Any], *, by: Viewer | None) -> Department:
    _check_department(None, values)
    department = Department(**values)
    db.session.add(department)
    audit.created(department, by=by)
    return department


@atomic
def change_department(
    department: Department, values: Mapping[str, Any], version: int | None = None, *, by: Viewer
) -> Department:
    lock_company()
    hold(department, version)
    _check_department(department.id, values)
    with audit.changing(department, by=by):
        fill(department, values)
    return department


@atomic
def delete_department(department: Department, version: int | None = None, *, by: Viewer) -> None:
    """Refused while employees, departments or projects are in it."""
    hold(department, version)
    check_unused(department)
    audit.deleted(department, by=by)
    db.session.delete(department)


# employees


def _check_employee(own: UUID | None, values: Mapping[str, Any], by: Viewer | None) -> None:
    taken = find_by_email(values["email"])
    if taken is not None and taken.id != own:
        raise rules.EmailIsTaken().leading_to(Mend("employees.show", taken.name, id=taken.id))
    role = db.session.get_one(Role, values["role_id"])
    if by is not None and not flat(role.permissions) <= by.permissions:
        raise rules.MoreThanYouMay()
    first, last = values.get("hire_date"), values.get("termination_date")
    if first and last and last < first:
        raise rules.LeavesBeforeComing()
    if own and values.get("manager_id"):
        managers = dict(db.session.execute(select(Employee.id, Employee.manager_id)).all())
        if rules.makes_a_circle(own, values["manager_id"], managers):
            raise rules.OwnManager()


def _check_administrator_remains() -> None:
    active = select(Role.permissions).join(Employee, Employee.role_id == Role.id)
    rows = db.session.scalars(active.where(Employee.status == "active"))
    if not any("settings:write" in flat(permissions) for permissions in rows):
        raise rules.LastAdministrator()


@atomic
def create_employee(values: Mapping[str, Any], *, by: Viewer | None, now: datetime) -> Employee:
    """A new person, with the next number; they sign in once they have an account."""
    _check_employee(None, values, by)
    number, _value = next_number(Series.EMPLOYEE, company_day(now))
    employee = Employee(employee_code=number, **values)
    db.session.add(employee)
    audit.created(employee, by=by)
    return employee


@atomic
def change_employee(
    employee: Employee, values: Mapping[str, Any], version: int | None = None, *, by: Viewer
) -> Employee:
    lock_company()
    hold(employee, version)
    role = db.session.get_one(Role, employee.role_id)
    if not flat(role.permissions) <= by.permissions:
        raise rules.MoreThanYouMay()
    _check_employee(employee.id, values, by)
    if employee.id == by.id and values.get("status", "active") != "active":
        raise rules.NotYourself()
    with audit.changing(employee, by=by):
        fill(employee, values)
        db.session.flush()
        _check_administrator_remains()
    if employee.status == EmployeeStatus.INACTIVE:
        for end in _ends:
            end(employee.id)
    return employee


def refuse_employee(employee: Employee, *, by: Viewer) -> None:
    """Refuses to delete oneself, somebody who may more, and whoever something refers to."""
    if employee.id == by.id:
        raise rules.NotYourself()
    if not flat(db.session.get_one(Role, employee.role_id).permissions) <= by.permissions:
        raise rules.MoreThanYouMay()
    check_unused(employee)


@atomic
def delete_employee(employee: Employee, version: int | None = None, *, by: Viewer) -> None:
    """Refused while anything refers to the person: set them inactive instead."""
    lock_company()
    hold(employee, version)
    refuse_employee(employee, by=by)
    let_go("employee", [employee.id], by=by)
    audit.deleted(employee, by=by)
    db.session.delete(employee)
    db.session.flush()
    _check_administrator_remains()


_ends: list[Callable[[UUID], None]] = []


def ends_with_inactivity(end: Callable[[UUID], None]) -> Callable[[UUID], None]:
    """Higher domains register here what ends when somebody becomes inactive (sessions, tokens)."""
    if end not in _ends:
        _ends.append(end)
    return end


@atomic
def change_preferences(employee_id: UUID, values: Mapping[str, Any], *, by: Viewer) -> Employee:
    """A person's own language, appearance and keys."""
    employee = db.session.get_one(Employee, employee_id)
    lock(employee)
    with audit.changing(employee, by=by):
        fill(employee, values)
    return employee


# roles


@atomic
def create_first_roles() -> None:
    """The four roles of a new company, where there are none."""
    if db.session.scalar(select(func.count()).select_from(Role)):
        return
    for name, permissions in FIRST_ROLES.items():
        role = Role(name=name, permissions=permissions)
        db.session.add(role)
        audit.created(role, by=None)
