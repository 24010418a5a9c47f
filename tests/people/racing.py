"""What processes do at the same moment; see test_races."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.queries import viewer_of
from app.database import db
from app.people import actions
from app.people.models import Department, Employee
from app.values.refusals import NotThere
from tests import cast


def _values(employee: Employee, **changed: Any) -> dict[str, Any]:
    return {"email": employee.email, "role_id": employee.role_id} | changed


def demote(who: UUID, whom: UUID, role_id: UUID) -> None:
    """One administrator takes the rights of another."""
    by = viewer_of(db.session.get_one(Employee, who))
    employee = db.session.get_one(Employee, whom)
    actions.change_employee(employee, _values(employee, role_id=role_id), by=by)


def remove(who: UUID, whom: UUID) -> None:
    """One administrator deletes another."""
    found, employee = db.session.get(Employee, who), db.session.get(Employee, whom)
    if found is None or employee is None:
        raise NotThere()
    actions.delete_employee(employee, by=viewer_of(found))


def report_to(whom: UUID, manager_id: UUID) -> None:
    """Somebody gets a manager."""
    employee = db.session.get_one(Employee, whom)
    actions.change_employee(employee, _values(employee, manager_id=manager_id), by=cast.viewer("admin"))


def belong_to(id: UUID, parent_id: UUID) -> None:
    """A department gets one above it."""
    department = db.session.get_one(Department, id)
    values = {"name": department.name, "parent_id": parent_id}
    actions.change_department(department, values, by=cast.viewer("admin"))
