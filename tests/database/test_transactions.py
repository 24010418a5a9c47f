"""`@atomic`: one transaction, all or nothing, and what is told of it."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy.exc import OperationalError

from app.crm.actions import change_customer
from app.database import after_commit, answered, atomic, commits, db
from app.database import transactions as kernel
from app.values.refusals import Refusal
from tests import cast, factories
from tests.database.given import names, renamed


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
