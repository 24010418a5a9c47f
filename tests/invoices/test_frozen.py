"""What the database itself holds fast, whoever writes to it."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.invoices import triggers
from app.invoices.models import Invoice
from tests import factories
from tests.invoices.given import draft, in_status, issued


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
