"""Employees and departments as JSON."""

from __future__ import annotations

from flask import Blueprint

from app.people import actions, queries
from app.people.forms import DepartmentForm, EmployeeForm
from app.people.rules import EmployeeStatus, EmploymentType, Language, Theme
from app.views.contracts import DATE_N, DECIMAL_N, MOMENT, TEXT, TEXT_, UUID_, UUID_N, Output, one_of
from app.views.resource import resource
from app.web import languages

api = Blueprint("people_api", __name__)

EMPLOYEE = Output(
    "Employee",
    id=UUID_,
    employee_code=TEXT,
    firstname=TEXT,
    lastname=TEXT,
    email=TEXT,
    phone=TEXT_,
    position=TEXT_,
    department_id=UUID_N,
    role_id=UUID_,
    manager_id=UUID_N,
    employment_type=one_of(EmploymentType),
    weekly_hours=DECIMAL_N,
    hourly_rate=DECIMAL_N,
    cost_rate=DECIMAL_N,
    hire_date=DATE_N,
    termination_date=DATE_N,
    status=one_of(EmployeeStatus),
    language=one_of(Language),
    timezone=TEXT,
    theme=one_of(Theme),
    created_at=MOMENT,
    updated_at=MOMENT,
)
DEPARTMENT = Output(
    "Department",
    id=UUID_,
    name=TEXT,
    code=TEXT_,
    description=TEXT_,
    manager_id=UUID_N,
    parent_id=UUID_N,
    created_at=MOMENT,
    updated_at=MOMENT,
)

resource(
    api,
    "/employees",
    "employee",
    module="employees",
    listing=queries.EMPLOYEES,
    form=EmployeeForm,
    output=EMPLOYEE,
    get=lambda id, viewer: queries.get_employee(id, viewer=viewer),
    create=lambda values, by: actions.create_employee(values, by=by, today=languages.today()),
    change=lambda found, values, version, by: actions.change_employee(found, values, version, by=by),
    delete=lambda found, version, by: actions.delete_employee(found, version, by=by),
)
resource(
    api,
    "/departments",
    "department",
    module="employees",
    listing=queries.DEPARTMENTS,
    form=DepartmentForm,
    output=DEPARTMENT,
    get=lambda id, viewer: queries.get_department(id, viewer=viewer),
    create=lambda values, by: actions.create_department(values, by=by),
    change=lambda found, values, version, by: actions.change_department(found, values, version, by=by),
    delete=lambda found, version, by: actions.delete_department(found, version, by=by),
)
