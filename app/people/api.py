"""Employees and departments as JSON."""

from __future__ import annotations

from flask import Blueprint

from app.people import actions
from app.people.forms import DepartmentForm, EmployeeForm
from app.people.models import Department, Employee
from app.people.queries import DEPARTMENT, EMPLOYEE
from app.views.contracts import Output
from app.views.resource import resource

employees = Blueprint("employees_api", __name__)
departments = Blueprint("departments_api", __name__)

EMPLOYEE_OUTPUT = Output.of(
    Employee,
    "id employee_code firstname lastname email phone position department_id role_id manager_id "
    "employment_type weekly_hours hourly_rate cost_rate hire_date termination_date status language "
    "timezone theme created_at updated_at",
)
DEPARTMENT_OUTPUT = Output.of(
    Department, "id name code description manager_id parent_id created_at updated_at"
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
