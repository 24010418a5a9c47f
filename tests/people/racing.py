"""What processes do at the same moment; see test_races."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.queries import viewer_of
from app.database import db
from app.people.actions import change_employee, delete_employee
from app.people.models import Employee
from app.values.refusals import NotThere


def _values(employee: Employee, **changed: Any) -> dict[str, Any]:
    return {"email": employee.email, "role_id": employee.role_id} | changed


def demote(who: str, whom: str, role_id: str) -> bool:
    """One administrator takes the rights of another."""
    by = viewer_of(db.session.get_one(Employee, UUID(who)))
    employee = db.session.get_one(Employee, UUID(whom))
    change_employee(employee, _values(employee, role_id=UUID(role_id)), by=by)
    return True


def remove(who: str, whom: str) -> bool:
    """One administrator deletes another."""
    found, employee = db.session.get(Employee, UUID(who)), db.session.get(Employee, UUID(whom))
    if found is None or employee is None:
        raise NotThere()
    delete_employee(employee, by=viewer_of(found))
    return True
