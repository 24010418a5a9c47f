"""The lists of documents and of payments."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Date, Select, String, bindparam, func, literal_column, select
from sqlalchemy.orm import joinedload, selectinload

from app.crm.models import Customer
from app.invoices.models import NOT_YET, Invoice, Payment
from app.invoices.queries.status import OUTSTANDING, company_zone, status_in, status_of
from app.invoices.rules import DocumentType, InvoiceStatus, PaymentMethod
from app.invoices.words import DOCUMENT_TYPE, METHOD, STATUS
from app.links.kinds import Linkable
from app.lists.filters import Amount, Chosen, Pointed, Search, Since, words_in
from app.lists.listing import Column, Listing, SortKey, Sum
from app.permissions import Viewer
from app.projects.models import Project


def visible_invoices(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all documents."""
    company_zone()
    return select(Invoice)


def visible_payments(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all payments."""
    return select(Payment).join(Payment.invoice).join(Invoice.customer)


def _with_names(viewer: Viewer) -> Select[Any]:
    return visible_invoices(viewer).join(Invoice.customer).outerjoin(Invoice.project)


CUSTOMER_NAME: ColumnElement[Any] = func.coalesce(Invoice.buyer_name, Customer.name)
"""The customer as issued; of a draft as it is called today."""

# Written exactly as the indexes have them (models.SORTED_…), or neither database would use them.
_ISSUED: ColumnElement[Any] = func.coalesce(Invoice.issued_date, literal_column(NOT_YET), type_=Date())
_DUE: ColumnElement[Any] = func.coalesce(Invoice.due_date, literal_column(NOT_YET), type_=Date())

INVOICES = Listing(
    "invoices",
    title=_l("Invoices"),
    record=Invoice,
    endpoint="invoices.index",
    show="invoices.show",
    visible=_with_names,
    columns=(
        Column(
            "number",
            _l("Number"),
            Invoice.invoice_number,
            sort="invoice_number",
            link=True,
            role="title",
            nothing=_l("Draft"),
        ),
        Column("customer", _l("Customer"), CUSTOMER_NAME, role="lead"),
        Column("project", _l("Project"), Project.title, muted=True),
        Column("issued_date", _l("Date"), Invoice.issued_date, kind="date", sort="issued_date"),
        Column("due_date", _l("Due"), Invoice.due_date, kind="date", sort="due_date"),
        Column("status", _l("Status"), status_of(), kind="badge", words=STATUS, role="status"),
        Column("total", _l("Gross"), Invoice.total, kind="money", sort="total"),
        Column("outstanding", _l("Outstanding"), OUTSTANDING, kind="money", role="figure"),
    ),
    filters=(
        Search(words_in(Invoice.search_text, Customer.search_text), _l("Number, customer, notes …")),
        Chosen("status", _l("Status"), InvoiceStatus, STATUS, status_in),
        Pointed("customer_id", _l("Customer"), "customer", Invoice.customer_id.in_),
        Pointed("project_id", _l("Project"), "project", Invoice.project_id.in_),
        Chosen("document_type", _l("Kind"), DocumentType, DOCUMENT_TYPE, Invoice.document_type.in_),
        Since("from_date", _l("From"), lambda day: Invoice.issued_date >= day),
        Since("to_date", _l("To"), lambda day: Invoice.issued_date <= day),
        Since("due_from", _l("Due from"), lambda day: Invoice.due_date >= day, hidden=True),
        Since("due_to", _l("Due until"), lambda day: Invoice.due_date <= day, hidden=True),
        Amount("min_total", _l("Total from"), lambda amount: Invoice.total >= amount),
        Amount("max_total", _l("Total to"), lambda amount: Invoice.total <= amount),
    ),
    period=("from_date", "to_date"),
    sums=(
        Sum("net", _l("Net"), Invoice.subtotal),
        Sum("gross", _l("Gross"), Invoice.total),
        Sum("outstanding", _l("Outstanding"), OUTSTANDING),
    ),
    sorts={
        "invoice_number": SortKey(Invoice.number_key),
        "issued_date": SortKey(_ISSUED),
        "due_date": SortKey(_DUE),
        "total": SortKey(Invoice.total),
        "created_at": SortKey(Invoice.created_at),
    },
    default_sort="-invoice_number",
    api_sort="-invoice_number",
    api_options=(selectinload(Invoice.line_items), joinedload(Invoice.customer)),
    empty=_l("No invoice yet. Write one, or make one from recorded time."),
)

PAYMENTS = Listing(
    "payments",
    title=_l("Payments"),
    record=Payment,
    endpoint="payments.index",
    show="payments.show",
    visible=visible_payments,
    columns=(
        Column("invoice", _l("Invoice"), Invoice.invoice_number, link=True, role="title"),
        Column(
            "payment_date", _l("Date"), Payment.payment_date, kind="date", sort="payment_date", role="status"
        ),
        Column("customer", _l("Customer"), CUSTOMER_NAME, role="lead"),
        Column("method", _l("Method"), Payment.method, words=METHOD, muted=True),
        Column("reference", _l("Reference"), Payment.reference, muted=True),
        Column("amount", _l("Amount"), Payment.amount, kind="money", sort="amount", role="figure"),
    ),
    filters=(
        Search(
            words_in(Payment.search_text, Invoice.search_text, Customer.search_text),
            _l("Reference, note, number, customer …"),
        ),
        Chosen("method", _l("Method"), PaymentMethod, METHOD, Payment.method.in_),
        Pointed("customer_id", _l("Customer"), "customer", Invoice.customer_id.in_),
        Pointed("invoice_id", _l("Invoice"), "invoice", Payment.invoice_id.in_, hidden=True),
        Since("from_date", _l("From"), lambda day: Payment.payment_date >= day),
        Since("to_date", _l("To"), lambda day: Payment.payment_date <= day),
    ),
    period=("from_date", "to_date"),
    sums=(Sum("amount", _l("Total"), Payment.amount),),
    sorts={
        "payment_date": SortKey(Payment.payment_date),
        "amount": SortKey(Payment.amount),
        "created_at": SortKey(Payment.created_at),
    },
    default_sort="-payment_date",
    empty=_l("No payment yet. Payments are booked on their invoice."),
)


def linkables() -> list[Linkable]:
    """What others may point to here."""
    draft = bindparam("draft_word", type_=String, callable_=lambda: _("Draft"), unique=True)
    return [
        Linkable(
            "invoice",
            Invoice,
            "invoices:read",
            lambda viewer: visible_invoices(viewer).join(Invoice.customer),
            label=func.coalesce(Invoice.invoice_number, draft),
            hint=CUSTOMER_NAME,
            search=Invoice.search_text + "\n" + Customer.search_text,
            order=Invoice.number_key.desc(),
            endpoint="invoices.show",
            history_needs={"paid": "payments:read"},
        )
    ]
