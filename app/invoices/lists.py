"""The lists of documents and of payments."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Date, func, literal_column
from sqlalchemy.orm import joinedload, selectinload

from app.invoices.models import NOT_YET, Invoice, Payment
from app.invoices.queries import INVOICE, OUTSTANDING, PAYMENT, status_in, status_of
from app.invoices.queries.kinds import CUSTOMER_NAME
from app.invoices.rules import DocumentType, InvoiceStatus, PaymentMethod
from app.lists.columns import Column, SortKey, Sum
from app.lists.filters import Amount, Chosen, Pointed, Search, Since
from app.lists.listing import Listing
from app.permissions import Viewer
from app.projects.models import Project
from app.values.days import Lean

# Written exactly as the indexes have them (models.SORTED_…), or neither database would use them.
_ISSUED: ColumnElement[Any] = func.coalesce(Invoice.issued_date, literal_column(NOT_YET), type_=Date())
_DUE: ColumnElement[Any] = func.coalesce(Invoice.due_date, literal_column(NOT_YET), type_=Date())

_HEAD = (
    Column(
        "number",
        _l("Number"),
        Invoice.invoice_number,
        sort="invoice_number",
        link=True,
        role="title",
        nothing=_l("Draft"),
    ),
    Column("customer", _l("Customer"), CUSTOMER_NAME, role="lead", of=("customer", "project")),
    Column("project", _l("Project"), Project.title, muted=True, of=("project",)),
    Column("issued_date", _l("Date"), Invoice.issued_date, sort="issued_date"),
    Column("due_date", _l("Due"), Invoice.due_date, sort="due_date"),
)
_AMOUNTS = (
    Column("total", _l("Gross"), Invoice.total, sort="total", role="figure"),
    Column("outstanding", _l("Outstanding"), OUTSTANDING, role="panel"),
)
_SEARCH = Search(INVOICE.search, _l("Number, customer, notes …"))
_INVOICE_FILTERS = (
    Pointed("customer_id", _l("Customer"), "customer", Invoice.customer_id.in_),
    Pointed("project_id", _l("Project"), "project", Invoice.project_id.in_),
    Chosen("document_type", _l("Kind"), DocumentType, Invoice.document_type.in_),
    Since("from_date", _l("From"), lambda day: Invoice.issued_date >= day),
    Since("to_date", _l("To"), lambda day: Invoice.issued_date <= day),
    Since("due_from", _l("Due from"), lambda day: Invoice.due_date >= day, leans=Lean.FORWARD, hidden=True),
    Since("due_to", _l("Due until"), lambda day: Invoice.due_date <= day, leans=Lean.FORWARD, hidden=True),
    Amount("min_total", _l("Total from"), lambda amount: Invoice.total >= amount),
    Amount("max_total", _l("Total to"), lambda amount: Invoice.total <= amount),
)
_INVOICE_SUMS = (
    Sum("net", _l("Net"), Invoice.subtotal),
    Sum("gross", _l("Gross"), Invoice.total),
    Sum("outstanding", _l("Outstanding"), OUTSTANDING),
)
_INVOICE_SORTS = {
    "invoice_number": SortKey(Invoice.number_key),
    "issued_date": SortKey(_ISSUED),
    "due_date": SortKey(_DUE),
    "total": SortKey(Invoice.total),
    "created_at": SortKey(Invoice.created_at),
}
_PAYMENTS = (
    Column("invoice", _l("Invoice"), Invoice.invoice_number, link=True, role="title"),
    Column("payment_date", _l("Date"), Payment.payment_date, sort="payment_date", role="status"),
    Column("customer", _l("Customer"), CUSTOMER_NAME, role="lead"),
    Column("method", _l("Method"), Payment.method, muted=True),
    Column("reference", _l("Reference"), Payment.reference, muted=True),
    Column("amount", _l("Amount"), Payment.amount, sort="amount", role="figure"),
)
_PAYMENT_FILTERS = (
    Search(PAYMENT.search, _l("Reference, note, number, customer …")),
    Chosen("method", _l("Method"), PaymentMethod, Payment.method.in_),
    Pointed("customer_id", _l("Customer"), "customer", Invoice.customer_id.in_),
    Pointed("invoice_id", _l("Invoice"), "invoice", Payment.invoice_id.in_, hidden=True),
    Since("from_date", _l("From"), lambda day: Payment.payment_date >= day),
    Since("to_date", _l("To"), lambda day: Payment.payment_date <= day),
)
_PAYMENT_SORTS = {
    "payment_date": SortKey(Payment.payment_date),
    "amount": SortKey(Payment.amount),
    "created_at": SortKey(Payment.created_at),
}


def invoices(viewer: Viewer, today: date) -> Listing:
    """All documents; what is overdue depends on the day."""
    status = Column("status", _l("Status"), status_of(today), role="status")
    chosen = Chosen("status", _l("Status"), InvoiceStatus, lambda wanted: status_in(wanted, today))
    return Listing(
        INVOICE,
        INVOICE.visible(viewer).outerjoin(Invoice.project),
        columns=(*_HEAD, status, *_AMOUNTS),
        filters=(_SEARCH, chosen, *_INVOICE_FILTERS),
        period=("from_date", "to_date"),
        sums=_INVOICE_SUMS,
        sorts=_INVOICE_SORTS,
        default_sort="-invoice_number",
        api_sort="-invoice_number",
        api_options=(selectinload(Invoice.line_items), joinedload(Invoice.customer)),
        only_where={"delete": Invoice.issued_at.is_(None)},
        panel=("number", "customer", "issued_date", "status", "total", "outstanding"),
        empty=_l("No invoice yet. Write one, or make one from recorded time."),
    )


def payments(viewer: Viewer, today: date) -> Listing:
    """What came in."""
    return Listing(
        PAYMENT,
        PAYMENT.visible(viewer),
        columns=_PAYMENTS,
        filters=_PAYMENT_FILTERS,
        period=("from_date", "to_date"),
        sums=(Sum("amount", _l("Total"), Payment.amount),),
        sorts=_PAYMENT_SORTS,
        default_sort="-payment_date",
        empty=_l("No payment yet. Payments are booked on their invoice."),
    )
