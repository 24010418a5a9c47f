"""Reading documents, payments, and the figures over them."""

from app.invoices.queries.billing import Billing, billing, nothing_to_bill
from app.invoices.queries.documents import (
    automatic_case,
    cancelling_parties,
    get_by_number,
    missing_to_issue,
    parties_of,
    payments_of,
    refuse_contradiction,
    tax_case_of,
)
from app.invoices.queries.figures import Outstanding, outstanding_totals, statistics
from app.invoices.queries.kinds import INVOICE, PAYMENT, named, visible_invoices, visible_payments
from app.invoices.queries.status import HAS_INVOICES, OUTSTANDING, status_in, status_of

__all__ = [
    "HAS_INVOICES",
    "INVOICE",
    "OUTSTANDING",
    "PAYMENT",
    "Billing",
    "Outstanding",
    "automatic_case",
    "billing",
    "cancelling_parties",
    "get_by_number",
    "missing_to_issue",
    "named",
    "nothing_to_bill",
    "outstanding_totals",
    "parties_of",
    "payments_of",
    "refuse_contradiction",
    "statistics",
    "status_in",
    "status_of",
    "tax_case_of",
    "visible_invoices",
    "visible_payments",
]
