"""Rows are held in one order, and mistakes of ours stay mistakes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from app.crm.models import Customer
from app.database import alone, atomic, attempt, db, held, hold, kept, lock, new_id
from app.database.locks import ORDER
from app.people.models import Employee
from app.values.refusals import NotThere, Stale
from tests import cast, factories
from tests.projects import given


def test_every_table_of_the_order_exists(app):
    assert set(ORDER) <= set(db.metadata.tables)


def test_nothing_else_locks_rows():
    """What locks by itself is not watched."""
    locking = re.compile(r"with_for_update|FOR (UPDATE|SHARE)|\bLOCK TABLE")
    found = [
        str(path)
        for path in Path("app").rglob("*.py")
        if locking.search(path.read_text()) and path != Path("app/database/locks.py")
    ]
    assert not found


def test_against_the_order_is_an_error(app):
    project = given.project()

    @atomic
    def backwards():
        lock(project)
        lock(project.customer)

    with pytest.raises(RuntimeError, match="customer is locked after project"):
        backwards()


def test_a_row_that_is_held_may_be_asked_for_again(app):
    project = given.project()

    @atomic
    def again():
        lock(project.customer)
        lock(project)
        lock(project.customer)
        return True

    assert again()


def test_each_of_many_begins_anew(app):
    projects = [given.project(), given.project()]

    @atomic
    def one(project):
        lock(project.customer)
        lock(project)

    atomic(lambda: [attempt(one, project) for project in projects])()


def test_who_is_alone_may_lock_as_it_comes(app):
    project = given.project()

    @atomic
    def backwards():
        with alone():
            lock(project)
            lock(project.customer)
        return True

    assert backwards()


def test_rows_are_held_inside_a_transaction_only(app):
    with pytest.raises(RuntimeError):
        held(select(Employee.id), Employee)


def test_a_record_that_is_gone(app):
    customer = factories.customer()
    atomic(lambda: db.session.execute(Customer.__table__.delete()))()
    with pytest.raises(NotThere):
        atomic(lambda: hold(customer))()


def test_a_record_that_we_deleted_ourselves(app):
    customer = factories.customer()
    atomic(lambda: db.session.delete(customer))()
    with pytest.raises(NotThere):
        atomic(lambda: hold(customer))()


def test_a_record_that_was_never_saved_is_our_mistake(app):
    unsaved = Customer(number="X", name="X", type="B2B")
    with pytest.raises(InvalidRequestError):
        atomic(lambda: hold(unsaved))()


def test_another_version_is_stale(app):
    customer = factories.customer()
    with pytest.raises(Stale):
        atomic(lambda: hold(customer, customer.version + 1))()


def test_whether_all_are_kept(app):
    ids = [factories.customer().id, cast.employee("admin").id]
    assert atomic(lambda: kept(Customer, ids[:1]))()
    assert not atomic(lambda: kept(Customer, ids))()
    assert not atomic(lambda: kept(Customer, [new_id()]))()
