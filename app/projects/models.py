"""Tables of projects and their teams."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.column_types import Money, Quantity, SortText, UnitPrice, WordOf
from app.company.rules import TimeRounding
from app.crm.models import Customer
from app.database import Model, Record
from app.people.models import Department, Employee
from app.projects.rules import ProjectStatus
from app.values.folding import folded, folded_all

OPEN_END = "coalesce(end_date, '9999-12-31')"
"""The end as it is sorted and compared: a project without one goes on."""


class Project(Record, Model):
    """What is done for a customer. Its department and its team see it."""

    __tablename__ = "project"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    department_id: Mapped[UUID] = mapped_column(ForeignKey("department.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    status: Mapped[ProjectStatus] = mapped_column(
        WordOf(ProjectStatus, 20, check="status"), default=ProjectStatus.PLANNED
    )
    start_date: Mapped[date]
    end_date: Mapped[date | None]
    description: Mapped[str | None] = mapped_column(Text)
    hourly_rate: Mapped[Decimal | None] = mapped_column(UnitPrice)
    rounding: Mapped[TimeRounding | None] = mapped_column(WordOf(TimeRounding, 20))
    budget_hours: Mapped[Decimal | None] = mapped_column(Quantity)
    budget_amount: Mapped[Decimal | None] = mapped_column(Money)
    sort_title: Mapped[str] = mapped_column(SortText)
    search_text: Mapped[str] = mapped_column(Text, default="")

    customer: Mapped[Customer] = relationship()
    department: Mapped[Department] = relationship()
    team: Mapped[list[ProjectMember]] = relationship(
        cascade="all, delete-orphan", order_by="ProjectMember.employee_id"
    )

    audit_hidden = frozenset({"sort_title"})

    __table_args__ = (
        Index("ix_project_number_id", "number", "id"),
        Index("ix_project_sort_title", "sort_title", "id"),
        Index("ix_project_start_date", "start_date", "id"),
        Index("ix_project_end_date", text(OPEN_END), "id"),
        Index("ix_project_created_at", "created_at", "id"),
        Index("ix_project_status", "status", "id"),
        CheckConstraint("end_date >= start_date", name="end_date"),
        CheckConstraint("hourly_rate >= 0", name="hourly_rate"),
        CheckConstraint("budget_hours >= 0", name="budget_hours"),
        CheckConstraint("budget_amount >= 0", name="budget_amount"),
    )

    @property
    def member_ids(self) -> list[UUID]:
        """The employees of the team, in a fixed order."""
        return [member.employee_id for member in self.team]

    def audit_extra(self) -> dict[str, Any]:
        """The team belongs to what is recorded of a project."""
        return {"member_ids": sorted(self.member_ids)}

    @validates("number", "title")
    def _fold(self, key: str, value: str) -> str:
        parts = {"number": self.number, "title": self.title} | {key: value}
        self.search_text = folded_all(parts["number"], parts["title"])
        if key == "title":
            self.sort_title = folded(value)
        return value


class ProjectMember(Model):
    """Who is in a project's team."""

    __tablename__ = "project_member"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employee.id"), primary_key=True, index=True)

    employee: Mapped[Employee] = relationship()
