"""Employees and departments as JSON."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.people import actions, queries
from app.people.forms import DepartmentForm, EmployeeForm
from app.people.rules import EmployeeStatus, EmploymentType, Language, Theme
from app.web import guard, json, languages
from app.web.guard import needs
from app.web.json import operation
from app.web.outputs import DATE_N, DECIMAL_N, MOMENT, TEXT, TEXT_, UUID_, UUID_N, Output, one_of

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


@api.get("/employees")
@needs("employees:read")
@operation("Employees", listing=queries.EMPLOYEES, gives=EMPLOYEE)
def list_employees() -> Response:
    return json.listing(queries.EMPLOYEES, EMPLOYEE)


@api.post("/employees")
@needs("employees:write")
@operation("Add an employee", takes=EmployeeForm, gives=EMPLOYEE, status=201)
def create_employee() -> Response:
    def create(values: dict[str, object]) -> object:
        return actions.create_employee(values, by=guard.viewer(), today=languages.today())

    return json.create(EmployeeForm, create, EMPLOYEE, "people_api.show_employee")


@api.get("/employees/<uuid:id>")
@needs("employees:read")
@operation("One employee", gives=EMPLOYEE)
def show_employee(id: UUID) -> Response:
    return json.show(queries.get_employee(id, viewer=guard.viewer()), EMPLOYEE)


@api.put("/employees/<uuid:id>")
@needs("employees:write")
@operation("Replace an employee", takes=EmployeeForm, gives=EMPLOYEE)
def replace_employee(id: UUID) -> Response:
    found = queries.get_employee(id, viewer=guard.viewer())
    return json.replace(
        EmployeeForm,
        found,
        lambda values, version: actions.change_employee(found, values, version, by=guard.viewer()),
        EMPLOYEE,
    )


@api.delete("/employees/<uuid:id>")
@needs("employees:delete")
@operation("Delete an employee", status=204)
def delete_employee(id: UUID) -> Response:
    found = queries.get_employee(id, viewer=guard.viewer())
    return json.delete(lambda version: actions.delete_employee(found, version, by=guard.viewer()))


@api.get("/departments")
@needs("employees:read")
@operation("Departments", listing=queries.DEPARTMENTS, gives=DEPARTMENT)
def list_departments() -> Response:
    return json.listing(queries.DEPARTMENTS, DEPARTMENT)


@api.post("/departments")
@needs("employees:write")
@operation("Add a department", takes=DepartmentForm, gives=DEPARTMENT, status=201)
def create_department() -> Response:
    return json.create(
        DepartmentForm,
        lambda values: actions.create_department(values, by=guard.viewer()),
        DEPARTMENT,
        "people_api.show_department",
    )


@api.get("/departments/<uuid:id>")
@needs("employees:read")
@operation("One department", gives=DEPARTMENT)
def show_department(id: UUID) -> Response:
    return json.show(queries.get_department(id, viewer=guard.viewer()), DEPARTMENT)


@api.put("/departments/<uuid:id>")
@needs("employees:write")
@operation("Replace a department", takes=DepartmentForm, gives=DEPARTMENT)
def replace_department(id: UUID) -> Response:
    found = queries.get_department(id, viewer=guard.viewer())
    return json.replace(
        DepartmentForm,
        found,
        lambda values, version: actions.change_department(found, values, version, by=guard.viewer()),
        DEPARTMENT,
    )


@api.delete("/departments/<uuid:id>")
@needs("employees:delete")
@operation("Delete a department", status=204)
def delete_department(id: UUID) -> Response:
    found = queries.get_department(id, viewer=guard.viewer())
    return json.delete(lambda version: actions.delete_department(found, version, by=guard.viewer()))
