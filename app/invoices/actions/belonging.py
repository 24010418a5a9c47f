"""What of ours keeps other domains' records from being deleted."""

from __future__ import annotations

from app.invoices.models import Invoice
from app.links.keeping import keeps
from app.values.texts import N_

keeps("customer", N_("invoices"), Invoice.customer_id, "invoices.index", by="customer_id")
keeps("project", N_("invoices"), Invoice.project_id, "invoices.index", by="project_id")
keeps("employee", N_("invoices"), Invoice.issued_by_id)
