from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.invoices.rules import (
    DocumentType,
    InvoiceIsIssued,
    InvoiceStatus,
    StatusNotPossible,
    UseCancel,
    allowed,
    derive_status,
    outstanding,
)

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def derive(
    total="119.00",
    paid="0",
    due=TOMORROW,
    *,
    issued=True,
    cancelled=False,
    document_type=DocumentType.INVOICE,
):
    return derive_status(
        document_type=document_type, issued=issued, cancelled=cancelled, total=Decimal(total), paid_amount=Decimal(paid), due_date=due, today=TODAY
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"issued": False, "due": None}, "draft"),
        ({"issued": False, "due": YESTERDAY}, "draft"),
        ({"issued": False, "total": "0"}, "draft"),
        ({}, "sent"),
        ({"due": None}, "sent"),
        ({"due": TODAY}, "sent"),
        ({"due": YESTERDAY}, "overdue"),
        ({"paid": "0.01"}, "partial"),
        ({"paid": "118.99", "due": TODAY}, "partial"),
        ({"paid": "118.99", "due": YESTERDAY}, "overdue"),
        ({"paid": "119.00"}, "paid"),
        ({"paid": "119.00", "due": YESTERDAY}, "paid"),
        ({"total": "0"}, "paid"),
        ({"total": "0", "due": YESTERDAY}, "paid"),
        ({"cancelled": True}, "cancelled"),
        ({"cancelled": True, "due": YESTERDAY}, "cancelled"),
        ({"cancelled": True, "total": "0"}, "cancelled"),
        ({"document_type": DocumentType.CANCELLATION, "total": "-119.00"}, "sent"),
        ({"document_type": DocumentType.CANCELLATION, "total": "-119.00", "due": YESTERDAY}, "sent"),
        ({"document_type": DocumentType.CANCELLATION, "total": "0"}, "sent"),
    ],
)
def test_the_status_follows_from_the_facts(facts, status):
    assert derive(**facts) == status


@pytest.mark.parametrize(
    ("total", "paid", "facts", "expected"),
    [
        ("119.00", "0", {}, "119.00"),
        ("119.00", "19.00", {}, "100.00"),
        ("119.00", "119.00", {}, "0.00"),
        ("119.00", "120.00", {}, "0.00"),
        ("119.00", "0", {"issued": False}, "0.00"),
        ("119.00", "0", {"cancelled": True}, "0.00"),
        ("-119.00", "0", {"document_type": DocumentType.CANCELLATION}, "0.00"),
    ],
)
def test_what_is_outstanding(total, paid, facts, expected):
    given = {"document_type": DocumentType.INVOICE, "issued": True, "cancelled": False} | facts
    assert str(outstanding(Decimal(total), Decimal(paid), **given)) == expected


POSSIBLE = {
    ("draft", "sent"): "issue",
    ("sent", "paid"): "settle",
    ("partial", "paid"): "settle",
    ("overdue", "paid"): "settle",
}


@pytest.mark.parametrize("current", list(InvoiceStatus))
@pytest.mark.parametrize("wanted", list(InvoiceStatus))
def test_only_issuing_and_settling_are_done_by_hand(current, wanted):
    if verb := POSSIBLE.get((current, wanted)):
        assert allowed(current, wanted) == verb
        return
    with pytest.raises((UseCancel, InvoiceIsIssued, StatusNotPossible)) as refused:
        allowed(current, wanted)
    assert refused.value.status == 409
    assert (refused.type is UseCancel) == (wanted == "cancelled")
    assert (refused.type is InvoiceIsIssued) == (wanted == "draft" and current != "draft")


def test_refusals_name_what_is_meant():
    with pytest.raises(UseCancel, match="use cancel, which makes a cancellation document"):
        allowed(InvoiceStatus.SENT, InvoiceStatus.CANCELLED)
    with pytest.raises(StatusNotPossible, match="from “draft” to “paid”"):
        allowed(InvoiceStatus.DRAFT, InvoiceStatus.PAID)
