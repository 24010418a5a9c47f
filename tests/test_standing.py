"""Each test begins with the suite's company as it was engaged, whatever the one before did."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import OperationalError

from app.crm.models import Customer
from app.database import db
from tests import cast, factories, standing
from tests.migrations.databases import triggers


def rows():
    """Every row of every table."""
    with db.engine.connect() as connection:
        names = [table.name for table in db.metadata.sorted_tables]
        return {name: sorted(map(str, connection.execute(text(f"SELECT * FROM {name}")))) for name in names}


@pytest.fixture
def before(app):
    """Every row, as a test finds it."""
    return rows()


def reset(server):
    """As between two tests: the session has ended."""
    db.session.remove()
    server.reset()


def write():
    """Something new, something changed, and rows that nobody may delete."""
    factories.contact()
    cast.employee("leitung").firstname = "Anders"
    db.session.execute(text("DELETE FROM session"))
    db.session.commit()


def test_rows_come_back(server, before):
    write()
    assert rows() != before
    reset(server)
    assert rows() == before


def test_tables_with_many_rows_come_back(server, before, monkeypatch):
    monkeypatch.setattr(standing, "LARGE", 0)
    write()
    reset(server)
    assert rows() == before


def test_rows_come_back_again_and_again(server, before):
    for _time in range(3):
        write()
        reset(server)
    assert rows() == before


def test_the_structure_comes_back(server, before):
    known = triggers()
    name = next(name for name in known if name.startswith("audit_record"))
    on_table = " ON audit_record" if server.kind == "postgresql" else ""
    db.session.execute(text(f"DROP TRIGGER {name}{on_table}"))
    db.session.execute(text("ALTER TABLE contact ADD COLUMN shoes INTEGER"))
    db.session.commit()
    reset(server)
    assert triggers() == known
    assert rows() == before


@pytest.mark.on("postgresql")  # on SQLite the file is another one afterwards
def test_whoever_is_in_the_middle_of_something_does_not_get_through(server, before):
    engine = create_engine(server.url)
    with pytest.raises(OperationalError), engine.connect() as other:
        other.execute(text("DELETE FROM session"))
        reset(server)
        other.commit()
    engine.dispose()
    assert rows() == before


@pytest.mark.on("postgresql")  # a file is copied in no time
def test_after_reading_nothing_is_brought_back(app, server, pages, monkeypatch):
    pages("leitung").get("/crm/customers")
    monkeypatch.setattr(server.kept, "_bring_back_rows", None)
    reset(server)


def test_a_refused_change_is_brought_back_too(server, before):
    db.session.add(Customer(number="K-1", name="Halb", type="B2B"))
    db.session.flush()
    reset(server)
    assert rows() == before
    assert db.session.scalar(select(Customer.id)) is None
