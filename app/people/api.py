"""Employees and departments as JSON."""

from __future__ import annotations

from flask import Blueprint

from app.people import actions
from app.people.forms import DepartmentForm, EmployeeForm
from app.people.queries import DEPARTMENT, EMPLOYEE
from app.people.rules import EmployeeStatus, EmploymentType, Language, Theme
from app.views.contracts import DATE_N, DECIMAL_N, MOMENT, TEXT, TEXT_, UUID_, UUID_N, Output, one_of
from app.views.resource import resource

employees = Blueprint("employees_api", __name__)
departments = Blueprint("departments_api", __name__)

EMPLOYEE_OUTPUT = Output(
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
DEPARTMENT_OUTPUT = Output(
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
    employees,
    EMPLOYEE,
    EmployeeForm,
    EMPLOYEE_OUTPUT,
    create=actions.create_employee,
    change=actions.change_employee,
    delete=actions.delete_employee,
)
resource(
    departments,
    DEPARTMENT,
    DepartmentForm,
    DEPARTMENT_OUTPUT,
    create=actions.create_department,
    change=actions.change_department,
    delete=actions.delete_department,
)
