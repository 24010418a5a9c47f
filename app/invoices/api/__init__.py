"""Documents, what happens to them, and payments as JSON."""

from app.invoices.api import documents, steps
from app.invoices.api.contracts import api
from app.invoices.api.payments import api as payments_api

__all__ = ["api", "documents", "payments_api", "steps"]
