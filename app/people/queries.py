"""Reading employees, departments and roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select

from app.database import db
from app.links.kinds import Linkable
from app.lists.filters import Chosen, Pointed, Search, words_in
from app.lists.listing import Column, Listing, SortKey
from app.people.models import Department, Employee, Role
from app.people.rules import EmployeeStatus
from app.people.words import EMPLOYEE_STATUS
from app.permissions import SIGNED_IN, Viewer
from app.values.refusals import NotThere


def visible_employees(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all of them."""
    return select(Employee)


def visible_departments(viewer: Viewer) -> Select[Any]:
    """Departments are known to everybody."""
    return select(Department)


def get_employee(id_: UUID, *, viewer: Viewer) -> Employee:
    found = db.session.scalar(visible_employees(viewer).where(Employee.id == id_))
    if found is None:
        raise NotThere()
    return found


def get_department(id_: UUID, *, viewer: Viewer) -> Department:
    found = db.session.scalar(visible_departments(viewer).where(Department.id == id_))
    if found is None:
        raise NotThere()
    return found


def find_by_email(email: str) -> Employee | None:
    """The employee with this address, whatever their status."""
    return db.session.scalar(select(Employee).where(Employee.email == email.strip().lower()))


def find_role(name: str) -> Role | None:
    return db.session.scalar(select(Role).where(Role.name == name))


def count_employees() -> int:
    return int(db.session.scalar(select(func.count()).select_from(Employee)) or 0)


EMPLOYEES = Listing(
    "employees",
    title=_l("Employees"),
    record=Employee,
    endpoint="people.employees",
    show="people.employee",
    visible=lambda viewer: (
        visible_employees(viewer)
        .outerjoin(Department, Employee.department_id == Department.id)
        .join(Role, Employee.role_id == Role.id)
    ),
    columns=(
        Column(
            "name",
            _l("Name"),
            Employee.lastname + ", " + Employee.firstname,
            sort="lastname",
            link=True,
            role="title",
        ),
        Column("employee_code", _l("Number"), Employee.employee_code, muted=True),
        Column("email", _l("E-mail"), Employee.email, muted=True, role="lead"),
        Column("department", _l("Department"), Department.name, muted=True),
        Column("role", _l("Role"), Role.name, muted=True),
        Column("status", _l("Status"), Employee.status, kind="badge", words=EMPLOYEE_STATUS, role="status"),
    ),
    filters=(
        Search(words_in(Employee.search_text), _l("Name, number, e-mail …")),
        Chosen("status", _l("Status"), EmployeeStatus, EMPLOYEE_STATUS, Employee.status.in_),
        Pointed("department_id", _l("Department"), "department", Employee.department_id.in_),
    ),
    sorts={"lastname": SortKey(Employee.sort_name), "created_at": SortKey(Employee.created_at)},
    default_sort="lastname",
    empty=_l("Nobody works here yet."),
)

DEPARTMENTS = Listing(
    "departments",
    title=_l("Departments"),
    record=Department,
    endpoint="people.departments",
    show="people.edit_department",
    visible=lambda viewer: visible_departments(viewer).outerjoin(
        Employee, Department.manager_id == Employee.id
    ),
    columns=(
        Column("name", _l("Name"), Department.name, sort="name", link=True, role="title"),
        Column("code", _l("Code"), Department.code, muted=True),
        Column("manager", _l("Head"), Employee.firstname + " " + Employee.lastname, muted=True, role="lead"),
        Column("description", _l("Description"), Department.description, muted=True),
    ),
    filters=(Search(words_in(Department.search_text), _l("Name, code …")),),
    sorts={"name": SortKey(Department.sort_name), "created_at": SortKey(Department.created_at)},
    default_sort="name",
    empty=_l("No department yet. Projects belong to a department, so make at least one."),
)


def linkables() -> list[Linkable]:
    """What others may point to here."""
    return [
        Linkable(
            "employee",
            Employee,
            SIGNED_IN,
            visible_employees,
            label=Employee.firstname + " " + Employee.lastname,
            hint=Employee.employee_code,
            search=Employee.sort_name,  # names only: not everybody may know the addresses
            order=Employee.sort_name,
            choosable=Employee.status != "inactive",
            history="employees:read",
        ),
        Linkable(
            "department",
            Department,
            SIGNED_IN,
            visible_departments,
            label=Department.name,
            hint=func.coalesce(Department.code, ""),
            search=Department.search_text,
            order=Department.sort_name,
            history="employees:read",
        ),
        Linkable(
            "role",
            Role,
            "employees:read",
            lambda viewer: select(Role),
            label=Role.name,
            search=func.lower(Role.name),
            order=Role.name,
            hint=func.coalesce(Role.description, ""),
        ),
    ]
