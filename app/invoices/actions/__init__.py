"""Changing documents and payments."""

from app.invoices.actions import belonging
from app.invoices.actions.drafts import (
    change_draft,
    change_notes,
    create_draft,
    delete_draft,
    draft_from_time,
    recalculate,
    refuse_deletion,
)
from app.invoices.actions.issuing import cancel_invoice, issue_invoice
from app.invoices.actions.papers import drawn, pdf_of
from app.invoices.actions.payments import book_payment, change_payment, delete_payment, settle
from app.invoices.actions.statuses import change_status

__all__ = [
    "belonging",
    "book_payment",
    "cancel_invoice",
    "change_draft",
    "change_notes",
    "change_payment",
    "change_status",
    "create_draft",
    "delete_draft",
    "delete_payment",
    "draft_from_time",
    "drawn",
    "issue_invoice",
    "pdf_of",
    "recalculate",
    "refuse_deletion",
    "settle",
]
