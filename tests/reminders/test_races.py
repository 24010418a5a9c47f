"""Two people at the same reminder, or at the record that it belongs to."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.audit.queries import verify
from app.crm.models import Customer
from app.database import db
from app.links.attached import SubjectIsGone
from app.reminders.models import Reminder
from app.reminders.rules import Repeat
from app.values.refusals import GoneMeanwhile, NotThere, Overtaken, Stale
from tests import factories
from tests.processes import Racers
from tests.reminders import racing
from tests.reminders.given import TODAY, reminder

pytestmark = pytest.mark.processes
REFUSALS = {None, NotThere, GoneMeanwhile, Overtaken, SubjectIsGone, Stale}


def orphans() -> int:
    """How many belong to a customer that is not there."""
    gone = Reminder.linked_id.not_in(select(Customer.id))
    return int(db.session.scalar(select(func.count(Reminder.id)).where(gone)) or 0)


def test_two_who_mark_it_done_make_one_next(app, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            first = reminder(repeat=Repeat.DAILY, due_date=TODAY).id
            assert race((racing.mark_done, first), (racing.mark_done, first)) == [None, None]
            following = select(func.count(Reminder.id)).where(Reminder.follows_id == first)
            assert db.session.scalar(following) == 1
    assert verify()[1] is None


def test_a_customer_is_deleted_while_reminders_are_attached(app, server):
    with Racers(server, 3) as race:
        for _round in race.rounds:
            id = factories.customer().id
            answers = race((racing.delete_customer, id), (racing.attach, id), (racing.attach, id))
            assert set(answers) <= REFUSALS, answers
            assert orphans() == 0


def test_a_customer_is_deleted_while_the_next_of_a_series_is_made(app, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            customer = factories.customer()
            id, series = customer.id, reminder(about=customer, repeat=Repeat.DAILY, due_date=TODAY).id
            answers = race((racing.delete_customer, id), (racing.mark_done, series))
            assert set(answers) <= REFUSALS, answers
            assert orphans() == 0
