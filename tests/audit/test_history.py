"""Histories tell no more than the person may read elsewhere."""

from __future__ import annotations

import pytest

from app.invoices.actions import change_draft, delete_payment
from tests import cast
from tests.invoices.given import draft, issued, line, pay


@pytest.fixture
def history(app, pages):
    """What somebody reads of the history of an invoice with a payment that was booked and one that went again."""
    invoice = issued()
    pay(invoice, "249.30")
    delete_payment(pay(invoice, "111.11"), by=cast.viewer("buchhaltung"))
    place = f"/history/invoice/{invoice.id}"
    return lambda who: pages(who).get(place, part="panel").xpath("string()")


def test_payments_are_told_to_whoever_may_read_them(history):
    told = history("buchhaltung")
    assert "249,30" in told and told.count("111,11") == 2


def test_payments_are_not_told_to_others(history):
    """Whoever leads projects reads invoices, but no payments."""
    told = history("leitung")
    assert "RE-2026-00001" in told, "the rest of the history is there"
    assert not any(word in told for word in ("249,30", "111,11", "Zahlung", "Überweisung", "Bezahlt"))


def test_a_changed_draft_says_what_was_changed(app, pages):
    made = draft()
    change_draft(made, {"notes": "Rabatt?", "line_items": [line("3")]}, by=cast.viewer("leitung"))
    told = pages("leitung").get(f"/history/invoice/{made.id}", part="panel").xpath("string()")
    (changed,) = [event for event in told.split(" · ") if "Geändert" in event]
    assert "Positionen" in changed and "Notizen" in changed and "Gesamt" in changed
