"""One status, told three times: by the rule, by the column of lists, and by their filter."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from sqlalchemy import event, insert, select, text

from app.database import db, new_id, utc_now
from app.invoices.models import Invoice
from app.invoices.queries import OUTSTANDING, outstanding_totals, status_in, status_of
from app.invoices.rules import InvoiceStatus
from tests import cast, factories

TODAY = date(2026, 11, 20)


def cases():
    """Every combination of facts that the database lets in."""
    dues = (None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1))
    for total, paid, due, issued, cancelled in product(
        ("0", "119.00"), ("0", "0.01", "119.00"), dues, (0, 1), (0, 1)
    ):
        possible = Decimal(paid) <= Decimal(total) and (issued or not (cancelled or Decimal(paid)))
        if possible and not (cancelled and Decimal(paid)):
            yield "invoice", Decimal(total), Decimal(paid), due, issued, cancelled
    for due in (None, TODAY, TODAY + timedelta(days=1)):
        yield "cancellation", Decimal("-119.00"), Decimal(0), due, 1, 0
        yield "cancellation", Decimal(0), Decimal(0), due, 1, 0


def insert_all() -> None:
    customer = factories.customer()
    blank = {
        "document_type": "invoice",
        "customer_id": customer.id,
        "number_key": "~",
        "subtotal": 0,
        "total": 0,
    }
    anchors = [new_id() for _case in cases()]
    for id_ in anchors:
        db.session.execute(insert(Invoice).values(id=id_, **blank))
    for number, (kind, total, paid, due, issued, cancelled) in enumerate(cases(), start=1):
        values = blank | {
            "document_type": kind,
            "subtotal": total,
            "total": total,
            "due_date": due,
            "cancels_id": anchors[number - 1] if kind == "cancellation" else None,
        }
        if issued:
            values |= {
                "invoice_number": f"X-{number}",
                "series": "invoice",
                "year": 2026,
                "value": number,
                "seller": {},
                "buyer": {},
                "tax_case": "standard",
                "issued_date": TODAY - timedelta(days=1),
                "issued_at": utc_now(),
                "paid_amount": paid,
            }
        if cancelled:
            values |= {"cancelled_by_id": anchors[number - 1], "cancel_reason": "x"}
        db.session.execute(insert(Invoice).values(id=new_id(), **values))
    db.session.commit()


def test_rule_column_and_filter_agree_on_every_combination(app):
    insert_all()
    told = dict(list(db.session.execute(select(Invoice.id, status_of(TODAY)))))
    rows = db.session.scalars(select(Invoice)).all()
    assert {str(row.status_on(TODAY)) for row in rows} == {str(status) for status in InvoiceStatus}
    assert {row.id: str(row.status_on(TODAY)) for row in rows} == told
    for status in InvoiceStatus:
        found = set(db.session.scalars(select(Invoice.id).where(status_in([status], TODAY))))
        assert found == {row.id for row in rows if row.status_on(TODAY) == status}, status
    open_ = dict(list(db.session.execute(select(Invoice.id, OUTSTANDING))))
    assert open_ == {row.id: row.outstanding_amount if row.is_issued else None for row in rows}


def test_the_tiles_are_what_the_lists_show(app):
    insert_all()
    rows = [row for row in db.session.scalars(select(Invoice)) if row.document_type == "invoice"]
    payable = [row for row in rows if row.status_on(TODAY) in ("sent", "partial", "overdue")]
    late = [row for row in rows if row.status_on(TODAY) == "overdue"]
    assert outstanding_totals(cast.viewer("buchhaltung"), TODAY) == (
        sum(row.outstanding_amount for row in payable),
        len(payable),
        sum(row.outstanding_amount for row in late),
        len(late),
    )


def test_what_is_outstanding_is_read_from_the_index_over_it(app):
    """On PostgreSQL once reading the whole table is forbidden, which for a few rows is the faster way."""
    insert_all()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
    plans = []

    def explain(_connection, cursor, statement, parameters, *_rest):
        if "sum(" in statement and not plans:
            explained = "EXPLAIN" if db.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
            cursor.execute(f"{explained} {statement}", parameters)
            plans.append(str(cursor.fetchall()))

    event.listen(db.engine, "before_cursor_execute", explain)
    try:
        outstanding_totals(cast.viewer("buchhaltung"), TODAY)
    finally:
        event.remove(db.engine, "before_cursor_execute", explain)
    assert "ix_invoice_open" in plans[0]
