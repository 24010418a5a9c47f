"""The firm's data in one row, and the counters of its number series."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.column_types import UnitPrice, WordOf
from app.company.rules import Series, TimeRounding
from app.database import Model, Record

THE_COMPANY = UUID("00000000-0000-7000-8000-000000000001")


class Company(Record, Model):
    """The firm. There is one row; `is_demonstration` marks a database that `demo load` made."""

    __tablename__ = "company"

    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(String(20))
    city: Mapped[str | None] = mapped_column(String(100))
    country: Mapped[str] = mapped_column(String(2), default="DE")
    email: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(50))
    website: Mapped[str | None] = mapped_column(String(200))
    register: Mapped[str | None] = mapped_column(String(200))
    managers: Mapped[str | None] = mapped_column(String(200))
    tax_id: Mapped[str | None] = mapped_column(String(30))
    vat_id: Mapped[str | None] = mapped_column(String(20))
    small_business: Mapped[bool] = mapped_column(default=False)
    bank_name: Mapped[str | None] = mapped_column(String(100))
    iban: Mapped[str | None] = mapped_column(String(34))
    bic: Mapped[str | None] = mapped_column(String(11))
    payment_terms_days: Mapped[int] = mapped_column(default=14)
    terms: Mapped[str | None] = mapped_column(Text)
    hourly_rate: Mapped[Decimal | None] = mapped_column(UnitPrice)
    rounding: Mapped[TimeRounding] = mapped_column(WordOf(TimeRounding, 20), default=TimeRounding.NONE)
    timezone: Mapped[str] = mapped_column(String(50), default="Europe/Berlin")
    logo_sha256: Mapped[str | None] = mapped_column(String(64))
    logo_type: Mapped[str | None] = mapped_column(String(20))
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (CheckConstraint("payment_terms_days BETWEEN 0 AND 365", name="payment_terms_days"),)


class NumberSeries(Model):
    """How the numbers of one kind are written: pattern, yearly reset, and once the next number.

    Its row stands for all its counters: whoever gives a number or sets the next one holds it.
    """

    __tablename__ = "number_series"

    key: Mapped[Series] = mapped_column(WordOf(Series, 20), primary_key=True)
    pattern: Mapped[str] = mapped_column(String(40))
    yearly: Mapped[bool]
    next_value: Mapped[int | None]

    __table_args__ = (CheckConstraint("next_value >= 1", name="next_value"),)


class NumberCounter(Model):
    """The last number given in a series (and year; 0 where it does not start anew)."""

    __tablename__ = "number_counter"

    series: Mapped[Series] = mapped_column(
        WordOf(Series, 20), ForeignKey("number_series.key"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int]
    last_date: Mapped[date | None]
