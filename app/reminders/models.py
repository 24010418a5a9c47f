"""The table of reminders."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.column_types import SortText, WordOf
from app.database import Model, Record
from app.links.attached import Attached
from app.people.models import Employee
from app.reminders import rules
from app.reminders.rules import Priority, ReminderStatus, Repeat, State
from app.values.folding import folded, folded_all

SORTED_DUE = "coalesce(due_date, '9999-12-31')"
"""The due date as it is sorted: what is never due comes last."""


class Reminder(Attached, Record, Model):
    """What its owner must not forget. `due_day` is the day of the month on which a series began, and
    `follows_id` the one whose successor this is: each has one at most."""

    __tablename__ = "reminder"

    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(Text)
    due_date: Mapped[date | None]
    due_day: Mapped[int | None]
    priority: Mapped[Priority] = mapped_column(
        WordOf(Priority, 10, check="priority"), default=Priority.MEDIUM
    )
    repeat: Mapped[Repeat] = mapped_column(WordOf(Repeat, 10, check="repeat"), default=Repeat.NONE)
    status: Mapped[ReminderStatus] = mapped_column(
        WordOf(ReminderStatus, 10, check="status"), default=ReminderStatus.OPEN
    )
    snoozed_until: Mapped[date | None]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("employee.id"))
    follows_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("reminder.id", ondelete="SET NULL"), unique=True
    )
    sort_name: Mapped[str] = mapped_column(SortText)
    search_text: Mapped[str] = mapped_column(Text, default="")

    owner: Mapped[Employee] = relationship()

    audit_hidden = frozenset({"due_day", "follows_id"})

    __table_args__ = (
        Index("ix_reminder_due_date", text(SORTED_DUE), "id"),
        Index("ix_reminder_sort_name", "sort_name", "id"),
        Index("ix_reminder_created_at", "created_at", "id"),
        Index("ix_reminder_owner_id", "owner_id", "status", text(SORTED_DUE), "id"),
        CheckConstraint("repeat = 'none' OR due_date IS NOT NULL", name="repeat_needs_due_date"),
    )

    def state_on(self, today: date) -> State:
        """How it stands on the company's day."""
        return rules.state_on(self.status, self.due_date, self.snoozed_until, today)

    @validates("title", "description")
    def _fold(self, key: str, value: str | None) -> str | None:
        parts = {"title": self.title, "description": self.description} | {key: value}
        self.search_text = folded_all(*parts.values())
        if key == "title":
            self.sort_name = folded(value or "")
        return value

    @validates("due_date")
    def _begin(self, _key: str, due_date: date | None) -> date | None:
        if due_date != self.due_date:
            self.due_day = due_date.day if due_date else None
        return due_date
