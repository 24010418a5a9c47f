"""Tables of documents, their lines and their payments. What is issued is held fast by triggers too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.column_types import Json, Money, Percent, Quantity, SortText, UnitPrice, WordOf
from app.company.rules import Series
from app.crm.models import Customer
from app.database import Model, Record
from app.invoices import rules, triggers
from app.projects.models import Project
from app.values.folding import folded_all
from app.values.money import CURRENCY

NOT_YET = "'9999-12-31'"
"""As which date a draft sorts that has none: behind all others, so that newest first begins with drafts."""
SORTED_ISSUED_DATE = f"coalesce(issued_date, {NOT_YET})"
SORTED_DUE_DATE = f"coalesce(due_date, {NOT_YET})"

_NUMBERED = """(issued_at IS NULL AND invoice_number IS NULL AND series IS NULL AND year IS NULL
 AND value IS NULL AND seller IS NULL AND buyer IS NULL AND cancelled_by_id IS NULL AND paid_amount = 0)
 OR (issued_at IS NOT NULL AND invoice_number IS NOT NULL AND series IS NOT NULL AND year IS NOT NULL
 AND value IS NOT NULL AND seller IS NOT NULL AND buyer IS NOT NULL AND issued_date IS NOT NULL
 AND tax_case IS NOT NULL)"""
_OPEN = text(
    "issued_at IS NOT NULL AND cancelled_by_id IS NULL AND document_type = 'invoice' AND paid_amount < total"
)


def _unique_where_set(column: str) -> Index:
    """Unique among the rows that have one: SQLite would rather take a full index than `ix_invoice_open`."""
    there = text(f"{column} IS NOT NULL")
    return Index(f"uq_invoice_{column}", column, unique=True, sqlite_where=there, postgresql_where=there)


class Invoice(Record, Model):
    """A document. Facts only: its status follows from who issued it when, what is paid, and the day.

    `seller`, `buyer`, `project_text` and `tax_note` are what the paper says; they are frozen at issuing, with
    `buyer_name`, which lists show, and `paper_version`, by which the paper is drawn again.
    A draft's `tax_case` is only set where a person chose it.
    """

    __tablename__ = "invoice"

    document_type: Mapped[rules.DocumentType] = mapped_column(
        WordOf(rules.DocumentType, 20, check="document_type"), default=rules.DocumentType.INVOICE
    )
    invoice_number: Mapped[str | None] = mapped_column(String(60), unique=True)
    series: Mapped[Series | None] = mapped_column(WordOf(Series, 20))
    year: Mapped[int | None]
    value: Mapped[int | None]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"))
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("project.id"))
    issued_date: Mapped[date | None]
    due_date: Mapped[date | None]
    service_from: Mapped[date | None]
    service_to: Mapped[date | None]
    tax_case: Mapped[rules.TaxCase | None] = mapped_column(WordOf(rules.TaxCase, 20, check="tax_case"))
    tax_reason: Mapped[str | None] = mapped_column(String(200))
    tax_note: Mapped[str | None] = mapped_column(Text)
    subtotal: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    tax_amount: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    total: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    paid_amount: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    notes: Mapped[str | None] = mapped_column(Text)
    terms: Mapped[str | None] = mapped_column(Text)
    seller: Mapped[dict[str, Any] | None] = mapped_column(Json)
    buyer: Mapped[dict[str, Any] | None] = mapped_column(Json)
    buyer_name: Mapped[str | None] = mapped_column(String(200))
    project_text: Mapped[str | None] = mapped_column(Text)
    paper_version: Mapped[int | None]
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    issued_at: Mapped[datetime | None]
    issued_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employee.id"), index=True)
    cancels_id: Mapped[UUID | None] = mapped_column(ForeignKey("invoice.id"))
    cancelled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("invoice.id"))
    cancel_reason: Mapped[str | None] = mapped_column(Text)
    number_key: Mapped[str] = mapped_column(SortText)
    search_text: Mapped[str] = mapped_column(Text, default="")

    customer: Mapped[Customer] = relationship()
    project: Mapped[Project | None] = relationship()
    cancels: Mapped[Invoice | None] = relationship(foreign_keys=[cancels_id], remote_side="Invoice.id")
    cancelled_by: Mapped[Invoice | None] = relationship(
        foreign_keys=[cancelled_by_id], remote_side="Invoice.id", post_update=True
    )
    line_items: Mapped[list[InvoiceLine]] = relationship(
        back_populates="invoice",
        cascade="all, delete-orphan",
        order_by="(InvoiceLine.position, InvoiceLine.id)",
    )

    currency = CURRENCY
    audit_hidden = frozenset({"number_key", "value", "year", "series", "buyer_name", "paper_version"})

    __table_args__ = (
        UniqueConstraint("series", "year", "value"),
        _unique_where_set("cancels_id"),
        _unique_where_set("cancelled_by_id"),
        Index("ix_invoice_number_key", "number_key", "id"),
        Index("ix_invoice_issued_date", text(SORTED_ISSUED_DATE), "id"),
        Index("ix_invoice_due_date", text(SORTED_DUE_DATE), "id"),
        Index("ix_invoice_total", "total", "id"),
        Index("ix_invoice_created_at", "created_at", "id"),
        Index("ix_invoice_customer_id", "customer_id", "number_key"),
        Index("ix_invoice_project_id", "project_id", "number_key"),
        Index("ix_invoice_months", "issued_date", "subtotal", "issued_at"),
        Index(
            "ix_invoice_open", "due_date", "total", "paid_amount", sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        CheckConstraint("(document_type = 'cancellation') = (cancels_id IS NOT NULL)", name="cancels"),
        CheckConstraint(_NUMBERED, name="issued"),
        CheckConstraint("total = subtotal + tax_amount", name="total"),
        CheckConstraint(
            "(document_type = 'invoice' AND paid_amount BETWEEN 0 AND total)"
            " OR (document_type = 'cancellation' AND total <= 0 AND paid_amount = 0)",
            name="paid_amount",
        ),
        CheckConstraint(
            "cancelled_by_id IS NULL OR (paid_amount = 0 AND cancel_reason IS NOT NULL)", name="cancelled"
        ),
        CheckConstraint("cancels_id <> id", name="cancels_itself"),
        CheckConstraint("cancelled_by_id <> id", name="cancelled_by_itself"),
        CheckConstraint("due_date >= issued_date", name="due_date"),
        CheckConstraint("service_to >= service_from", name="service_to"),
    )

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None

    @property
    def is_cancellation(self) -> bool:
        return self.document_type == rules.DocumentType.CANCELLATION

    @property
    def customer_name(self) -> str:
        """The customer as issued; of a draft as it is called today."""
        return self.customer.name if self.buyer_name is None else self.buyer_name

    def status_on(self, today: date) -> rules.InvoiceStatus:
        """The status on the company's present day."""
        return rules.derive_status(
            document_type=self.document_type,
            issued=self.is_issued,
            cancelled=self.cancelled_by_id is not None,
            total=self.total,
            paid_amount=self.paid_amount,
            due_date=self.due_date,
            today=today,
        )

    @property
    def outstanding_amount(self) -> Decimal:
        return rules.outstanding(
            self.total,
            self.paid_amount,
            document_type=self.document_type,
            issued=self.is_issued,
            cancelled=self.cancelled_by_id is not None,
        )

    @property
    def totals(self) -> rules.Totals:
        """All sums, from the lines."""
        return rules.totals([line.figures for line in self.line_items])

    @property
    def tax_breakdown(self) -> Sequence[rules.TaxShare]:
        return self.totals.tax_breakdown

    def audit_extra(self) -> dict[str, Any]:
        """The lines belong to what is recorded of a document."""
        return {"line_items": [line.audit_facts() for line in self.line_items]}

    @validates("invoice_number", "notes", "buyer")
    def _fold(self, key: str, value: Any) -> Any:
        parts: dict[str, Any] = {
            "invoice_number": self.invoice_number,
            "notes": self.notes,
            "buyer": self.buyer,
        }
        parts[key] = value
        name = (parts["buyer"] or {}).get("name")
        if key == "buyer":
            self.buyer_name = name
        self.search_text = folded_all(parts["invoice_number"], name, parts["notes"])
        return value


_FACTS = ("position", "description", "quantity", "unit", "unit_price", "tax_rate", "discount_percent", "net")


class InvoiceLine(Record, Model):
    """One line of a document. A cancellation's line negates another one's quantity, never its price."""

    __tablename__ = "invoice_line"

    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoice.id", ondelete="CASCADE"), index=True)
    cancels_line_id: Mapped[UUID | None] = mapped_column(ForeignKey("invoice_line.id"), unique=True)
    position: Mapped[int]
    description: Mapped[str] = mapped_column(Text)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str] = mapped_column(String(20), default="Std.")
    unit_price: Mapped[Decimal] = mapped_column(UnitPrice)
    tax_rate: Mapped[Decimal] = mapped_column(Percent)
    discount_percent: Mapped[Decimal] = mapped_column(Percent, default=Decimal(0))
    net: Mapped[Decimal] = mapped_column(Money)

    invoice: Mapped[Invoice] = relationship(back_populates="line_items")

    __table_args__ = (
        CheckConstraint("position > 0", name="position"),
        CheckConstraint(
            "(cancels_line_id IS NULL AND quantity > 0) OR (cancels_line_id IS NOT NULL AND quantity < 0)",
            name="quantity",
        ),
        CheckConstraint("unit_price >= 0", name="unit_price"),
        CheckConstraint("tax_rate BETWEEN 0 AND 10000", name="tax_rate"),
        CheckConstraint("discount_percent BETWEEN 0 AND 10000", name="discount_percent"),
    )

    def audit_facts(self) -> dict[str, Any]:
        """What is recorded of a line."""
        return {name: getattr(self, name) for name in _FACTS}

    @property
    def figures(self) -> rules.Line:
        """What the arithmetic needs of a line."""
        return rules.Line(self.quantity, self.unit_price, self.tax_rate, self.discount_percent)


class Payment(Record, Model):
    """Money that came in for an invoice."""

    __tablename__ = "payment"

    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoice.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    payment_date: Mapped[date]
    method: Mapped[rules.PaymentMethod] = mapped_column(
        WordOf(rules.PaymentMethod, 20, check="method"), default=rules.PaymentMethod.BANK_TRANSFER
    )
    reference: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text, default="")

    invoice: Mapped[Invoice] = relationship()

    __table_args__ = (
        Index("ix_payment_payment_date", "payment_date", "id"),
        Index("ix_payment_created_at", "created_at", "id"),
        Index("ix_payment_amount", "amount", "id"),
        CheckConstraint("amount > 0", name="amount"),
    )

    @property
    def audit_customer_id(self) -> UUID:
        return self.invoice.customer_id

    @validates("reference", "note")
    def _fold(self, key: str, value: str | None) -> str | None:
        parts = {"reference": self.reference, "note": self.note} | {key: value}
        self.search_text = folded_all(*parts.values())
        return value


@event.listens_for(Model.metadata, "after_create")
def _hold_fast(_metadata: Any, connection: Any, tables: Any = (), **_kw: Any) -> None:
    """So that `create_all` makes the triggers too; migrations call them themselves."""
    if Payment.__table__ in tables:
        for statement in triggers.immutability_triggers(connection.dialect.name):
            connection.exec_driver_sql(statement)
