"""Documents, what happens to them, and payments as JSON."""

from app.invoices.api import documents, payments, steps
from app.invoices.api.contracts import api

__all__ = ["api", "documents", "payments", "steps"]
