"""Documents of the first version come along: their names and papers, and the triggers that hold them fast."""

from __future__ import annotations

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.database import db
from app.invoices.triggers import immutability_triggers
from config import read
from tests.invoices.given import draft, issued
from tests.test_architecture import fresh

BEFORE, HERE = "0001", "0002"
WATCHED = ("invoice", "invoice_line", "payment")


def as_one_line(statement: str) -> str:
    return " ".join(statement.split())


def triggers(connection) -> set[str]:
    """The triggers of documents as the database tells them; on PostgreSQL with what they carry out."""
    if connection.dialect.name == "sqlite":
        found = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'search_%' AND tbl_name IN ('{}', '{}', '{}')".format(*WATCHED))  # fmt: skip
    else:
        found = text(
            "SELECT pg_get_triggerdef(t.oid) || ' ' || p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT tgisinternal AND tgrelid::regclass::text IN ('{}', '{}', '{}')".format(*WATCHED)
        )
    return {as_one_line(sql) for sql in connection.scalars(found)}


def of_the_code(server) -> set[str]:
    """The triggers as the code of today makes them, in an empty database beside the suite's own."""
    engine = create_engine(fresh(server, "triggers"))
    with engine.begin() as connection:
        columns = ", ".join(f"{name} text" for name in ("id", "invoice_id", "issued_at"))
        for table in WATCHED:
            connection.execute(text(f"CREATE TABLE {table} ({columns})"))
        for statement in immutability_triggers(server.kind):
            connection.exec_driver_sql(statement)
        found = triggers(connection)
    engine.dispose()
    return found


@pytest.fixture
def first(app) -> None:
    """The suite's database as the first version had it, with an issued document and a draft."""
    issued()
    draft()
    db.session.remove()
    downgrade(revision=BEFORE)


def one(statement: str):
    with db.engine.connect() as connection:
        return connection.execute(text(statement)).all()


def test_issued_documents_get_their_name_and_the_first_version_of_papers(first):
    upgrade(revision=HERE)
    assert one("SELECT buyer_name, paper_version FROM invoice WHERE issued_at IS NOT NULL") == [
        ("Bäckerei Löwenstein GmbH", 1)
    ]


def test_drafts_get_neither(first):
    upgrade(revision=HERE)
    assert one("SELECT buyer_name, paper_version FROM invoice WHERE issued_at IS NULL") == [(None, None)]


def test_nothing_else_of_a_document_changes(first):
    names = "invoice_number, search_text, updated_at, version, seller, buyer"
    before = one(f"SELECT {names} FROM invoice ORDER BY id")
    upgrade(revision=HERE)
    assert one(f"SELECT {names} FROM invoice ORDER BY id") == before


@pytest.mark.parametrize("change", ["buyer_name = 'anders'", "paper_version = 2", "terms = 'anders'"])
def test_what_came_along_is_held_fast(first, change):
    upgrade(revision=HERE)
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text(f"UPDATE invoice SET {change} WHERE issued_at IS NOT NULL"))


def test_the_triggers_of_a_migrated_database_are_those_of_the_code(app, server):
    with db.engine.connect() as connection:
        assert triggers(connection) == of_the_code(server)


def test_the_way_down_leaves_the_triggers_of_the_first_version(server):
    url = fresh(server, "way_down")
    settings = {"APP_ENV": "test", "DATA_DIR": str(server.folder), "DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    with create_app(read(settings)).app_context():
        upgrade(revision=BEFORE)
        with db.engine.connect() as connection:
            before = triggers(connection)
        upgrade(revision=HERE)
        downgrade(revision=BEFORE)
        with db.engine.connect() as connection:
            assert triggers(connection) == before
        db.session.remove()
        db.engine.dispose()
