"""What is kept as paid equals the sum of the payments, whatever was booked, changed and deleted before."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.database import db
from app.invoices.actions import change_payment, delete_payment, settle
from app.invoices.models import Invoice, Payment
from app.invoices.queries import payments_of, status_of
from app.values.refusals import Refusal
from tests import cast
from tests.invoices.given import NOW, TODAY, issued, line, pay

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
TOTAL = Decimal("119.00")

amounts = st.one_of(
    st.sampled_from([Decimal(0), Decimal("0.01"), TOTAL / 2, TOTAL, TOTAL + Decimal("0.01")]),
    st.integers(1, 6000).map(lambda cents: Decimal(cents).scaleb(-2)),
)
steps = st.one_of(
    st.tuples(st.just("book"), amounts),
    st.tuples(st.just("change"), st.integers(0, 5), amounts),
    st.tuples(st.just("change the note"), st.integers(0, 5)),
    st.tuples(st.just("delete"), st.integers(0, 5)),
    st.tuples(st.just("settle")),
)


@pytest.fixture
def invoice(app):
    return issued(line("1", "100"))


def carry_out(invoice: Invoice, step) -> None:
    """One step; what is refused changes nothing."""
    by, verb, found = cast.viewer("buchhaltung"), step[0], payments_of(invoice)
    chosen = found[step[1] % len(found)] if found and verb.startswith(("change", "delete")) else None
    if verb == "book":
        pay(invoice, str(step[1]))
    elif verb == "settle":
        settle(invoice, "Von Hand", by=by, now=NOW)
    elif chosen is not None and verb == "change":
        change_payment(chosen, {"amount": step[2]}, by=by, now=NOW)
    elif chosen is not None and verb == "change the note":
        change_payment(chosen, {"amount": chosen.amount, "note": "Abschlag"}, by=by, now=NOW)
    elif chosen is not None:
        delete_payment(chosen, by=by)


def figures(invoice: Invoice) -> tuple[Decimal, Decimal, str]:
    """What is kept, the sum, and the status, as the database has them."""
    db.session.rollback()
    paid = db.session.scalar(select(Invoice.paid_amount).where(Invoice.id == invoice.id))
    total = select(func.sum(Payment.amount)).where(Payment.invoice_id == invoice.id)
    status = db.session.scalar(select(status_of(TODAY)).where(Invoice.id == invoice.id))
    return paid, db.session.scalar(total) or Decimal(0), str(status)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sequence=st.lists(steps, max_size=8))
def test_paid_is_the_sum_of_the_payments_after_any_sequence(invoice, sequence):
    for payment in payments_of(invoice):
        delete_payment(payment, by=cast.viewer("buchhaltung"))
    for step in sequence:
        before = figures(invoice)
        try:
            carry_out(invoice, step)
        except Refusal:
            assert figures(invoice) == before, step
        paid, total, status = figures(invoice)
        assert paid == total, step
        assert 0 <= paid <= TOTAL
        assert status == ("sent" if paid == 0 else "paid" if paid == TOTAL else "partial")
