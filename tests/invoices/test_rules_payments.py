from datetime import date
from decimal import Decimal

import pytest

from app.invoices.rules import (
    InvoiceStatus,
    PaymentBeforeIssue,
    PaymentInFuture,
    PaymentNotPositive,
    PaymentOnCancelled,
    PaymentOnDraft,
    PaymentTooHigh,
    check_payment,
)

TODAY, ISSUED = date(2026, 11, 22), date(2026, 11, 2)


def check(amount="100", outstanding="119.00", on=TODAY, issued=ISSUED, status=InvoiceStatus.SENT):
    check_payment(
        amount=Decimal(amount), outstanding=Decimal(outstanding), payment_date=on, issue_date=issued, today=TODAY, status=status
    )  # fmt: skip


@pytest.mark.parametrize(
    "payment",
    [
        {},
        {"amount": "119.00"},
        {"amount": "0.01"},
        {"on": ISSUED},
        {"status": InvoiceStatus.PARTIAL},
        {"status": InvoiceStatus.OVERDUE},
    ],
)
def test_payments_that_may_be_booked(payment):
    check(**payment)


@pytest.mark.parametrize(
    ("payment", "refusal", "status", "field"),
    [
        ({"amount": "119.01"}, PaymentTooHigh, 409, "amount"),
        ({"outstanding": "0.00", "status": InvoiceStatus.PAID}, PaymentTooHigh, 409, "amount"),
        ({"amount": "0"}, PaymentNotPositive, 422, "amount"),
        ({"amount": "-1"}, PaymentNotPositive, 422, "amount"),
        ({"on": date(2026, 11, 1)}, PaymentBeforeIssue, 422, "payment_date"),
        ({"on": date(2026, 11, 23)}, PaymentInFuture, 422, "payment_date"),
        ({"status": InvoiceStatus.DRAFT, "issued": None}, PaymentOnDraft, 409, None),
        ({"status": InvoiceStatus.CANCELLED, "outstanding": "0.00"}, PaymentOnCancelled, 409, None),
    ],
)
def test_payments_that_may_not(payment, refusal, status, field):
    with pytest.raises(refusal) as refused:
        check(**payment)
    assert (refused.value.status, refused.value.field) == (status, field)
    assert str(refused.value)
