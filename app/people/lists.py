"""The lists of employees and departments."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l

from app.links.searching import Searched
from app.lists.columns import Column, SortKey
from app.lists.filters import Chosen, Pointed, Search
from app.lists.listing import Listing
from app.people.models import Department, Employee, Role
from app.people.queries import DEPARTMENT, EMPLOYEE
from app.people.rules import EmployeeStatus
from app.permissions import Viewer

_EMPLOYEES = (
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
    Column("department", _l("Department"), Department.name, muted=True, of=("department",)),
    Column("role", _l("Role"), Role.name, muted=True),
    Column("status", _l("Status"), Employee.status, role="status"),
)
_EMPLOYEE_FILTERS = (
    Search(Searched(Employee.search_text), _l("Name, number, e-mail …")),
    Chosen("status", _l("Status"), EmployeeStatus, Employee.status.in_),
    Pointed("department_id", _l("Department"), "department", Employee.department_id.in_),
)
_EMPLOYEE_SORTS = {"lastname": SortKey(Employee.sort_name), "created_at": SortKey(Employee.created_at)}
_DEPARTMENTS = (
    Column("name", _l("Name"), Department.name, sort="name", link=True, role="title"),
    Column("code", _l("Code"), Department.code, muted=True),
    Column("manager", _l("Head"), Employee.firstname + " " + Employee.lastname, muted=True, role="lead"),
    Column("description", _l("Description"), Department.description, muted=True),
)
_DEPARTMENT_FILTERS = (Search(DEPARTMENT.search, _l("Name, code …")),)
_DEPARTMENT_SORTS = {"name": SortKey(Department.sort_name), "created_at": SortKey(Department.created_at)}


def employees(viewer: Viewer, today: date) -> Listing:
    """Who works here."""
    return Listing(
        EMPLOYEE,
        EMPLOYEE.visible(viewer)
        .outerjoin(Department, Employee.department_id == Department.id)
        .join(Role, Employee.role_id == Role.id),
        columns=_EMPLOYEES,
        filters=_EMPLOYEE_FILTERS,
        sorts=_EMPLOYEE_SORTS,
        default_sort="lastname",
        empty=_l("Nobody works here yet."),
    )


def departments(viewer: Viewer, today: date) -> Listing:
    """The parts of the firm; a row leads to its form."""
    return Listing(
        DEPARTMENT,
        DEPARTMENT.visible(viewer).outerjoin(Employee, Department.manager_id == Employee.id),
        columns=_DEPARTMENTS,
        filters=_DEPARTMENT_FILTERS,
        sorts=_DEPARTMENT_SORTS,
        default_sort="name",
        empty=_l("No department yet. Projects belong to a department, so make at least one."),
        show="edit",
    )
