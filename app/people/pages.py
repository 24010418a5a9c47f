"""Pages of employees and departments."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.people import actions
from app.people.forms import DepartmentForm, EmployeeForm
from app.people.queries import DEPARTMENT, EMPLOYEE
from app.views import records
from app.web.guard import needs

employees = Blueprint("employees", __name__)
departments = Blueprint("departments", __name__)


@employees.get("/employees")
@needs("employees:read")
def index() -> Response:
    return records.index(EMPLOYEE)


@employees.route("/employees/new", methods=records.FORM)
@needs("employees:write")
def new() -> Response:
    return records.new(EMPLOYEE, EmployeeForm, actions.create_employee)


@employees.get("/employees/<uuid:id>")
@needs("employees:read")
def show(id: UUID) -> Response:
    return records.show(
        EMPLOYEE,
        id,
        "people/employee.html",
    )


@employees.route("/employees/<uuid:id>/edit", methods=records.FORM)
@needs("employees:write")
def edit(id: UUID) -> Response:
    return records.edit(EMPLOYEE, id, EmployeeForm, actions.change_employee)


@employees.route("/employees/<uuid:id>/delete", methods=records.FORM)
@needs("employees:delete")
def delete(id: UUID) -> Response:
    return records.delete(EMPLOYEE, id, actions.delete_employee)


@departments.get("/departments", endpoint="index")
@needs("employees:read")
def departments_index() -> Response:
    return records.index(DEPARTMENT)


@departments.route("/departments/new", methods=records.FORM, endpoint="new")
@needs("employees:write")
def new_department() -> Response:
    return records.new(
        DEPARTMENT,
        DepartmentForm,
        actions.create_department,
        then=lambda _department: DEPARTMENT.url("index"),
    )


@departments.route("/departments/<uuid:id>", methods=records.FORM, endpoint="show")
@departments.route("/departments/<uuid:id>/edit", methods=records.FORM, endpoint="edit")
@needs("employees:write")
def edit_department(id: UUID) -> Response:
    """A department says no more than its form."""
    back = DEPARTMENT.url("index")
    return records.edit(
        DEPARTMENT,
        id,
        DepartmentForm,
        actions.change_department,
        then=lambda _department: back,
        cancel_url=back,
    )


@departments.route("/departments/<uuid:id>/delete", methods=records.FORM, endpoint="delete")
@needs("employees:delete")
def delete_department(id: UUID) -> Response:
    return records.delete(DEPARTMENT, id, actions.delete_department, cancel_url=DEPARTMENT.url("index"))
