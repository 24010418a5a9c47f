"""Changing a status by hand: each possible change is one of the business's verbs."""

from __future__ import annotations

from datetime import datetime

from app.company.queries import company_day
from app.database import atomic, hold
from app.invoices import rules
from app.invoices.actions.issuing import issue_invoice
from app.invoices.actions.payments import settle
from app.invoices.models import Invoice
from app.permissions import Viewer
from app.values.refusals import Forbidden

NEEDED = {"issue": "invoices:manage", "settle": "payments:write"}


@atomic
def change_status(
    invoice: Invoice,
    wanted: rules.InvoiceStatus,
    note: str,
    version: int | None = None,
    *,
    by: Viewer,
    now: datetime,
) -> Invoice:
    """`sent` issues a draft, `paid` books what is outstanding (with `note`); everything else is refused.

    What the change needs is asked for here, since it depends on the status: `Forbidden`.
    """
    hold(invoice, version)
    verb = rules.allowed(invoice.status_on(company_day(now)), wanted)
    if invoice.is_cancellation:
        raise rules.IsCancellation()
    if not by.may(NEEDED[verb]):
        raise Forbidden()
    if verb == "issue":
        return issue_invoice(invoice, by=by, now=now)
    return settle(invoice, note, by=by, now=now)
