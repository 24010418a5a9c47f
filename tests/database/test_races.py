"""A record is deleted while something is made for it: refused in a sentence, never an error, nothing half done."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.crm.models import Customer
from app.database import db
from app.invoices.models import Invoice
from app.projects.models import Project
from app.time_tracking.models import TimeEntry
from tests import cast, factories
from tests.projects import given
from tests.races import Racers

pytestmark = pytest.mark.processes
ROUNDS = 8
REFUSALS = {"NotThere", "GoneMeanwhile", "Overtaken", "InvalidValue", "CustomerIsUsed", "ProjectIsUsed"}


def race(server, delete: str, make: list[str], target) -> None:
    department = cast.department()
    with Racers(server, "tests.database.racing:do", 1 + len(make)) as racers:
        for _round in range(ROUNDS):
            id_ = target().id
            db.session.rollback()
            answers = racers.go([delete, id_, department], *([one, id_, department] for one in make))
            assert all(answer is True or answer in REFUSALS for answer in answers), answers
            deleted, *made = (answer is True for answer in answers)
            assert not (deleted and any(made)), answers


def count(model) -> int:
    db.session.rollback()
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


def test_a_customer_is_deleted_while_documents_are_written_for_it(app, server):
    race(server, "delete customer", ["draft", "project"], factories.customer)
    assert count(Customer) >= len({*db.session.scalars(select(Invoice.customer_id))})


def test_a_project_is_deleted_while_it_is_used(app, server):
    race(server, "delete project", ["draft of project", "entry"], given.project)
    assert count(Project) >= len({*db.session.scalars(select(TimeEntry.project_id))})


def test_two_who_wait_for_each_other_both_go_on(app, server):
    if server.kind == "sqlite":
        pytest.skip("one writer at a time")
    factories.customer("Eins")
    factories.customer("Zwei")
    db.session.rollback()
    with Racers(server, "tests.database.racing:lock_both", 2) as racers:
        begun = racers.go(["Eins", "Zwei"], ["Zwei", "Eins"])
    assert sorted(begun) == [1, 2], "one of them was given up and done again"
