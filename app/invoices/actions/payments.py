"""Booking, changing and deleting payments, always under their invoice's lock: it is never overpaid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm.exc import ObjectDeletedError

from app.audit import actions as audit
from app.company.queries import company_day
from app.database import atomic, db, fill, hold, lock
from app.invoices import rules
from app.invoices.models import Invoice, Payment
from app.permissions import Viewer
from app.values.refusals import Mend, NotThere
from app.values.texts import N_

_BOOKED = {
    rules.PaymentMethod.BANK_TRANSFER: N_("Payment of %(amount)s booked, bank transfer"),
    rules.PaymentMethod.CREDIT_CARD: N_("Payment of %(amount)s booked, credit card"),
    rules.PaymentMethod.CASH: N_("Payment of %(amount)s booked, cash"),
    rules.PaymentMethod.PAYPAL: N_("Payment of %(amount)s booked, PayPal"),
    rules.PaymentMethod.OTHER: N_("Payment of %(amount)s booked"),
}


def _check(invoice: Invoice, values: Mapping[str, Any], today: date, before: Decimal = Decimal(0)) -> None:
    if invoice.is_cancellation:
        raise rules.IsCancellation()
    try:
        rules.check_payment(
            amount=values["amount"],
            outstanding=invoice.outstanding_amount + before,
            payment_date=values["payment_date"],
            issue_date=invoice.issued_date,
            today=today,
            status=invoice.status_on(today),
        )
    except rules.PaymentOnDraft as refusal:
        raise refusal.leading_to(Mend("invoices.show", N_("To the draft"), id=invoice.id)) from None


def _held_invoice(payment: Payment) -> Invoice:
    """The payment's invoice, locked before the payment itself is."""
    try:
        invoice = payment.invoice
    except ObjectDeletedError:
        raise NotThere() from None
    lock(invoice)
    return invoice


def _note_paid(invoice: Invoice, text: str, amount: Decimal, by: Viewer | None) -> None:
    after = {"paid_amount": str(invoice.paid_amount)}
    audit.note("paid", invoice, by=by, payload={"after": after}, text=text, amount=amount)


def _add_up(invoice: Invoice) -> None:
    """`paid_amount` is the sum of the payments, always."""
    db.session.flush()
    paid = select(func.coalesce(func.sum(Payment.amount), 0)).where(Payment.invoice_id == invoice.id)
    invoice.paid_amount = db.session.scalar(paid) or Decimal(0)
    db.session.flush()


@atomic
def book_payment(
    invoice: Invoice,
    values: Mapping[str, Any],
    version: int | None = None,
    *,
    by: Viewer | None,
    now: datetime,
) -> Payment:
    """Books a payment, of today if it names no day; `PaymentTooHigh` beyond what is outstanding."""
    hold(invoice, version)
    today = company_day(now)
    values = {**values, "payment_date": values.get("payment_date") or today}
    _check(invoice, values, today)
    payment = Payment(invoice=invoice, **values)
    db.session.add(payment)
    _add_up(invoice)
    audit.created(payment, by=by)
    _note_paid(invoice, _BOOKED[payment.method], payment.amount, by)
    return payment


@atomic
def settle(
    invoice: Invoice, note: str, version: int | None = None, *, by: Viewer | None, now: datetime
) -> Invoice:
    """Books what is outstanding, because somebody says that it is paid; `note` says so on the payment."""
    hold(invoice, version)
    values = {"amount": invoice.outstanding_amount, "method": rules.PaymentMethod.OTHER, "note": note}
    book_payment(invoice, values, by=by, now=now)
    return invoice


@atomic
def change_payment(
    payment: Payment,
    values: Mapping[str, Any],
    version: int | None = None,
    *,
    by: Viewer | None,
    now: datetime,
) -> Payment:
    """Changes a payment within what is outstanding without it."""
    invoice = _held_invoice(payment)
    hold(payment, version)
    today = company_day(now)
    values = {**values, "payment_date": values.get("payment_date") or today}
    _check(invoice, values, today, payment.amount)
    before = payment.amount
    with audit.changing(payment, by=by):
        fill(payment, values)
    _add_up(invoice)
    if payment.amount != before:
        _note_paid(invoice, N_("Payment changed to %(amount)s"), payment.amount, by)
    return payment


@atomic
def delete_payment(payment: Payment, version: int | None = None, *, by: Viewer | None) -> None:
    """Deletes a payment; its invoice is open again by that amount."""
    invoice = _held_invoice(payment)
    hold(payment, version)
    amount = payment.amount
    audit.deleted(payment, by=by)
    db.session.delete(payment)
    _add_up(invoice)
    _note_paid(invoice, N_("Payment of %(amount)s deleted"), amount, by)
