"""Rules about several people hold when two act at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from app.database import atomic, db
from app.people.actions import create_department, create_employee
from app.people.models import Employee
from app.people.queries import find_role
from app.people.rules import CircleOfDepartments, LastAdministrator, MoreThanYouMay, OwnManager
from app.values.refusals import NotThere
from tests import cast
from tests.people import racing
from tests.processes import Racers, refused

pytestmark = pytest.mark.processes


def role_id(name: str):
    found = find_role(name)
    assert found is not None
    return found.id


def administrators() -> int:
    query = select(func.count()).select_from(Employee).where(Employee.role_id == role_id("Administration"))
    return int(db.session.scalar(query) or 0)


@atomic
def promote(*ids) -> None:
    """These and nobody else are administrators."""
    everybody = update(Employee).values(role_id=role_id("Mitarbeit"))
    db.session.execute(everybody)
    db.session.execute(update(Employee).where(Employee.id.in_(ids)).values(role_id=role_id("Administration")))


def person(email: str):
    """Somebody new."""
    values = {"firstname": "Ada", "lastname": "N", "email": email, "role_id": role_id("Mitarbeit")}
    return create_employee(values, by=None, now=datetime(2026, 11, 20, 9, 40, tzinfo=UTC)).id


def test_two_administrators_who_demote_each_other(app, server):
    one, two, role = cast.employee("admin").id, cast.employee("leitung").id, role_id("Mitarbeit")
    with Racers(server, 2) as race:
        for _round in race.rounds:
            promote(one, two)
            answers = race((racing.demote, one, two, role), (racing.demote, two, one, role))
            assert set(answers) <= {None, LastAdministrator, MoreThanYouMay}, answers
            assert administrators() == 1, answers


def test_two_administrators_who_delete_each_other(app, server):
    with Racers(server, 2) as race:
        for number in race.rounds:
            one, two = (person(f"{part}{number}@example.com") for part in "ab")
            promote(one, two)
            answers = race((racing.remove, one, two), (racing.remove, two, one))
            assert set(answers) <= {None, LastAdministrator, NotThere}, answers
            assert administrators() == 1, answers


def test_two_who_close_a_circle_of_managers(app, server):
    """One reports to two, who reports to three: and at this moment three comes to report to one."""
    with Racers(server, 2) as race:
        for number in range(len(race.rounds)):
            one, two, three = (person(f"{part}{number}@example.com") for part in "abc")
            racing.report_to(two, three)
            answers = race((racing.report_to, one, two), (racing.report_to, three, one))
            assert refused(answers) == [OwnManager]


def test_two_who_close_a_circle_of_departments(app, server):
    with Racers(server, 2) as race:
        for number in range(len(race.rounds)):
            one, two, three = (create_department({"name": f"{part}{number}"}, by=None).id for part in "abc")
            racing.belong_to(two, three)
            answers = race((racing.belong_to, one, two), (racing.belong_to, three, one))
            assert refused(answers) == [CircleOfDepartments]
