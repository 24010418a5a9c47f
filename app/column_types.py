"""The exact column types: money, quantities, durations, moments, ids, words, the same on both databases.

SQLite has no decimal and no time zone; so amounts are integers of their smallest unit, durations whole
seconds, moments UTC, and `SUM` and comparisons are exact on both.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from app.values.money import from_minor, to_minor
from app.values.words import Word


class _Scaled(TypeDecorator[Decimal]):
    """A Decimal with a fixed number of decimals, kept as an integer. Refuses floats and more decimals."""

    impl = BigInteger
    cache_ok = True
    places = 0

    @property
    def python_type(self) -> type[Decimal]:
        return Decimal

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else to_minor(value, self.places)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else from_minor(int(value), self.places)


class Money(_Scaled):
    """An amount in euros, kept in cents."""

    cache_ok = True
    places = 2


class UnitPrice(_Scaled):
    """A price per unit with up to four decimals (EN 16931, BT-146)."""

    cache_ok = True
    places = 4


class Quantity(_Scaled):
    """A quantity with up to three decimals."""

    cache_ok = True
    places = 3


class Percent(_Scaled):
    """A rate in percent with up to two decimals."""

    cache_ok = True
    places = 2


class Duration(TypeDecorator[timedelta]):
    """A span of time in whole seconds."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[timedelta]:
        return timedelta

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.microseconds:
            raise ValueError("a duration is kept in whole seconds")
        return value.days * 86400 + value.seconds

    def process_result_value(self, value: Any, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(seconds=int(value))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Refuses values without a time zone, returns aware ones in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Uuid7(TypeDecorator[UUID]):
    """A UUID: native on PostgreSQL, 16 bytes on SQLite; version 7 sorts by time on both."""

    impl = LargeBinary(16)
    cache_ok = True

    @property
    def python_type(self) -> type[UUID]:
        return UUID

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid())
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> UUID | bytes | None:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value)


def WordOf(words: type[Word], length: int | None = None, *, check: str | None = None) -> Enum:
    """Text that gives back the member and takes no other. `check` names the table's CHECK, if it has one."""
    return Enum(
        words,
        values_callable=lambda members: [str(member) for member in members],
        native_enum=False,
        validate_strings=True,
        length=length,
        create_constraint=check is not None,
        name=check,
    )


Json = JSON().with_variant(JSONB(), "postgresql")
"""A JSON document (permissions, frozen parties)."""

SortText = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by its bytes on both databases; what is put in is already folded for sorting."""
