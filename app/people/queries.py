"""Reading employees, departments and roles."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, exists, func, select

from app.database import db
from app.links.kinds import Kind, Names
from app.links.searching import Searched
from app.people.models import Department, Employee, Role
from app.permissions import SIGNED_IN, Viewer


def visible_employees(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all of them."""
    return select(Employee)


def visible_departments(viewer: Viewer) -> Select[Any]:
    """Departments are known to everybody."""
    return select(Department)


def visible_roles(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all roles."""
    return select(Role)


EMPLOYEE = Kind(
    "employee",
    Employee,
    "employees",
    visible_employees,
    names=Names(_l("Employee"), _l("Employees"), _l("New employee"), _l("Delete employee")),
    blueprint="employees",
    label=Employee.firstname + " " + Employee.lastname,
    hint=Employee.employee_code,
    search=Searched(Employee.sort_name),  # names only: not everybody may know the addresses
    order=Employee.sort_name,
    choosable=Employee.status != "inactive",
    short=("firstname", "lastname"),
    known_to=SIGNED_IN,
    history="employees:read",
    subject=True,
)
DEPARTMENT = Kind(
    "department",
    Department,
    "employees",
    visible_departments,
    names=Names(_l("Department"), _l("Departments"), _l("New department"), _l("Delete department")),
    blueprint="departments",
    label=Department.name,
    short=("name",),
    hint=func.coalesce(Department.code, ""),
    search=Searched(Department.search_text),
    order=Department.sort_name,
    known_to=SIGNED_IN,
    history="employees:read",
)
ROLE = Kind(
    "role",
    Role,
    "employees",
    visible_roles,
    label=Role.name,
    hint=func.coalesce(Role.description, ""),
    search=Searched(func.lower(Role.name)),
    order=Role.name,
)


HAS_DEPARTMENTS = exists().where(Department.id.is_not(None))
HAS_PEOPLE_IN_DEPARTMENTS = exists().where(Employee.department_id.is_not(None))


def find_by_email(email: str) -> Employee | None:
    """The employee with this address, whatever their status."""
    return db.session.scalar(select(Employee).where(Employee.email == email.strip().lower()))


def find_role(name: str) -> Role | None:
    return db.session.scalar(select(Role).where(Role.name == name))


def count_employees() -> int:
    return int(db.session.scalar(select(func.count()).select_from(Employee)) or 0)
