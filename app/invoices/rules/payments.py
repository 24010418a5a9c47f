"""When a payment may be booked."""

from datetime import date
from decimal import Decimal

from app.invoices.rules.status import InvoiceStatus
from app.values.refusals import InvalidValue, Refusal
from app.values.texts import N_
from app.values.words import Word


class PaymentMethod(Word):
    BANK_TRANSFER = "bank_transfer", N_("Bank transfer")
    CREDIT_CARD = "credit_card", N_("Credit card")
    CASH = "cash", N_("Cash")
    PAYPAL = "paypal", N_("PayPal")
    OTHER = "other", N_("Other (payment)")


class PaymentOnDraft(Refusal):
    """A draft cannot be paid. Issue the invoice first."""


class PaymentOnCancelled(Refusal):
    """A cancelled invoice cannot be paid."""


class PaymentNotPositive(InvalidValue):
    """A payment must be more than 0."""

    field = "amount"


class PaymentTooHigh(Refusal):
    """The payment is higher than what is outstanding, %(outstanding)s."""

    field = "amount"


class PaymentBeforeIssue(InvalidValue):
    """The payment lies before the invoice's issue date."""

    field = "payment_date"


class PaymentInFuture(InvalidValue):
    """The payment date lies in the future."""

    field = "payment_date"


def check_payment(
    *,
    amount: Decimal,
    outstanding: Decimal,
    payment_date: date,
    issue_date: date | None,
    today: date,
    status: InvoiceStatus,
) -> None:
    """Raises a Payment… refusal unless 0 < amount ≤ outstanding and issue date ≤ payment date ≤ today.

    Amounts in euros. To be called while the invoice is locked; `outstanding` is without the payment itself
    when that is being changed.
    """
    if status == InvoiceStatus.DRAFT:
        raise PaymentOnDraft()
    if status == InvoiceStatus.CANCELLED:
        raise PaymentOnCancelled()
    if amount <= 0:
        raise PaymentNotPositive()
    if payment_date > today:
        raise PaymentInFuture()
    if issue_date is not None and payment_date < issue_date:
        raise PaymentBeforeIssue()
    if amount > outstanding:
        raise PaymentTooHigh(outstanding=outstanding)
