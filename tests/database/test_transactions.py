"""`@atomic`: one transaction, all or nothing, and what is told of it."""

from __future__ import annotations

import contextlib
import logging

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app.audit.models import AuditRecord
from app.audit.queries import verify
from app.crm.actions import change_customer
from app.crm.models import Customer
from app.database import after_commit, answered, atomic, attempt, commits, db, hold
from app.database import transactions as kernel
from app.values.refusals import GoneMeanwhile, NotThere, Overtaken, Refusal
from tests import cast, factories


class Deadlock(Exception):
    """What psycopg raises when PostgreSQL gave a transaction up."""

    sqlstate = "40P01"


def a_deadlock() -> OperationalError:
    return OperationalError("UPDATE customer", {}, Deadlock("deadlock detected"))


def names() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(Customer.name)))


@atomic
def renamed(customer: Customer, name: str, *, refused: bool = False) -> str:
    hold(customer)
    change_customer(customer, {"name": name}, by=cast.viewer("admin"))
    if refused:
        raise Refusal()
    return name


def test_an_action_in_an_action_joins(app):
    @atomic
    def both():
        factories.customer("A")
        factories.customer("B")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        both()
    assert not names()


def test_after_commit_only_after_commit(app):
    done = []

    @atomic
    def works():
        after_commit(lambda: done.append("yes"))

    @atomic
    def fails():
        after_commit(lambda: done.append("no"))
        raise ZeroDivisionError

    works()
    with pytest.raises(ZeroDivisionError):
        fails()
    works()
    assert done == ["yes", "yes"]


def test_what_goes_wrong_after_the_commit_is_no_failure_of_the_action(app):
    told = []

    @atomic
    def works():
        factories.customer("Bleibt")
        after_commit(lambda: 1 / 0)
        after_commit(lambda: told.append("second"))
        return "done"

    with heard("ERROR") as lines:
        assert works() == "done"
    assert names() == {"Bleibt"} and told == ["second"] and len(lines) == 1


class heard(logging.Handler):  # noqa: N801
    """The messages of the application's log within a block."""

    def __init__(self, level: str = "WARNING") -> None:
        super().__init__(level)
        self.lines: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record)

    def __enter__(self) -> list[logging.LogRecord]:
        self.before = kernel.log.level
        kernel.log.setLevel(self.level)
        kernel.log.addHandler(self)
        return self.lines

    def __exit__(self, *_: object) -> None:
        kernel.log.removeHandler(self)
        kernel.log.setLevel(self.before)


def test_after_the_commit_other_actions_may_follow(app):
    @atomic
    def works():
        after_commit(lambda: factories.customer("Danach") and None)
        return 1

    assert answered(works, lambda result: result + 1) == 2
    assert names() == {"Danach"}


# one of many


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


# somebody was faster


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
    from sqlalchemy.exc import NoResultFound

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
    from sqlalchemy.exc import IntegrityError

    @atomic
    def wrong():
        db.session.add(Customer(number="K-9", name="Falsch", type="B2B", payment_terms_days=-1))

    with pytest.raises(IntegrityError):
        wrong()


# answers


def test_an_answer_is_built_before_the_commit(app):
    customer = factories.customer("Vorher")

    def build(name: str) -> bool:
        assert name == "Nachher"
        return kernel.is_writing()

    assert answered(lambda: renamed(customer, "Nachher"), build)


def test_an_answer_that_cannot_be_built_undoes_the_action(app):
    customer = factories.customer("Vorher")
    with pytest.raises(ZeroDivisionError):
        answered(lambda: renamed(customer, "Nachher"), lambda _name: 1 / 0)
    assert names() == {"Vorher"}


def test_an_answer_shows_what_is_stored(app):
    customer = factories.customer(hourly_rate=None)
    from decimal import Decimal

    rate = answered(
        lambda: change_customer(customer, {"hourly_rate": Decimal(90)}, by=cast.viewer("admin")),
        lambda changed: str(changed.hourly_rate),
    )
    assert rate == "90.0000"


def test_an_answer_is_built_of_one_action(app):
    customer = factories.customer()

    def two() -> str:
        renamed(customer, "Eins")
        return renamed(customer, "Zwei")

    with pytest.raises(RuntimeError):
        answered(two, lambda name: name)


# what may have changed


def test_commits_are_counted(app):
    before = commits()
    factories.customer()
    assert commits() == before + 1


def test_a_refused_commit_is_not_counted(app):
    before = commits()

    @atomic
    def fails():
        raise Refusal()

    with pytest.raises(Refusal):
        fails()
    assert commits() == before


def test_nobody_knows_what_a_lost_connection_committed(app, monkeypatch):
    before = commits()

    def lost():
        error = OperationalError("COMMIT", {}, Exception("server closed the connection"))
        error.connection_invalidated = True
        raise error

    @atomic
    def changes():
        monkeypatch.setattr(db.session(), "commit", lost)

    with pytest.raises(OperationalError):
        changes()
    monkeypatch.undo()
    assert commits() == before + 1
