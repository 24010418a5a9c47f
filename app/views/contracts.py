"""Output as a written contract: which fields an object has in JSON, and of which type each one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Any, Self
from uuid import UUID

import simplejson
from sqlalchemy import BigInteger, Boolean, Date, Integer, SmallInteger, String, Text
from sqlalchemy import Enum as EnumOf
from sqlalchemy.types import TypeEngine

from app.column_types import Duration, Money, Percent, Quantity, UnitPrice, UtcDateTime, Uuid7
from app.values.durations import write_clock


@dataclass(frozen=True)
class Type:
    """How one kind of value is written in JSON, and its JSON Schema."""

    schema: Mapping[str, Any]
    encode: Callable[[Any], Any]
    nullable: bool = False
    part: Any = None

    def or_null(self) -> Type:
        """The same type where null is possible too."""
        schema = dict(self.schema)
        if "$ref" in schema:
            schema = {"oneOf": [schema, {"type": "null"}]}
        else:
            schema["type"] = [schema["type"], "null"]
            if "enum" in schema:
                schema["enum"] = [*schema["enum"], None]
        return Type(schema, self.encode, nullable=True, part=self.part)

    def write(self, value: Any) -> Any:
        if value is None:
            if not self.nullable:
                raise TypeError("null where the contract promises a value")
            return None
        return self.encode(value)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _exact(value: Decimal) -> Decimal:
    if not isinstance(value, Decimal):
        raise TypeError("amounts are Decimals")
    return value


def _shortest(value: Decimal) -> Decimal:
    return Decimal(format(_exact(value).normalize(), "f"))


TEXT = Type({"type": "string"}, str)
UUID_ = Type({"type": "string", "format": "uuid"}, lambda value: str(UUID(str(value))))
INTEGER = Type({"type": "integer"}, int)
BOOLEAN = Type({"type": "boolean"}, bool)
MONEY = Type({"type": "number", "multipleOf": 0.01}, _exact)
DECIMAL = Type({"type": "number"}, _shortest)
DATE = Type({"type": "string", "format": "date"}, date.isoformat)
MOMENT = Type({"type": "string", "format": "date-time"}, _moment)
DURATION = Type({"type": "string", "pattern": r"^\d{2,}:\d{2}:\d{2}$"}, write_clock)
OBJECT = Type({"type": "object"}, dict)

TEXT_, UUID_N, INTEGER_N, MONEY_N, DECIMAL_N, DATE_N, MOMENT_N, DURATION_N = (
    kind.or_null() for kind in (TEXT, UUID_, INTEGER, MONEY, DECIMAL, DATE, MOMENT, DURATION)
)


def one_of(enum: type[Enum]) -> Type:
    """The members of an enum."""
    return Type({"type": "string", "enum": [str(member.value) for member in enum]}, str)


OF_COLUMNS: dict[type[TypeEngine[Any]], Type] = {
    **dict.fromkeys((String, Text), TEXT),
    **dict.fromkeys((Integer, BigInteger, SmallInteger), INTEGER),
    **dict.fromkeys((UnitPrice, Quantity, Percent), DECIMAL),
    Boolean: BOOLEAN,
    Date: DATE,
    Duration: DURATION,
    Money: MONEY,
    UtcDateTime: MOMENT,
    Uuid7: UUID_,
}


def type_of(column: Any) -> Type:
    """The type of a column in JSON; null is possible where the database takes it."""
    kind = column.type
    if isinstance(kind, EnumOf) and kind.enum_class is not None:
        found = one_of(kind.enum_class)
    else:
        found = OF_COLUMNS[type(kind)]
    return found.or_null() if column.expression.nullable else found


def list_of(kind: Type) -> Type:
    """Any number of one type."""
    return Type(
        {"type": "array", "items": kind.schema},
        lambda values: [kind.write(value) for value in values],
        part=kind.part,
    )


class Output:
    """The named fields of one object; called with a record it gives what JSON shows of it.

    A field's value comes from the attribute of the same name, from the path given as `(type, "a.b")`, or from
    a function of the record: `(type, is_overdue)`.
    """

    def __init__(self, name: str, /, **fields: Type | tuple[Type, str | Callable[[Any], Any]]) -> None:
        self.name = name
        self.fields: dict[str, Type] = {}
        self._getters: dict[str, Callable[[Any], Any]] = {}
        for field, spec in fields.items():
            kind, path = spec if isinstance(spec, tuple) else (spec, field)
            self.fields[field] = kind
            self._getters[field] = path if callable(path) else attrgetter(path)

    @classmethod
    def of(cls, model: Any, names: str, /, **more: Type | tuple[Type, str | Callable[[Any], Any]]) -> Self:
        """The fields of a record, in this order. Each has the type of its column, unless `more` says one."""
        fields = {
            name: more[name] if name in more else type_of(getattr(model, name)) for name in names.split()
        }
        return cls(model.__name__, **fields)

    def __call__(self, record: Any) -> dict[str, Any]:
        if isinstance(record, Mapping):
            return {name: kind.write(record[name]) for name, kind in self.fields.items()}
        return {name: kind.write(self._getters[name](record)) for name, kind in self.fields.items()}

    @property
    def type(self) -> Type:
        """This object as the type of a field of another one."""
        return Type({"$ref": f"#/components/schemas/{self.name}"}, self, part=self)

    def parts(self) -> list[Output]:
        """The objects that this one holds."""
        return [kind.part for kind in self.fields.values() if kind.part is not None]

    def json_schema(self) -> dict[str, Any]:
        """The object as JSON Schema."""
        return {
            "type": "object",
            "properties": {name: dict(kind.schema) for name, kind in self.fields.items()},
            "required": list(self.fields),
        }


def dumps(body: Any) -> str:
    """JSON text; Decimals are written as the exact numbers they are."""
    return str(simplejson.dumps(body, use_decimal=True, ensure_ascii=False, allow_nan=False))
