"""What processes do at the same moment; see test_races."""

from __future__ import annotations

import contextlib
import os
import signal
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.database import atomic, db
from app.invoices import actions
from app.invoices.actions import issuing
from app.invoices.models import Invoice, Payment
from app.values.refusals import NotThere
from tests import cast
from tests.invoices import given


def _invoice(id: UUID) -> Invoice:
    return db.session.get_one(Invoice, id)


def _payment(id: UUID) -> Payment:
    found = db.session.get(Payment, id)
    if found is None:
        raise NotThere()
    return found


def issue(id: UUID, day: date = given.TODAY) -> None:
    given.issue(_invoice(id), day)


class Undone(Exception):
    """Raised on purpose, after a number was given."""


@atomic
def _issue_and_fail(invoice: Invoice) -> None:
    given.issue(invoice)
    raise Undone


def issue_at_second_try(id: UUID) -> None:
    """Issues, and undoes it; then issues for good."""
    with contextlib.suppress(Undone):
        _issue_and_fail(_invoice(id))
    issue(id)


def die_while_issuing(id: UUID) -> None:
    def die(*_args: object, **_kwargs: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    issuing._note_issued = die  # type: ignore[assignment]
    issue(id)


def cancel(id: UUID, day: date = given.TODAY) -> None:
    given.cancel(_invoice(id), day)


def change_draft(id: UUID, price: str) -> None:
    values = {"line_items": [given.line("1", price)]}
    actions.change_draft(_invoice(id), values, by=cast.viewer("admin"))


def delete_draft(id: UUID) -> None:
    actions.delete_draft(_invoice(id), by=cast.viewer("admin"))


def pay(id: UUID, amount: str) -> None:
    given.pay(_invoice(id), amount)


def settle(id: UUID) -> None:
    actions.settle(_invoice(id), "Von Hand", by=cast.viewer("buchhaltung"), now=given.NOW)


def change_payment(id: UUID, amount: str) -> None:
    values = {"amount": Decimal(amount), "payment_date": given.TODAY}
    actions.change_payment(_payment(id), values, by=cast.viewer("buchhaltung"), now=given.NOW)


def delete_payment(id: UUID) -> None:
    actions.delete_payment(_payment(id), by=cast.viewer("buchhaltung"))
