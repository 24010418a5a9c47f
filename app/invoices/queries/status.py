"""The status of documents in SQL: one set of conditions for badges, filters, counts and sums.

`rules.derive_status` says the same of a record; a table-driven test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, literal_column, null, or_, type_coerce

from app.column_types import Money, WordOf
from app.invoices.models import Invoice
from app.invoices.rules import DocumentType, InvoiceStatus

IS_ISSUED = Invoice.issued_at.is_not(None)
IS_INVOICE = Invoice.document_type == literal_column(f"'{DocumentType.INVOICE}'")
# Written as in the partial index, so that both databases see that it fits.
_LIVE = (IS_ISSUED, Invoice.cancelled_by_id.is_(None), IS_INVOICE)
OPEN = (*_LIVE, Invoice.paid_amount < Invoice.total)
"""Issued invoices with something to pay."""


HAS_INVOICES = exists().where(IS_ISSUED)


def _all(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    first, *others = conditions
    for other in others:
        first = first & other
    return first


def status_is(status: InvoiceStatus, today: date) -> ColumnElement[bool]:
    """The condition that documents of this status meet."""
    late = Invoice.due_date < today
    in_time = or_(Invoice.due_date.is_(None), Invoice.due_date >= today)
    cancels = _all(IS_ISSUED, Invoice.cancelled_by_id.is_(None), ~IS_INVOICE)
    return {
        InvoiceStatus.DRAFT: _all(Invoice.issued_at.is_(None), Invoice.cancelled_by_id.is_(None)),
        InvoiceStatus.SENT: or_(cancels, _all(*OPEN, Invoice.paid_amount == 0, in_time)),
        InvoiceStatus.PARTIAL: _all(*OPEN, Invoice.paid_amount > 0, in_time),
        InvoiceStatus.OVERDUE: _all(*OPEN, late),
        InvoiceStatus.PAID: _all(*_LIVE, Invoice.paid_amount >= Invoice.total),
        InvoiceStatus.CANCELLED: Invoice.cancelled_by_id.is_not(None),
    }[status]


def status_in(statuses: Iterable[InvoiceStatus], today: date) -> ColumnElement[bool]:
    """The condition that documents of one of these statuses meet."""
    return or_(*[status_is(status, today) for status in statuses])


def status_of(today: date) -> ColumnElement[Any]:
    """The status as a column."""
    found = case(*[(status_is(status, today), literal_column(f"'{status}'")) for status in InvoiceStatus])
    return type_coerce(found, WordOf(InvoiceStatus))


OUTSTANDING: ColumnElement[Any] = type_coerce(
    case(
        (~IS_ISSUED, null()),
        (or_(Invoice.cancelled_by_id.is_not(None), ~IS_INVOICE), literal_column("0")),
        else_=Invoice.total - Invoice.paid_amount,
    ),
    Money,
)
"""What is still to be paid; 0 for what is cancelled and for what cancels. Nobody owes yet what is a draft: it
has none, which lists show as a dash and sums leave out."""
