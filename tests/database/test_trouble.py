"""What a failing database means: busy, away, full, or a mistake of ours."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolIsExhausted

from app.database.trouble import Trouble, is_clash, is_lost_race, is_undone, trouble_of


def postgresql(state: str | None) -> OperationalError:
    original = Exception("the server says so")
    original.sqlstate = state
    return OperationalError("SELECT 1", {}, original)


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        ("08006", Trouble.AWAY),
        ("57P01", Trouble.AWAY),
        ("57P03", Trouble.AWAY),
        ("40001", Trouble.BUSY),
        ("40P01", Trouble.BUSY),
        ("55P03", Trouble.BUSY),
        ("53300", Trouble.BUSY),
        ("53100", Trouble.FULL),
        ("42703", None),
        ("23505", None),
    ],
)
def test_what_postgresql_says(state, trouble):
    assert trouble_of(postgresql(state)) is trouble


def test_a_server_that_is_not_there():
    with pytest.raises(OperationalError) as raised:
        create_engine("postgresql+psycopg://x@/x?host=/nonexistent").connect()
    assert trouble_of(raised.value) is Trouble.AWAY


def test_a_locked_sqlite(tmp_path):
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE x (y)")
        other.execute("BEGIN IMMEDIATE")
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})
        with pytest.raises(OperationalError) as raised, engine.begin() as connection:
            connection.execute(text("INSERT INTO x VALUES (1)"))
        engine.dispose()
    assert trouble_of(raised.value) is Trouble.BUSY


def test_a_full_sqlite(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE x (y)"))
        connection.execute(text("PRAGMA max_page_count=2"))
        with pytest.raises(OperationalError) as raised:
            connection.execute(text("INSERT INTO x VALUES (zeroblob(1000000))"))
    engine.dispose()
    assert trouble_of(raised.value) is Trouble.FULL


def test_a_file_that_cannot_be_opened(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}")
    with pytest.raises(OperationalError) as raised:
        engine.connect()
    assert trouble_of(raised.value) is Trouble.AWAY


def test_no_such_column_is_our_mistake(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection, pytest.raises(OperationalError) as raised:
        connection.execute(text("SELECT nothing"))
    engine.dispose()
    assert trouble_of(raised.value) is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk(number):
    assert trouble_of(OSError(number, "full")) is Trouble.FULL


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOENT, "no"), ValueError(), ProgrammingError("", {}, ValueError())]
)
def test_everything_else_is_no_trouble(error):
    assert trouble_of(error) is None


def test_an_exhausted_pool():
    assert trouble_of(PoolIsExhausted()) is Trouble.BUSY


@pytest.mark.parametrize(
    ("state", "lost"), [("40P01", True), ("40001", True), ("55P03", False), (None, False)]
)
def test_lost_races(state, lost):
    assert is_lost_race(postgresql(state)) is lost


@pytest.mark.parametrize(
    ("state", "clash"), [("23505", True), ("23503", True), ("23514", False), ("23502", False)]
)
def test_clashes(state, clash):
    original = Exception()
    original.sqlstate = state
    assert is_clash(IntegrityError("", {}, original)) is clash


def test_a_lost_connection_may_have_committed():
    error = postgresql("08006")
    assert is_undone(error)
    error.connection_invalidated = True
    assert not is_undone(error)
