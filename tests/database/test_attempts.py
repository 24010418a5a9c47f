"""`attempt`: one of many that one transaction carries out; refused, it leaves nothing."""

from __future__ import annotations

import contextlib

import pytest

from app.audit.models import AuditRecord
from app.audit.queries import verify
from app.database import after_commit, atomic, attempt, db
from app.values.refusals import Refusal
from tests import factories
from tests.database.given import names, renamed


def test_a_refused_attempt_leaves_nothing(app):
    customers = [factories.customer(name) for name in ("Eins", "Zwei")]

    @atomic
    def many():
        return [attempt(renamed, one, "halb", refused=True) for one in customers]

    assert all(isinstance(answer, Refusal) for answer in many())
    assert names() == {"Eins", "Zwei"}


def test_the_others_of_many_go_on(app):
    customers = [factories.customer(name) for name in ("Eins", "Zwei", "Drei")]

    @atomic
    def many():
        return [attempt(renamed, one, f"{one.name}!", refused=one.name == "Zwei") for one in customers]

    assert [isinstance(answer, Refusal) for answer in many()] == [False, True, False]
    assert names() == {"Eins!", "Zwei", "Drei!"}


def test_a_refused_attempt_is_not_recorded(app):
    customer = factories.customer()
    before = db.session.query(AuditRecord).count()
    atomic(lambda: attempt(renamed, customer, "halb", refused=True))()
    assert db.session.query(AuditRecord).count() == before
    assert verify()[1] is None


def test_a_refused_attempt_has_no_consequences(app):
    done = []

    @atomic
    def refused():
        after_commit(lambda: done.append("no"))
        raise Refusal()

    @atomic
    def many():
        after_commit(lambda: done.append("yes"))
        attempt(refused)

    many()
    assert done == ["yes"]


def test_attempts_are_made_inside_a_transaction(app):
    with pytest.raises(RuntimeError):
        attempt(renamed, factories.customer(), "x")


def test_a_swallowed_failure_does_not_commit(app):
    customer = factories.customer("Ganz")

    @atomic
    def careless():
        factories.customer("Daneben")
        with contextlib.suppress(Refusal):
            renamed(customer, "halb", refused=True)

    with pytest.raises(RuntimeError):
        careless()
    assert names() == {"Ganz"}


def test_a_mistake_ends_all_attempts(app):
    @atomic
    def fails():
        raise ZeroDivisionError

    @atomic
    def many():
        factories.customer("Eins")
        attempt(fails)

    with pytest.raises(ZeroDivisionError):
        many()
    assert not names()


def test_a_mistake_in_an_attempt_is_not_swallowed_either(app):
    """A plain function too: what it noted would be committed without what it did."""

    def fails() -> None:
        after_commit(lambda: None)
        raise ZeroDivisionError

    @atomic
    def careless():
        factories.customer("Daneben")
        with contextlib.suppress(ZeroDivisionError):
            attempt(fails)

    with pytest.raises(RuntimeError):
        careless()
    assert not names()
