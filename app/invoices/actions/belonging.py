"""What of ours keeps other domains' records from being deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.database import db
from app.invoices.models import Invoice
from app.links.keeping import keeps
from app.values.texts import N_


def _any(condition: Any) -> str | None:
    return N_("invoices") if db.session.scalar(select(Invoice.id).where(condition).limit(1)) else None


@keeps("customer")
def _invoices_of_customer(customer_id: UUID) -> str | None:
    return _any(Invoice.customer_id == customer_id)


@keeps("project")
def _invoices_of_project(project_id: UUID) -> str | None:
    return _any(Invoice.project_id == project_id)


@keeps("employee")
def _invoices_issued_by(employee_id: UUID) -> str | None:
    return _any(Invoice.issued_by_id == employee_id)
