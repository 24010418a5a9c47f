"""What the database itself holds fast, whoever writes to it."""

from __future__ import annotations

import pytest
from sqlalchemy import NullPool, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from app.database import db, new_id
from app.invoices import triggers
from app.invoices.models import Invoice, InvoiceLine, Payment
from tests import factories
from tests.invoices.given import draft, in_status, issued, pay


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError):
        db.session.execute(text(statement))
    db.session.rollback()


def test_every_column_is_either_frozen_or_named_as_changeable():
    names = {column.key for column in inspect(Invoice).columns}
    assert names == {*triggers.FROZEN, *triggers.CHANGEABLE, *triggers.ONCE}


@pytest.mark.parametrize(
    "change",
    [
        "invoice_number = 'RE-2026-99999'",
        "subtotal = 1, total = 1, tax_amount = 0",
        "issued_date = '2026-11-19', due_date = '2026-11-19'",
        "terms = 'anders'",
        "tax_note = 'anders'",
        "customer_id = (SELECT id FROM customer WHERE name = 'Andere')",
        "pdf_sha256 = 'anders'",
        "issued_at = NULL",
    ],
)
def test_an_issued_document_keeps_what_it_was_issued_with(app, change):
    factories.customer("Andere")
    issued()
    refused(f"UPDATE invoice SET {change}")
    db.session.execute(text("UPDATE invoice SET notes = 'geht'"))


def test_an_issued_document_and_its_lines_stay(app):
    issued()
    refused("DELETE FROM invoice")
    refused("DELETE FROM invoice_line")
    refused("UPDATE invoice_line SET quantity = 1")
    refused("UPDATE invoice_line SET description = 'anders'")
    refused(
        "INSERT INTO invoice_line (id, invoice_id, position, description, quantity, unit, unit_price, tax_rate,"
        " discount_percent, net, created_at, updated_at, version) SELECT invoice_id, invoice_id, 9, 'x', 1, 'h',"
        " 1, 1, 1, 1, created_at, updated_at, 1 FROM invoice_line"
    )


def test_a_cancellation_is_set_once(app):
    in_status("cancelled")
    refused("UPDATE invoice SET cancelled_by_id = NULL WHERE cancelled_by_id IS NOT NULL")
    refused("UPDATE invoice SET cancel_reason = 'anders' WHERE cancelled_by_id IS NOT NULL")


def test_drafts_stay_free(app):
    draft()
    db.session.execute(text("UPDATE invoice_line SET description = 'anders'"))
    db.session.execute(text("UPDATE invoice SET terms = 'anders'"))
    db.session.execute(text("DELETE FROM invoice"))
    db.session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        "invoice SET paid_amount = total + 1",
        "invoice SET paid_amount = -1",
        "payment SET amount = 0",
    ],
)
def test_figures_that_cannot_be_are_refused(app, change):
    in_status("partial")
    refused(f"UPDATE {change}")


@pytest.mark.parametrize(
    "change",
    [
        "invoice SET total = total + 1",
        "invoice SET due_date = '2026-01-01', issued_date = '2026-01-02'",
        "invoice SET service_to = '2026-01-01', service_from = '2026-01-02'",
        "invoice SET invoice_number = 'RE-1'",
        "invoice SET paid_amount = 1",
        "invoice_line SET quantity = 0",
        "invoice_line SET quantity = -1",
        "invoice_line SET tax_rate = 10001",
        "invoice_line SET unit_price = -1",
    ],
)
def test_drafts_that_cannot_be_are_refused(app, change):
    draft()
    refused(f"UPDATE {change}")


@pytest.mark.parametrize("column", ["cancels_id", "cancelled_by_id"])
def test_no_document_cancels_itself(app, column):
    made = in_status("cancelled")
    db.session.execute(text("UPDATE invoice SET cancel_reason = 'x' WHERE cancel_reason IS NULL"))
    with pytest.raises(IntegrityError, match="itself"):
        insert = f"INSERT INTO invoice ({{}}) SELECT {{}} FROM invoice WHERE {column} IS NOT NULL"
        values = fresh(Invoice, invoice_number="'X'", value="99", **{column: sql(new := new_id())})
        values["id"] = sql(new)
        db.session.execute(text(insert.format(", ".join(values), ", ".join(values.values()))))
    db.session.rollback()
    assert made.cancelled_by_id != made.id


@pytest.mark.on("postgresql")  # SQLite has no such statement
@pytest.mark.parametrize("table", ["invoice", "invoice_line", "payment", "customer"])
def test_tables_of_documents_are_not_emptied(app, table):
    issued()
    with pytest.raises(IntegrityError, match=triggers.NOT_EMPTIED):
        db.session.execute(text(f"TRUNCATE {table} CASCADE"))
    db.session.rollback()


# What follows is written by a program that knows nothing of ours: on SQLite it checks no foreign keys and says
# OR REPLACE, which deletes whatever is in the way, without asking the triggers on DELETE.


def sql(id_) -> str:
    """An id as it is written in a statement."""
    return f"CAST('{id_}' AS uuid)" if db.engine.dialect.name == "postgresql" else f"x'{id_.hex}'"


def fresh(model, **values: str) -> dict[str, str]:
    """The columns of a copy, and what each is made of: itself, or what is given."""
    return {column.key: column.key for column in inspect(model).columns} | {"id": sql(new_id())} | values


def write(server, statement: str, *, or_replace: bool = True) -> None:
    """Carries out a statement as another program would. PostgreSQL knows no OR REPLACE, and no rowid."""
    if server.kind == "sqlite" and or_replace:
        verb, rest = statement.split(" ", 1)
        statement = f"{verb} OR REPLACE {rest}"
    db.session.rollback()
    engine = create_engine(server.url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(statement))


def copy(server, model, source: str, kept: str, into: str | None = None, **values: str) -> None:
    """Writes a copy of the row `source`, new but for `kept`; as a row of its own, or over the row `into`."""
    given = fresh(model, **values)
    if kept == "rowid" and server.kind == "postgresql":
        kept = "id"
    if kept:
        given[kept] = kept
    names, made = ", ".join(given), ", ".join(given.values())
    table = model.__tablename__
    found = f"SELECT {made} FROM {table} WHERE id = {source}"
    if into is None:
        write(server, f"INSERT INTO {table} ({names}) {found}")
    else:
        write(server, f"UPDATE {table} SET ({names}) = ({found}) WHERE id = {into}")


COPIES = [
    ("invoice", "id"),
    ("invoice", "rowid"),
    ("invoice", "invoice_number"),
    ("invoice", "value"),
    ("invoice", "cancelled_by_id"),
    ("cancellation", "cancels_id"),
]


@pytest.mark.parametrize("over_a_draft", [False, True])
@pytest.mark.parametrize(("source", "kept"), [*COPIES, ("invoice", ""), ("cancellation", "")])
def test_an_issued_document_is_not_replaced(app, server, source, kept, over_a_draft):
    made = in_status("cancelled")
    other, target = draft(), draft()
    row = sql(made.id if source == "invoice" else made.cancelled_by_id)
    column = "cancelled_by_id" if source == "invoice" else "cancels_id"
    values = {"invoice_number": "'X'", "value": "99", column: sql(other.id)}
    into = sql(target.id) if over_a_draft else None
    write(server, f"DELETE FROM invoice_line WHERE invoice_id = {sql(target.id)}", or_replace=False)
    if kept:
        with pytest.raises(IntegrityError):
            copy(server, Invoice, row, kept, into, **values)
    else:
        copy(server, Invoice, row, kept, into, **values)
        return
    numbers = "SELECT invoice_number FROM invoice WHERE issued_at IS NOT NULL ORDER BY 1"
    assert db.session.scalars(text(numbers)).all() == ["RE-2026-00001", "ST-2026-00001"]


@pytest.mark.parametrize("over_a_draft", [False, True])
@pytest.mark.parametrize("kept", ["id", "rowid", "cancels_line_id", ""])
def test_an_issued_line_is_not_replaced(app, server, kept, over_a_draft):
    made = in_status("cancelled")
    other = draft()
    assert made.cancelled_by
    row, spare = sql(made.cancelled_by.line_items[0].id), sql(other.line_items[0].id)
    into = sql(draft().line_items[0].id) if over_a_draft else None
    values = {"invoice_id": sql(draft().id), "cancels_line_id": spare}
    if into:
        values["invoice_id"] = f"(SELECT invoice_id FROM invoice_line WHERE id = {into})"
    if kept:
        with pytest.raises(IntegrityError):
            copy(server, InvoiceLine, row, kept, into, **values)
    else:
        copy(server, InvoiceLine, row, kept, into, **values)


@pytest.mark.parametrize("over_another", [False, True])
@pytest.mark.parametrize("kept", ["id", "rowid"])
def test_a_payment_is_not_replaced(app, server, kept, over_another):
    made = issued()
    row, other = sql(pay(made, "100").id), sql(pay(made, "50").id)
    with pytest.raises(IntegrityError):
        copy(server, Payment, row, kept, other if over_another else None)
    assert sorted(db.session.scalars(text("SELECT amount FROM payment"))) == [5000, 10000]


def test_a_payment_that_replaces_none_is_taken(app, server):
    """So it is not the copying that is refused above."""
    copy(server, Payment, sql(pay(issued(), "100").id), "", None)


@pytest.mark.parametrize(("table", "there"), [("invoice_line", draft), ("payment", issued)])
def test_lines_and_payments_stay_where_they_are(app, server, table, there):
    row = draft().line_items[0] if table == "invoice_line" else pay(issued(), "100")
    with pytest.raises(IntegrityError):
        statement = f"UPDATE {table} SET invoice_id = {sql(there().id)} WHERE id = {sql(row.id)}"
        write(server, statement, or_replace=False)
