"""Payments: booked, changed and deleted under the invoice's lock, never more than what is outstanding."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.audit.queries import history, verify
from app.database import db
from app.invoices import rules
from app.invoices.actions import change_payment, change_status, delete_payment, settle
from app.invoices.models import Payment
from app.invoices.queries import payments_of
from app.values.refusals import Forbidden, NotThere, Stale
from tests import cast
from tests.invoices.given import NOW, TODAY, cancel, draft, in_status, issued, pay


def test_payments_add_up_and_the_status_follows(app):
    made = issued()
    pay(made, "500")
    assert (made.paid_amount, made.outstanding_amount) == (500, Decimal("1249.30"))
    assert made.status_on(TODAY) == "partial"
    assert made.status_on(TODAY + timedelta(days=15)) == "overdue"
    pay(made, "1249.30")
    assert made.status_on(TODAY + timedelta(days=15)) == "paid"
    assert history("invoice", made.id)[0].params == {"amount": "1249.30"}
    assert verify()[1] is None


@pytest.mark.parametrize(
    ("amount", "days", "refusal"),
    [
        ("0", 0, rules.PaymentNotPositive),
        ("1749.31", 0, rules.PaymentTooHigh),
        ("1", 1, rules.PaymentInFuture),
        ("1", -1, rules.PaymentBeforeIssue),
    ],
)
def test_what_cannot_be_booked_is_refused(app, amount, days, refusal):
    made = issued()
    with pytest.raises(refusal):
        pay(made, amount, TODAY + timedelta(days=days))
    assert made.paid_amount == 0
    assert payments_of(made) == []


def test_drafts_and_cancelled_invoices_are_not_paid(app):
    cancelled = in_status("cancelled")
    for made, refusal in (
        (draft(), rules.PaymentOnDraft),
        (cancelled, rules.PaymentOnCancelled),
        (cancelled.cancelled_by, rules.IsCancellation),
    ):
        with pytest.raises(refusal):
            pay(made, "1")


def test_a_payment_is_changed_within_what_is_outstanding_without_it(app):
    made = issued()
    pay(made, "700")
    second = pay(made, "1000")
    by = cast.viewer("buchhaltung")
    change_payment(second, {"amount": Decimal("1049.30")}, by=by, now=NOW)
    assert made.outstanding_amount == 0
    with pytest.raises(rules.PaymentTooHigh):
        change_payment(second, {"amount": Decimal("1049.31")}, by=by, now=NOW)
    change_payment(second, {"amount": Decimal("1"), "note": "Skonto"}, by=by, now=NOW)
    assert (made.paid_amount, second.note) == (701, "Skonto")
    with pytest.raises(Stale):
        change_payment(second, {"amount": Decimal("2")}, 1, by=by, now=NOW)


def test_a_deleted_payment_is_outstanding_again(app):
    made = in_status("paid")
    (payment,) = payments_of(made)
    delete_payment(payment, by=cast.viewer("buchhaltung"))
    assert (made.paid_amount, made.status_on(TODAY)) == (0, "sent")
    with pytest.raises(NotThere):
        delete_payment(payment, by=cast.viewer("buchhaltung"))
    assert cancel(made).invoice_number == "ST-2026-00001"


def test_setting_to_paid_books_what_is_outstanding(app):
    made = in_status("partial")
    settle(made, "Von Hand", by=cast.viewer("buchhaltung"), now=NOW)
    assert made.status_on(TODAY) == "paid"
    booked = payments_of(made)[0]
    assert (booked.amount, booked.method, booked.note) == (Decimal("1649.30"), "other", "Von Hand")


def change(made, wanted, who="buchhaltung"):
    return change_status(made, rules.InvoiceStatus(wanted), "Von Hand", by=cast.viewer(who), now=NOW)


@pytest.mark.parametrize("status", list(rules.InvoiceStatus))
def test_only_issuing_and_settling_are_possible_by_hand(app, status):
    possible = {("draft", "sent"), ("sent", "paid"), ("partial", "paid"), ("overdue", "paid")}
    made = in_status(status)
    for wanted in rules.InvoiceStatus:
        if (status, wanted) not in possible:
            refusals = (rules.UseCancel, rules.StatusNotPossible, rules.InvoiceIsIssued)
            with pytest.raises(rules.UseCancel if wanted == "cancelled" else refusals):
                change(made, wanted)
            assert made.status_on(TODAY) == status
    for before, wanted in possible:
        if before == status:
            assert change(made, wanted).status_on(TODAY) == wanted


def test_issuing_and_settling_need_their_own_permissions(app):
    with pytest.raises(Forbidden):
        change(draft(), "sent", "leitung")
    with pytest.raises(Forbidden):
        change(issued(), "paid", "leitung")
    with pytest.raises(rules.IsCancellation):
        change(cancel(issued()), "paid")


def test_the_kept_amount_is_the_sum_of_the_payments(app):
    made = issued()
    for amount in ("0.01", "100", "250.50"):
        pay(made, amount)
    total = db.session.scalar(select(func.sum(Payment.amount)).where(Payment.invoice_id == made.id))
    assert made.paid_amount == total == Decimal("350.51")
