"""An invoice's status, derived from what is known about it, and which changes of it are possible."""

from datetime import date
from decimal import Decimal
from typing import Literal

from app.values.refusals import Refusal
from app.values.texts import N_
from app.values.words import Word


class InvoiceStatus(Word):
    DRAFT = "draft", N_("Draft")
    SENT = "sent", N_("Issued"), "info"
    PARTIAL = "partial", N_("Partly paid"), "warn"
    PAID = "paid", N_("Paid"), "good"
    OVERDUE = "overdue", N_("Overdue"), "wrong"
    CANCELLED = "cancelled", N_("Cancelled (invoice)"), "void"


class DocumentType(Word):
    INVOICE = "invoice", N_("Invoice")
    CANCELLATION = "cancellation", N_("Cancellation invoice")


class InvoiceIsIssued(Refusal):
    """This invoice is issued and can no longer be changed."""


class InvoiceIsDraft(Refusal):
    """This is only possible once the invoice is issued."""


class InvoiceHasPayments(Refusal):
    """Payments are booked on this invoice. Delete them first, then cancel it."""


class AlreadyCancelled(Refusal):
    """This invoice is already cancelled."""


class IsCancellation(Refusal):
    """A cancellation document cannot be cancelled or paid."""


class UseCancel(Refusal):
    """An issued invoice cannot be deleted or set to cancelled by hand; use cancel, which makes a cancellation
    document."""


class StatusNotPossible(Refusal):
    """The status cannot be changed from “%(current)s” to “%(wanted)s”."""

    def __init__(self, current: InvoiceStatus, wanted: InvoiceStatus) -> None:
        super().__init__(current=current, wanted=wanted)


def derive_status(
    *,
    document_type: DocumentType,
    issued: bool,
    cancelled: bool,
    total: Decimal,
    paid_amount: Decimal,
    due_date: date | None,
    today: date,
) -> InvoiceStatus:
    """The status on the company's present day; a total of 0 is paid at once, the due date is not late."""
    if cancelled:
        return InvoiceStatus.CANCELLED
    if not issued:
        return InvoiceStatus.DRAFT
    if document_type == DocumentType.CANCELLATION:
        return InvoiceStatus.SENT
    if paid_amount >= total:
        return InvoiceStatus.PAID
    if due_date is not None and today > due_date:
        return InvoiceStatus.OVERDUE
    return InvoiceStatus.PARTIAL if paid_amount > 0 else InvoiceStatus.SENT


def outstanding(
    total: Decimal, paid_amount: Decimal, *, document_type: DocumentType, issued: bool, cancelled: bool
) -> Decimal:
    """What is still to be paid, in euros; never below 0.

    It is 0 for a draft, which nobody owes yet, for what is cancelled and for what cancels.
    """
    if not issued or cancelled or document_type == DocumentType.CANCELLATION:
        return Decimal("0.00")
    return max(total - paid_amount, Decimal("0.00"))


_VERBS: dict[tuple[InvoiceStatus, InvoiceStatus], Literal["issue", "settle"]] = {
    (InvoiceStatus.DRAFT, InvoiceStatus.SENT): "issue",
    (InvoiceStatus.SENT, InvoiceStatus.PAID): "settle",
    (InvoiceStatus.PARTIAL, InvoiceStatus.PAID): "settle",
    (InvoiceStatus.OVERDUE, InvoiceStatus.PAID): "settle",
}


def allowed(current: InvoiceStatus, wanted: InvoiceStatus) -> Literal["issue", "settle"]:
    """What is to be done to get from one status to the other by hand.

    Raises UseCancel for cancelled, InvoiceIsIssued for back to draft, StatusNotPossible for the rest. The
    caller refuses a cancellation document, whose status is `sent` too, with IsCancellation.
    """
    if wanted == InvoiceStatus.CANCELLED:
        raise UseCancel()
    if wanted == InvoiceStatus.DRAFT and current != InvoiceStatus.DRAFT:
        raise InvoiceIsIssued()
    verb = _VERBS.get((current, wanted))
    if verb is None:
        raise StatusNotPossible(current, wanted)
    return verb
