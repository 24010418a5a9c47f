"""Pages of employees and departments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.people import actions
from app.people.forms import DepartmentForm, EmployeeForm
from app.people.queries import DEPARTMENT, EMPLOYEE, find_role
from app.permissions import ORDINARY
from app.views import answers
from app.views.page_set import pages
from app.web.guard import needs

employees = Blueprint("employees", __name__)
departments = Blueprint("departments", __name__)


def _ordinary() -> dict[str, Any]:
    """A new one has the role of ordinary employees, as long as there is one of that name."""
    role = find_role(ORDINARY)
    return {"role_id": role.id} if role else {}


pages(
    employees,
    EMPLOYEE,
    "/employees",
    EmployeeForm,
    create=actions.create_employee,
    defaults=_ordinary,
    change=actions.change_employee,
    delete=actions.delete_employee,
    refuse=actions.refuse_employee,
    page="people/employee.html",
)
pages(
    departments,
    DEPARTMENT,
    "/departments",
    DepartmentForm,
    create=actions.create_department,
    change=actions.change_department,
    delete=actions.delete_department,
    home="index",
)


@departments.get("/departments/<uuid:id>")
@needs("employees:write")
def show(id: UUID) -> Response:
    """A department says no more than its form."""
    return answers.go(DEPARTMENT.url("edit", id=id))
