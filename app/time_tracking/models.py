"""The table of time entries; the one without an end is the running timer."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship, validates

from app.column_types import Duration, UnitPrice, Uuid7
from app.company.models import THE_COMPANY, Company
from app.database import Model, Record
from app.people.models import Employee
from app.projects.models import Project
from app.time_tracking import rules
from app.time_tracking.rules import EntryState, RateSource
from app.values.folding import folded_all

SORTED_DURATION = "coalesce(duration, 0)"
"""The duration as it is sorted: the running timer counts as nothing yet."""


class TimeEntry(Record, Model):
    """How long somebody worked on a project; locked while `invoice_id` names a live invoice."""

    __tablename__ = "time_entry"

    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employee.id"))
    project_id: Mapped[UUID] = mapped_column(ForeignKey("project.id"))
    start_time: Mapped[datetime]
    end_time: Mapped[datetime | None]
    duration: Mapped[timedelta | None] = mapped_column(Duration)
    note: Mapped[str | None] = mapped_column(Text)
    billable: Mapped[bool] = mapped_column(default=True)
    hourly_rate: Mapped[Decimal | None] = mapped_column(UnitPrice)
    invoice_id: Mapped[UUID | None] = mapped_column(
        Uuid7, ForeignKey("invoice.id", use_alter=True, name="fk_time_entry_invoice_id"), index=True
    )
    invoice_line_id: Mapped[UUID | None] = mapped_column(
        Uuid7, ForeignKey("invoice_line.id", use_alter=True, name="fk_time_entry_invoice_line_id"), index=True
    )
    search_text: Mapped[str] = mapped_column(Text, default="")

    employee: Mapped[Employee] = relationship()
    project: Mapped[Project] = relationship()
    company_rate: Mapped[Decimal | None] = column_property(
        select(Company.hourly_rate).where(Company.id == THE_COMPANY).scalar_subquery()
    )

    audit_hidden = frozenset({"company_rate"})

    __table_args__ = (
        Index("ix_time_entry_start_time", "start_time", "id"),
        Index("ix_time_entry_duration", text(SORTED_DURATION), "id"),
        Index("ix_time_entry_created_at", "created_at", "id"),
        Index("ix_time_entry_employee_id", "employee_id", "start_time", "id"),
        Index("ix_time_entry_project_id", "project_id", "start_time", "id"),
        Index(
            "uq_time_entry_running",
            "employee_id",
            unique=True,
            postgresql_where=text("end_time IS NULL"),
            sqlite_where=text("end_time IS NULL"),
        ),
        CheckConstraint("end_time > start_time", name="end_time"),
        CheckConstraint("(end_time IS NULL) = (duration IS NULL)", name="duration_with_end"),
        CheckConstraint("duration BETWEEN 1 AND 86400", name="duration"),
        CheckConstraint("hourly_rate >= 0", name="hourly_rate"),
        CheckConstraint("invoice_id IS NULL OR end_time IS NOT NULL", name="invoice_id"),
        CheckConstraint("(invoice_id IS NULL) = (invoice_line_id IS NULL)", name="invoice_line_id"),
    )

    @property
    def audit_customer_id(self) -> UUID:
        return self.project.customer_id

    @property
    def rate(self) -> tuple[Decimal | None, RateSource | None]:
        """Euros per hour, and whose rate it is."""
        return rules.effective_rate(
            self.hourly_rate,
            self.project.hourly_rate,
            self.project.customer.hourly_rate,
            self.employee.hourly_rate,
            self.company_rate,
        )

    @property
    def effective_rate(self) -> Decimal | None:
        return self.rate[0]

    @property
    def rate_source(self) -> RateSource | None:
        return self.rate[1]

    @property
    def state(self) -> EntryState:
        """Running, billed, to be billed, or not billable."""
        return rules.state_of(self.end_time, self.invoice_id, self.billable)

    @validates("note")
    def _fold(self, _key: str, note: str | None) -> str | None:
        self.search_text = folded_all(note)
        return note
