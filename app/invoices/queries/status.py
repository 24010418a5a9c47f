"""The status of documents in SQL: one set of conditions for badges, filters, counts and sums.

`rules.derive_status` says the same of a record; a table-driven test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import g, has_app_context
from sqlalchemy import ColumnElement, Date, bindparam, case, literal_column, null, or_, type_coerce

from app.column_types import Money
from app.company.queries import get_company
from app.invoices.models import Invoice
from app.invoices.rules import DocumentType, InvoiceStatus
from app.web import languages


def company_zone() -> str:
    """The time zone that due dates are measured in; read once a request."""
    if not has_app_context():
        return languages.HOME_ZONE
    if "company_zone" not in g:
        g.company_zone = get_company().timezone or languages.HOME_ZONE
    return str(g.company_zone)


def company_today() -> date:
    """The present day of the company. Read at the edge and handed inwards."""
    return languages.company_today(company_zone())


TODAY: ColumnElement[Any] = bindparam("company_today", type_=Date, callable_=company_today, unique=True)
"""The company's present day, asked for when a statement runs: lists are declared before anybody asks."""

IS_ISSUED = Invoice.issued_at.is_not(None)
IS_INVOICE = Invoice.document_type == literal_column(f"'{DocumentType.INVOICE}'")
# Written as in the partial index, so that both databases see that it fits.
_LIVE = (IS_ISSUED, Invoice.cancelled_by_id.is_(None), IS_INVOICE)
OPEN = (*_LIVE, Invoice.paid_amount < Invoice.total)
"""Issued invoices with something to pay."""


def _all(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    first, *others = conditions
    for other in others:
        first = first & other
    return first


def status_is(status: InvoiceStatus, today: Any = TODAY) -> ColumnElement[bool]:
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


def status_in(statuses: Iterable[InvoiceStatus], today: Any = TODAY) -> ColumnElement[bool]:
    """The condition that documents of one of these statuses meet."""
    return or_(*[status_is(status, today) for status in statuses])


def status_of(today: Any = TODAY) -> ColumnElement[str]:
    """The status as a column."""
    return case(*[(status_is(status, today), literal_column(f"'{status}'")) for status in InvoiceStatus])


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
