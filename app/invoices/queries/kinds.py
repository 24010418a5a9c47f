"""The kinds of records here: documents and payments, who sees them, and what they are called."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, String, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.crm.models import Customer
from app.crm.queries import CUSTOMER
from app.invoices.models import Invoice, Payment
from app.links.kinds import Kind, Names
from app.links.searching import Searched
from app.permissions import Viewer


def visible_invoices(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all documents."""
    return select(Invoice)


def visible_payments(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all payments."""
    return select(Payment).join(Payment.invoice).join(Invoice.customer)


def _with_customers(viewer: Viewer) -> Select[Any]:
    return visible_invoices(viewer).join(Invoice.customer)


def named(invoice: Invoice) -> str:
    """`Invoice RE-2026-00001`, as headings and messages name a document."""
    if invoice.invoice_number is None:
        return _("Draft for %(customer)s", customer=invoice.customer_name)
    if invoice.is_cancellation:
        return _("Cancellation invoice %(number)s", number=invoice.invoice_number)
    return _("Invoice %(number)s", number=invoice.invoice_number)


CUSTOMER_NAME: ColumnElement[Any] = func.coalesce(Invoice.buyer_name, Customer.name)
"""The customer as issued; of a draft as it is called today."""

# In the language of whoever asks.
_DRAFT = bindparam("draft_word", type_=String, callable_=lambda: _("Draft"), unique=True)

INVOICE = Kind(
    "invoice",
    Invoice,
    "invoices",
    _with_customers,
    names=Names(_l("Invoice"), _l("Invoices"), _l("New invoice"), _l("Delete draft")),
    blueprint="invoices",
    label=func.coalesce(Invoice.invoice_number, _DRAFT),
    hint=CUSTOMER_NAME,
    search=Searched(Invoice.search_text, ((Invoice.customer_id, CUSTOMER.search),)),
    order=Invoice.number_key.desc(),
    named=named,
    loaded=(
        selectinload(Invoice.line_items),
        contains_eager(Invoice.customer),
        joinedload(Invoice.project),
        joinedload(Invoice.cancels),
        joinedload(Invoice.cancelled_by),
    ),
    history_needs={"paid": "payments:read"},
    subject=True,
)
PAYMENT = Kind(
    "payment",
    Payment,
    "payments",
    visible_payments,
    names=Names(_l("Payment"), _l("Payments"), _l("Book a payment"), _l("Delete payment")),
    blueprint="payments",
    label=Invoice.invoice_number,
    hint=CUSTOMER_NAME,
    search=Searched(Payment.search_text, ((Payment.invoice_id, INVOICE.search),)),
    order=Payment.payment_date.desc(),
    named=lambda payment: named(payment.invoice),
    loaded=(contains_eager(Payment.invoice).contains_eager(Invoice.customer),),
)
