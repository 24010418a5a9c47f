"""What a cancellation is made of; when it may be made stands in test_issuing."""

from __future__ import annotations

import pytest

from app.audit.queries import history, verify
from app.invoices.actions import pdf_of
from tests.invoices.given import TODAY, cancel, issued, line, text_of


@pytest.fixture
def cancelled(app):
    """An invoice of two lines that was cancelled; the document that cancels it is `cancelled_by`."""
    made = issued(line(), line("3", "39.90", "7", "10"))
    cancel(made)
    return made


def test_a_cancellation_has_a_number_of_its_own_series(cancelled):
    assert cancelled.cancelled_by.invoice_number == "ST-2026-00001"


def test_a_cancellation_negates_the_sums(cancelled):
    found = cancelled.cancelled_by
    sums = (found.subtotal, found.tax_amount, found.total)
    assert sums == (-cancelled.subtotal, -cancelled.tax_amount, -cancelled.total)


def test_a_cancellation_negates_quantities_and_no_prices(cancelled):
    lines = cancelled.cancelled_by.line_items
    assert [one.quantity for one in lines] == [-14, -3]
    assert all(one.unit_price > 0 for one in lines)


def test_a_cancellation_is_linked_both_ways(cancelled):
    assert cancelled.cancelled_by.cancels_id == cancelled.id
    assert cancelled.cancel_reason == cancelled.cancelled_by.cancel_reason == "Falscher Empfänger"


def test_nobody_owes_anything_after_a_cancellation(cancelled):
    both = (cancelled, cancelled.cancelled_by)
    assert [one.status_on(TODAY) for one in both] == ["cancelled", "sent"]
    assert [one.outstanding_amount for one in both] == [0, 0]


def test_the_paper_of_a_cancellation_names_the_invoice(cancelled):
    paper = text_of(pdf_of(cancelled.cancelled_by))
    for expected in ("Stornorechnung ST-2026-00001", "RE-2026-00001", "1.864,57"):
        assert expected in paper


def test_the_history_of_a_cancelled_invoice_names_the_cancellation(cancelled):
    assert history("invoice", cancelled.id)[0].params["number"] == "ST-2026-00001"
    assert verify()[1] is None
