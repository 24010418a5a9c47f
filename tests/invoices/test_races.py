"""Many at the same documents: no gap and no duplicate in the numbers, never an overpaid invoice, nothing half done."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.audit.queries import verify
from app.database import db
from app.invoices import rules
from app.invoices.models import Invoice
from app.invoices.queries import payments_of
from app.values.refusals import NotThere
from tests import factories
from tests.invoices import racing
from tests.invoices.given import TODAY, draft, issue, issued, line, pay
from tests.processes import Killed, Racers, refused

pytestmark = pytest.mark.processes


def values(series: str) -> list[int]:
    """The counters of a series in the order in which they were given."""
    found = db.session.scalars(select(Invoice).where(Invoice.series == series).order_by(Invoice.value))
    return [invoice.value for invoice in found]


def dates(series: str) -> list:
    """The issue dates of a series in the order of its numbers."""
    query = select(Invoice.issued_date).where(Invoice.series == series).order_by(Invoice.value)
    return list(db.session.scalars(query))


# numbers and dates


def test_invoice_numbers_have_no_gap_whatever_runs_in_parallel(app, server):
    customer_id = factories.customer().id
    with Racers(server, 3) as race:
        for _round in race.rounds:
            ids = [draft(customer_id=customer_id).id for _number in range(3)]
            assert race(*((racing.issue_at_second_try, id) for id in ids)) == [None] * 3
    assert values("invoice") == list(range(1, 3 * len(race.rounds) + 1))
    assert verify()[1] is None


def test_cancellation_numbers_have_no_gap_whatever_runs_in_parallel(app, server):
    with Racers(server, 3) as race:
        for _round in race.rounds:
            ids = [issued().id for _number in range(3)]
            assert race(*((racing.cancel, id) for id in ids)) == [None] * 3
    assert values("cancellation") == list(range(1, 3 * len(race.rounds) + 1))


@pytest.mark.parametrize(
    ("series", "make", "give"),
    [("invoice", draft, racing.issue), ("cancellation", issued, racing.cancel)],
    ids=["invoice", "cancellation"],
)
def test_issue_dates_never_run_back_along_the_numbers(app, server, series, make, give):
    with Racers(server, 3) as race:
        for turn in race.rounds:
            day = TODAY + timedelta(days=3 * turn)
            ids = [make().id for _number in range(3)]
            answers = race(*((give, id, day + timedelta(days=later)) for later, id in enumerate(ids)))
            assert set(refused(answers)) <= {rules.IssueDateBeforeLast}, answers
    assert dates(series) == sorted(dates(series)) != []


# one document


def test_a_draft_is_issued_once(app, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            id = draft().id
            assert refused(race((racing.issue, id), (racing.issue, id))) == [rules.InvoiceIsIssued]
    assert values("invoice") == list(range(1, len(race.rounds) + 1))


def test_a_draft_that_is_changed_while_it_is_issued_adds_up(app, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            made = draft()
            answers = race((racing.issue, made.id), (racing.change_draft, made.id, "50"))
            assert set(refused(answers)) <= {rules.InvoiceIsIssued}, answers
            assert made.is_issued
            assert (
                made.total
                == made.totals.total
                == (Decimal("1749.30") if refused(answers) else Decimal("59.50"))
            )


def test_a_draft_is_either_issued_or_deleted(app, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            id = draft().id
            answers = race((racing.issue, id), (racing.delete_draft, id))
            assert refused(answers) in ([rules.UseCancel], [NotThere]), answers


def test_an_invoice_is_cancelled_once(app, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            id = issued().id
            assert refused(race((racing.cancel, id), (racing.cancel, id))) == [rules.AlreadyCancelled]


def test_a_process_that_is_killed_leaves_nothing(app, server):
    made = draft()
    with Racers(server, 1) as race, pytest.raises(Killed):
        race((racing.die_while_issuing, made.id))
    db.session.rollback()
    assert (made.invoice_number, made.issued_at) == (None, None)
    assert issue(made).invoice_number == "RE-2026-00001"
    assert verify()[1] is None


# money


@pytest.fixture
def paid_twice(app):
    """Makes an invoice of 1,000 € of which 200 are paid; gives it and its two payments."""

    def make():
        made = issued(line("1", "1000", "0"))
        return made, pay(made, "100").id, pay(made, "100").id

    return make


def adds_up(invoice: Invoice) -> bool:
    """Whether what is kept as paid is the sum of the payments, and no more than the total."""
    return invoice.paid_amount == sum(one.amount for one in payments_of(invoice)) <= invoice.total


WAYS = {
    "pay": lambda invoice, one, other: (racing.pay, invoice, "800"),
    "settle": lambda invoice, one, other: (racing.settle, invoice),
    "change one": lambda invoice, one, other: (racing.change_payment, one, "900"),
    "change the other": lambda invoice, one, other: (racing.change_payment, other, "900"),
    "delete one": lambda invoice, one, other: (racing.delete_payment, one),
    "delete the other": lambda invoice, one, other: (racing.delete_payment, other),
}
"""What happens to such an invoice: one that brings it to 1,000 €, or takes a payment away."""


@pytest.mark.parametrize(
    "ways",
    [
        ("pay", "pay"),
        ("pay", "settle"),
        ("settle", "settle"),
        ("pay", "change one"),
        ("settle", "change one"),
        ("change one", "change the other"),
    ],
    ids=" and ".join,
)
def test_an_invoice_is_never_overpaid(paid_twice, server, ways):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            invoice, one, other = paid_twice()
            answers = race(*(WAYS[way](invoice.id, one, other) for way in ways))
            assert refused(answers) in ([rules.PaymentTooHigh], [rules.PaymentNotPositive]), answers
            assert adds_up(invoice) and invoice.paid_amount == 1000


@pytest.mark.parametrize(
    "ways",
    [
        ("delete one", "delete the other"),
        ("delete one", "change one"),
        ("delete one", "change the other"),
        ("delete one", "pay"),
        ("delete one", "settle"),
    ],
    ids=" and ".join,
)
def test_what_is_paid_stays_the_sum_of_the_payments(paid_twice, server, ways):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            invoice, one, other = paid_twice()
            answers = race(*(WAYS[way](invoice.id, one, other) for way in ways))
            assert refused(answers) in ([], [NotThere]), answers
            assert adds_up(invoice)


def test_who_settles_books_what_is_left_by_others(paid_twice, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            invoice, _one, _other = paid_twice()
            settled, paid = race((racing.settle, invoice.id), (racing.pay, invoice.id, "100"))
            assert settled is None and paid in (None, rules.PaymentTooHigh)
            assert adds_up(invoice) and invoice.paid_amount == 1000


def test_an_invoice_is_either_cancelled_or_paid(app, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            made = issued()
            answers = race((racing.cancel, made.id), (racing.pay, made.id, "100"))
            assert refused(answers) in ([rules.InvoiceHasPayments], [rules.PaymentOnCancelled]), answers
            assert (made.cancelled_by_id is None) == (made.paid_amount == 100) == (answers[0] is not None)
