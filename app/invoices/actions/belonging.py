"""What of ours keeps other domains' records from being deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.crm.actions import keeps_customer
from app.database import db
from app.invoices.models import Invoice
from app.people.actions import refuses_deletion
from app.projects.actions import keeps_project
from app.values.texts import N_


def _any(condition: Any) -> str | None:
    return N_("invoices") if db.session.scalar(select(Invoice.id).where(condition).limit(1)) else None


@keeps_customer
def _invoices_of_customer(customer_id: UUID) -> str | None:
    return _any(Invoice.customer_id == customer_id)


@keeps_project
def _invoices_of_project(project_id: UUID) -> str | None:
    return _any(Invoice.project_id == project_id)


@refuses_deletion
def _invoices_referring_to(kind: str, id_: UUID) -> str | None:
    return _any(Invoice.issued_by_id == id_) if kind == "employee" else None
