"""Tables of customers and contacts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.column_types import SortText, UnitPrice, WordOf
from app.company.rules import TimeRounding
from app.crm.rules import CustomerStatus, CustomerType
from app.database import Model, Record
from app.people.rules import Language
from app.values.folding import folded, folded_all


class Customer(Record, Model):
    """Whom we work for: a company or a private person."""

    __tablename__ = "customer"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[CustomerType] = mapped_column(WordOf(CustomerType, 3, check="type"))
    status: Mapped[CustomerStatus] = mapped_column(
        WordOf(CustomerStatus, 20, check="status"), default=CustomerStatus.ACTIVE
    )
    email: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(50))
    website: Mapped[str | None] = mapped_column(String(200))
    tax_id: Mapped[str | None] = mapped_column(String(30))
    vat_id: Mapped[str | None] = mapped_column(String(20))
    address: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(String(20))
    city: Mapped[str | None] = mapped_column(String(100))
    country: Mapped[str] = mapped_column(String(2), default="DE")
    buyer_reference: Mapped[str | None] = mapped_column(String(100))
    payment_terms_days: Mapped[int | None]
    hourly_rate: Mapped[Decimal | None] = mapped_column(UnitPrice)
    language: Mapped[Language] = mapped_column(WordOf(Language, 2), default=Language.GERMAN)
    rounding: Mapped[TimeRounding | None] = mapped_column(WordOf(TimeRounding, 20))
    notes: Mapped[str | None] = mapped_column(Text)
    sort_name: Mapped[str] = mapped_column(SortText)
    search_text: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("ix_customer_number_id", "number", "id"),
        Index("ix_customer_sort_name", "sort_name", "id"),
        Index("ix_customer_created_at", "created_at", "id"),
        Index("ix_customer_status", "status", "id"),
        CheckConstraint("payment_terms_days BETWEEN 0 AND 365", name="payment_terms_days"),
    )

    @property
    def audit_customer_id(self) -> UUID:
        return self.id

    @validates("number", "name", "email", "city")
    def _fold(self, key: str, value: str | None) -> str | None:
        parts: dict[str, Any] = {name: getattr(self, name) for name in ("number", "name", "email", "city")}
        parts[key] = value
        self.search_text = folded_all(*parts.values())
        if key == "name":
            self.sort_name = folded(value or "")
        return value


class Contact(Record, Model):
    """A person at a customer's."""

    __tablename__ = "contact"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"), index=True)
    firstname: Mapped[str] = mapped_column(String(100))
    lastname: Mapped[str] = mapped_column(String(100))
    email: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(50))
    position: Mapped[str | None] = mapped_column(String(100))
    is_primary: Mapped[bool] = mapped_column(default=False)
    sort_name: Mapped[str] = mapped_column(SortText)
    search_text: Mapped[str] = mapped_column(Text, default="")

    customer: Mapped[Customer] = relationship()

    __table_args__ = (
        Index("ix_contact_sort_name", "sort_name", "id"),
        Index("ix_contact_created_at", "created_at", "id"),
        Index(
            "uq_contact_primary",
            "customer_id",
            unique=True,
            sqlite_where=text("is_primary"),
            postgresql_where=text("is_primary"),
        ),
    )

    @property
    def name(self) -> str:
        return f"{self.firstname} {self.lastname}"

    @validates("firstname", "lastname", "email", "position")
    def _fold(self, key: str, value: str | None) -> str | None:
        names = ("firstname", "lastname", "email", "position")
        parts: dict[str, Any] = {name: getattr(self, name) for name in names} | {key: value}
        self.search_text = folded_all(
            f"{parts['firstname'] or ''} {parts['lastname'] or ''}", parts["email"], parts["position"]
        )
        self.sort_name = folded(f"{parts['lastname'] or ''} {parts['firstname'] or ''}")
        return value
