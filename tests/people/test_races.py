"""Rules about several people hold when two act at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from app.database import atomic, db
from app.people.actions import create_employee
from app.people.models import Employee
from app.people.queries import find_role
from tests import cast
from tests.races import Racers

pytestmark = pytest.mark.processes
ROUNDS = 8


def role_id(name: str):
    found = find_role(name)
    assert found is not None
    return found.id


def administrators() -> int:
    db.session.rollback()
    query = select(func.count()).select_from(Employee).where(Employee.role_id == role_id("Administration"))
    return int(db.session.scalar(query) or 0)


@atomic
def promote(*ids) -> None:
    """These and nobody else are administrators."""
    everybody = update(Employee).values(role_id=role_id("Mitarbeit"))
    db.session.execute(everybody)
    db.session.execute(update(Employee).where(Employee.id.in_(ids)).values(role_id=role_id("Administration")))


def test_two_administrators_who_demote_each_other(app, server):
    one, two = cast.employee("admin").id, cast.employee("leitung").id
    with Racers(server, "tests.people.racing:demote", 2) as racers:
        for _round in range(ROUNDS):
            promote(one, two)
            role = role_id("Mitarbeit")
            db.session.rollback()
            won = racers.go([one, two, role], [two, one, role])
            assert administrators() == 1, won


def test_two_administrators_who_delete_each_other(app, server):
    role = role_id("Administration")
    with Racers(server, "tests.people.racing:remove", 2) as racers:
        for number in range(ROUNDS):
            made = [
                create_employee(
                    {
                        "firstname": "Ada",
                        "lastname": "N",
                        "email": f"{part}{number}@example.com",
                        "role_id": role,
                    },
                    by=None,
                    now=datetime(2026, 11, 20, 9, 40, tzinfo=UTC),
                ).id
                for part in "ab"
            ]
            promote(*made)
            db.session.rollback()
            won = racers.go(made, made[::-1])
            assert administrators() == 1, won
