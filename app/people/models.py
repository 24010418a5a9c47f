"""Tables of departments, roles and employees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.column_types import Json, Quantity, SortText, UnitPrice, Uuid7, WordOf
from app.database import Model, Record
from app.people.rules import EmployeeStatus, EmploymentType, Language, Theme
from app.values.folding import folded, folded_all


class Department(Record, Model):
    """A part of the firm; departments may lie inside each other."""

    __tablename__ = "department"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    code: Mapped[str | None] = mapped_column(String(20))
    description: Mapped[str | None] = mapped_column(Text)
    manager_id: Mapped[UUID | None] = mapped_column(
        Uuid7, ForeignKey("employee.id", use_alter=True, name="fk_department_manager_id"), index=True
    )
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("department.id"), index=True)
    sort_name: Mapped[str] = mapped_column(SortText)
    search_text: Mapped[str] = mapped_column(Text)

    manager: Mapped[Employee | None] = relationship(foreign_keys=[manager_id])
    parent: Mapped[Department | None] = relationship(remote_side="Department.id")

    __table_args__ = (
        Index("ix_department_sort_name", "sort_name", "id"),
        Index("ix_department_created_at", "created_at", "id"),
    )

    @validates("name")
    def _fold_name(self, _key: str, name: str) -> str:
        self.sort_name = folded(name)
        self.search_text = folded_all(name, self.code)
        return name

    @validates("code")
    def _fold_code(self, _key: str, code: str | None) -> str | None:
        self.search_text = folded_all(self.name, code)
        return code


class Role(Record, Model):
    """What a group of people may do: module -> actions."""

    __tablename__ = "role"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    description: Mapped[str | None] = mapped_column(Text)
    permissions: Mapped[dict[str, Any]] = mapped_column(Json)


class Employee(Record, Model):
    """A person who works here. Passwords live with the accounts, not here."""

    __tablename__ = "employee"

    employee_code: Mapped[str] = mapped_column(String(40), unique=True)
    firstname: Mapped[str] = mapped_column(String(100))
    lastname: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(200), unique=True)
    phone: Mapped[str | None] = mapped_column(String(50))
    position: Mapped[str | None] = mapped_column(String(100))
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("department.id"), index=True)
    role_id: Mapped[UUID] = mapped_column(ForeignKey("role.id"), index=True)
    manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("employee.id"), index=True)
    employment_type: Mapped[EmploymentType] = mapped_column(
        WordOf(EmploymentType, 20), default=EmploymentType.FULLTIME
    )
    weekly_hours: Mapped[Decimal | None] = mapped_column(Quantity)
    hourly_rate: Mapped[Decimal | None] = mapped_column(UnitPrice)
    cost_rate: Mapped[Decimal | None] = mapped_column(UnitPrice)
    hire_date: Mapped[date | None]
    termination_date: Mapped[date | None]
    status: Mapped[EmployeeStatus] = mapped_column(
        WordOf(EmployeeStatus, 20, check="status"), default=EmployeeStatus.ACTIVE
    )
    language: Mapped[Language] = mapped_column(WordOf(Language, 2, check="language"), default=Language.GERMAN)
    timezone: Mapped[str] = mapped_column(String(50), default="Europe/Berlin")
    theme: Mapped[Theme] = mapped_column(WordOf(Theme, 10), default=Theme.AUTO)
    single_keys: Mapped[bool] = mapped_column(default=True)
    sort_name: Mapped[str] = mapped_column(SortText)
    search_text: Mapped[str] = mapped_column(Text)

    department: Mapped[Department | None] = relationship(foreign_keys=[department_id])
    role: Mapped[Role] = relationship()
    manager: Mapped[Employee | None] = relationship(remote_side="Employee.id", foreign_keys=[manager_id])

    __table_args__ = (
        Index("ix_employee_sort_name", "sort_name", "id"),
        Index("ix_employee_created_at", "created_at", "id"),
    )

    @property
    def name(self) -> str:
        return f"{self.firstname} {self.lastname}"

    @validates("firstname", "lastname", "email", "employee_code")
    def _fold(self, key: str, value: str) -> str:
        parts = {name: getattr(self, name) for name in ("firstname", "lastname", "email", "employee_code")}
        parts[key] = value
        self.sort_name = folded(f"{parts['lastname'] or ''} {parts['firstname'] or ''}")
        self.search_text = folded_all(
            f"{parts['firstname'] or ''} {parts['lastname'] or ''}", parts["email"], parts["employee_code"]
        )
        return value
