"""What documents, lines, payments and figures look like in JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, g, url_for

from app.company.models import Company
from app.company.queries import company_day, get_company
from app.database import utc_now
from app.invoices.models import Invoice, InvoiceLine, Payment
from app.invoices.queries import tax_case_of
from app.invoices.rules import InvoiceStatus, TaxCase
from app.views.contracts import (
    DECIMAL,
    DECIMAL_N,
    INTEGER,
    MOMENT,
    MONEY,
    OBJECT,
    TEXT,
    TEXT_,
    UUID_,
    Output,
    list_of,
    one_of,
)

api = Blueprint("invoices_api", __name__)

LINE_ITEM = Output(
    "LineItem",
    **Output.of(
        InvoiceLine, "id position description quantity unit unit_price tax_rate discount_percent net"
    ).fields,
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


INVOICE_OUTPUT = InvoiceOutput.of(
    Invoice,
    "id invoice_number document_type customer_id customer project_id status issued_date due_date "
    "service_from service_to tax_case tax_reason currency line_items subtotal tax_breakdown tax_amount total "
    "paid_amount outstanding_amount notes terms pdf_path cancels_id cancelled_by_id cancel_reason "
    "created_at updated_at",
    customer=CUSTOMER_OF_INVOICE.type,
    status=one_of(InvoiceStatus),
    tax_case=one_of(TaxCase),
    currency=TEXT,
    line_items=list_of(LINE_ITEM.type),
    tax_breakdown=list_of(TAX_SHARE.type),
    outstanding_amount=MONEY,
    pdf_path=TEXT_,
)
PAYMENT_OUTPUT = Output.of(
    Payment, "id invoice_id amount payment_date method reference note created_at updated_at"
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
