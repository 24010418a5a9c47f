"""Documents for tests, made through the actions that people use."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pypdfium2

from app.invoices import rules
from app.invoices.actions import book_payment, cancel_invoice, create_draft, issue_invoice
from app.invoices.models import Invoice, Payment
from tests import cast, factories

TODAY = factories.TODAY
NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
LONG_AGO = TODAY - timedelta(days=60)


def at(day: date) -> datetime:
    """A moment of a day, in the morning."""
    return datetime.combine(day, time(9, 40), UTC)


def line(
    quantity: str = "14", price: str = "105", rate: str | None = "19", discount: str = "0", **values: Any
) -> dict[str, Any]:
    """A line as forms give it."""
    given = {
        "id": None,
        "position": None,
        "description": "Konzeption und Moderation\nWorkshop am 03.11.",
        "quantity": Decimal(quantity),
        "unit": "Std.",
        "unit_price": Decimal(price),
        "tax_rate": None if rate is None else Decimal(rate),
        "discount_percent": Decimal(discount),
    }
    return given | values


def draft(*lines: dict[str, Any], **values: Any) -> Invoice:
    """A draft of 1,470.00 € net, 1,749.30 € in total, if nothing else is said."""
    given: dict[str, Any] = {"line_items": list(lines) or [line()]}
    if "customer_id" not in values:
        given["customer_id"] = factories.customer().id
    return create_draft(given | values, by=cast.viewer("admin"))


def issue(invoice: Invoice, today: date = TODAY) -> Invoice:
    return issue_invoice(invoice, by=cast.viewer("buchhaltung"), now=at(today))


def issued(*lines: dict[str, Any], today: date = TODAY, **values: Any) -> Invoice:
    """An invoice that has been sent."""
    return issue(draft(*lines, **values), today)


def pay(invoice: Invoice, amount: str, day: date = TODAY, today: date = TODAY, **values: Any) -> Payment:
    given = {"amount": Decimal(amount), "payment_date": day, "method": "bank_transfer"}
    return book_payment(invoice, given | values, by=cast.viewer("buchhaltung"), now=at(today))


def cancel(invoice: Invoice, today: date = TODAY, reason: str = "Falscher Empfänger") -> Invoice:
    return cancel_invoice(invoice, reason, by=cast.viewer("buchhaltung"), now=at(today))


def in_status(status: str, today: date = TODAY) -> Invoice:
    """A document that has this status today."""
    if status == "draft":
        return draft()
    if status == "overdue":
        return issued(today=today - timedelta(days=40))
    made = issued(today=today)
    if status == "partial":
        pay(made, "100", today, today)
    if status == "paid":
        pay(made, "1749.30", today, today)
    if status == "cancelled":
        cancel(made, today)
    assert made.status_on(today) == rules.InvoiceStatus(status)
    return made


def text_of(content: bytes) -> str:
    """What is to be read on a paper."""
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document)
