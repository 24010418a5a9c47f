"""A process of its own that issues or pays what it reads from its input; see test_processes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from datetime import date
from decimal import Decimal
from uuid import UUID

from app import create_app
from app.database import atomic, db
from app.invoices.actions import book_payment, issue_invoice, issuing
from app.invoices.models import Invoice
from app.values.refusals import Refusal
from tests.invoices.given import at


class Undone(Exception):
    """Raised on purpose, after a number was given."""


@atomic
def issue_and_fail(invoice: Invoice, today: date) -> None:
    issue_invoice(invoice, by=None, now=at(today))
    raise Undone


def issue_all(ids: list[str], today: date) -> int:
    for number, id_ in enumerate(ids):
        invoice = db.session.get_one(Invoice, UUID(id_))
        if number % 4 == 0:
            with contextlib.suppress(Undone):
                issue_and_fail(invoice, today)
        issue_invoice(invoice, by=None, now=at(today))
    return len(ids)


def pay_until_refused(ids: list[str], today: date) -> int:
    invoice, booked = db.session.get_one(Invoice, UUID(ids[0])), 0
    while True:
        try:
            book_payment(invoice, {"amount": Decimal("100.00"), "method": "cash"}, by=None, now=at(today))
        except Refusal:
            return booked
        booked += 1


def die_while_issuing(ids: list[str], today: date) -> int:
    def die(*_args: object, **_kwargs: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    issuing._note_issued = die  # type: ignore[assignment]
    issue_invoice(db.session.get_one(Invoice, UUID(ids[0])), by=None, now=at(today))
    return 0


if __name__ == "__main__":
    task = json.load(sys.stdin)
    with create_app().app_context():
        verbs = {"issue": issue_all, "pay": pay_until_refused, "die": die_while_issuing}
        sys.stdout.write(str(verbs[task["verb"]](task["ids"], date.fromisoformat(task["today"]))))
