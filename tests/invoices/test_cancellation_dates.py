"""The dates of cancellations run with their numbers, as those of invoices do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.database import db
from app.invoices import rules
from app.invoices.models import Invoice
from tests.invoices.given import TODAY, cancel, issued

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)


def test_a_cancellation_is_not_dated_before_the_last_one(app):
    """Nor can it be, by a clock that was set back."""
    early, late = issued(), issued()
    cancel(late, TODAY + timedelta(days=3))
    with pytest.raises(rules.IssueDateBeforeLast) as refused:
        cancel(early, TODAY + timedelta(days=2))
    assert refused.value.params["last"] == TODAY + timedelta(days=3)
    assert db.session.get_one(Invoice, early.id).cancelled_by_id is None


def test_it_may_be_of_the_same_day(app):
    numbers = [cancel(issued(), TODAY).invoice_number for _number in range(2)]
    assert numbers == ["ST-2026-00001", "ST-2026-00002"]


def test_invoices_do_not_hold_up_the_dates_of_cancellations(app):
    made = issued()
    issued(today=TODAY + timedelta(days=5))
    assert cancel(made, TODAY + timedelta(days=1)).issued_date == TODAY + timedelta(days=1)


def test_a_refused_cancellation_leaves_no_gap(app):
    early, late = issued(), issued()
    cancel(late, TODAY + timedelta(days=3))
    with pytest.raises(rules.IssueDateBeforeLast):
        cancel(early, TODAY)
    assert cancel(early, TODAY + timedelta(days=3)).invoice_number == "ST-2026-00002"
