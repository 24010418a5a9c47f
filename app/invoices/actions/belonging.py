"""What of ours keeps other domains' records from being deleted."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, exists

from app.invoices.models import Invoice
from app.links.keeping import keeps
from app.values.texts import N_


@keeps("customer", N_("invoices"), "invoices.index", by="customer_id")
def _invoices_of_customer(customer_id: UUID) -> ColumnElement[bool]:
    return exists().where(Invoice.customer_id == customer_id)


@keeps("project", N_("invoices"), "invoices.index", by="project_id")
def _invoices_of_project(project_id: UUID) -> ColumnElement[bool]:
    return exists().where(Invoice.project_id == project_id)


@keeps("employee", N_("invoices"))
def _invoices_issued_by(employee_id: UUID) -> ColumnElement[bool]:
    return exists().where(Invoice.issued_by_id == employee_id)
