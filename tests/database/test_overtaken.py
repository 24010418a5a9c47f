"""Somebody was faster: a deadlock is done again, what is gone or changed becomes a refusal."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError

from app.crm.models import Customer
from app.database import atomic, attempt, db
from app.values.refusals import GoneMeanwhile, NotThere, Overtaken
from tests import cast, factories
from tests.database.given import names


class Deadlock(Exception):
    """What psycopg raises when PostgreSQL gave a transaction up."""

    sqlstate = "40P01"


def a_deadlock() -> OperationalError:
    return OperationalError("UPDATE customer", {}, Deadlock("deadlock detected"))


def test_a_deadlock_is_done_again(app):
    tries = []

    @atomic
    def unlucky():
        tries.append(1)
        factories.customer(f"Versuch {len(tries)}")
        if len(tries) < 3:
            raise a_deadlock()

    unlucky()
    assert names() == {"Versuch 3"}


def test_three_repetitions_then_somebody_was_faster(app):
    tries = []

    @atomic
    def unlucky():
        tries.append(1)
        raise a_deadlock()

    with pytest.raises(Overtaken):
        unlucky()
    assert len(tries) == 4


def test_a_deadlock_inside_an_attempt_repeats_the_outermost(app):
    tries = []

    @atomic
    def inner():
        tries.append("inner")
        if len(tries) < 3:
            raise a_deadlock()

    @atomic
    def outer():
        tries.append("outer")
        attempt(inner)

    outer()
    assert tries == ["outer", "inner", "outer", "inner"]


def test_what_an_action_refers_to_was_deleted(app):
    gone = factories.customer()
    id_ = gone.id
    atomic(lambda: db.session.execute(Customer.__table__.delete()))()

    @atomic
    def refers():
        db.session.expunge_all()
        return db.session.get_one(Customer, id_)

    with pytest.raises(GoneMeanwhile):
        refers()


def test_outside_of_actions_it_is_our_mistake(app):

    with pytest.raises(NoResultFound):
        db.session.get_one(Customer, cast.employee("admin").id)


def test_a_record_that_vanished_in_the_middle(app):
    customer = factories.customer()

    @atomic
    def looks():
        db.session.execute(Customer.__table__.delete())
        db.session.expire(customer)
        return customer.name

    with pytest.raises(NotThere):
        looks()


def test_a_change_that_nobody_locked(app):
    customer = factories.customer()

    @atomic
    def changes():
        assert customer.name
        db.session.execute(update(Customer.__table__).values(version=99))
        customer.name = "Neu"

    with pytest.raises(Overtaken):
        changes()


def test_a_second_of_the_same_number(app):
    taken = factories.customer().number

    @atomic
    def doubles():
        db.session.add(Customer(number=taken, name="Doppelt", type="B2B"))

    with pytest.raises(Overtaken):
        doubles()


def test_what_a_check_refuses_is_our_mistake(app):

    @atomic
    def wrong():
        db.session.add(Customer(number="K-9", name="Falsch", type="B2B", payment_terms_days=-1))

    with pytest.raises(IntegrityError):
        wrong()
