"""What documents, lines, payments and figures look like in JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, g, url_for

from app.company.models import Company
from app.company.queries import company_day, get_company
from app.database import utc_now
from app.invoices.models import Invoice
from app.invoices.queries import tax_case_of
from app.invoices.rules import DocumentType, InvoiceStatus, PaymentMethod, TaxCase
from app.views.contracts import (
    DATE,
    DATE_N,
    DECIMAL,
    DECIMAL_N,
    INTEGER,
    MOMENT,
    MONEY,
    OBJECT,
    TEXT,
    TEXT_,
    UUID_,
    UUID_N,
    Output,
    list_of,
    one_of,
)

api = Blueprint("invoices_api", __name__)

LINE_ITEM = Output(
    "LineItem",
    id=UUID_,
    position=INTEGER,
    description=TEXT,
    quantity=DECIMAL,
    unit=TEXT,
    unit_price=DECIMAL,
    tax_rate=DECIMAL,
    discount_percent=DECIMAL,
    net=MONEY,
)
TAX_SHARE = Output("TaxShare", tax_rate=DECIMAL, net=MONEY, tax=MONEY)
CUSTOMER_OF_INVOICE = Output("CustomerOfInvoice", id=UUID_, number=TEXT, name=TEXT)


class Shown:
    """A document with what depends on the day and on the company, and its customer as issued."""

    def __init__(self, invoice: Invoice, today: date, company: Company) -> None:
        self._invoice = invoice
        self.status = invoice.status_on(today)
        self.tax_case = tax_case_of(invoice, company)
        frozen = invoice.buyer
        self.customer = invoice.customer if frozen is None else {"id": invoice.customer_id, **frozen}
        self.pdf_path = url_for("invoices_api.show_pdf", id=invoice.id) if invoice.is_issued else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._invoice, name)


def _day_and_company() -> tuple[date, Company]:
    """The company and its present day, asked for once a request."""
    if "day_and_company" not in g:
        g.day_and_company = company_day(utc_now()), get_company()
    found: tuple[date, Company] = g.day_and_company
    return found


class InvoiceOutput(Output):
    """The contract of a document; called with a stored one."""

    def __call__(self, record: Invoice) -> dict[str, Any]:
        return super().__call__(Shown(record, *_day_and_company()))


INVOICE_OUTPUT = InvoiceOutput(
    "Invoice",
    id=UUID_,
    invoice_number=TEXT_,
    document_type=one_of(DocumentType),
    customer_id=UUID_,
    customer=CUSTOMER_OF_INVOICE.type,
    project_id=UUID_N,
    status=one_of(InvoiceStatus),
    issued_date=DATE_N,
    due_date=DATE_N,
    service_from=DATE_N,
    service_to=DATE_N,
    tax_case=one_of(TaxCase),
    tax_reason=TEXT_,
    currency=TEXT,
    line_items=list_of(LINE_ITEM.type),
    subtotal=MONEY,
    tax_breakdown=list_of(TAX_SHARE.type),
    tax_amount=MONEY,
    total=MONEY,
    paid_amount=MONEY,
    outstanding_amount=MONEY,
    notes=TEXT_,
    terms=TEXT_,
    pdf_path=TEXT_,
    cancels_id=UUID_N,
    cancelled_by_id=UUID_N,
    cancel_reason=TEXT_,
    created_at=MOMENT,
    updated_at=MOMENT,
)
PAYMENT_OUTPUT = Output(
    "Payment",
    id=UUID_,
    invoice_id=UUID_,
    amount=MONEY,
    payment_date=DATE,
    method=one_of(PaymentMethod),
    reference=TEXT_,
    note=TEXT_,
    created_at=MOMENT,
    updated_at=MOMENT,
)
MONTH = Output("InvoiceMonth", month=TEXT, invoiced=MONEY, paid=MONEY)
STATISTICS = Output(
    "InvoiceStatistics",
    total_count=INTEGER,
    by_status=OBJECT,
    revenue_total=MONEY,
    revenue_year=MONEY,
    revenue_month=MONEY,
    paid_total=MONEY,
    outstanding_amount=MONEY,
    overdue_amount=MONEY,
    overdue_count=INTEGER,
    average_days_to_pay=DECIMAL_N,
    monthly=list_of(MONTH.type),
)
PDF = Output("InvoicePdf", pdf_path=TEXT, sha256=TEXT, generated_at=MOMENT)
