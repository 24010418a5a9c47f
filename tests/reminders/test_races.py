"""Two people at the same reminder, or at the record that it belongs to."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.audit.queries import verify
from app.crm.models import Customer
from app.database import db
from app.reminders.models import Reminder
from app.reminders.rules import Repeat
from tests import factories
from tests.races import Racers
from tests.reminders.given import TODAY, reminder

pytestmark = pytest.mark.processes
ROUNDS = 10
REFUSALS = {"NotThere", "GoneMeanwhile", "Overtaken", "SubjectIsGone", "Stale"}


def orphans() -> int:
    """How many belong to a customer that is not there."""
    db.session.rollback()
    gone = Reminder.linked_id.not_in(select(Customer.id))
    return int(db.session.scalar(select(func.count(Reminder.id)).where(gone)) or 0)


def test_two_who_mark_it_done_make_one_next(app, server):
    with Racers(server, "tests.reminders.racing:do", 2) as racers:
        for _round in range(ROUNDS):
            first = reminder(repeat=Repeat.DAILY, due_date=TODAY).id
            db.session.rollback()
            answers = racers.go(["done", first], ["done", first])
            assert answers == [True, True]
            following = select(func.count(Reminder.id)).where(Reminder.follows_id == first)
            assert db.session.scalar(following) == 1
    db.session.rollback()
    assert verify()[1] is None


def test_a_customer_is_deleted_while_reminders_are_attached(app, server):
    with Racers(server, "tests.reminders.racing:do", 3) as racers:
        for _round in range(ROUNDS):
            id_ = factories.customer().id
            db.session.rollback()
            answers = racers.go(["delete customer", id_], ["attach", id_], ["attach", id_])
            assert all(answer is True or answer in REFUSALS for answer in answers), answers
            assert orphans() == 0


def test_a_customer_is_deleted_while_the_next_of_a_series_is_made(app, server):
    with Racers(server, "tests.reminders.racing:do", 2) as racers:
        for _round in range(ROUNDS):
            customer = factories.customer()
            id_, series = customer.id, reminder(about=customer, repeat=Repeat.DAILY, due_date=TODAY).id
            db.session.rollback()
            answers = racers.go(["delete customer", id_], ["done", series])
            assert all(answer is True or answer in REFUSALS for answer in answers), answers
            assert orphans() == 0
