"""How the values of a column are written; it follows from the column's type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Boolean, Date, Enum, Integer

from app.column_types import Duration, Money, Percent, Quantity, UnitPrice, UtcDateTime
from app.web import languages

_OF_TYPES: dict[type[Any], str] = {
    Boolean: "flag",
    Date: "date",
    Duration: "hours",
    Integer: "integer",
    Money: "money",
    Percent: "number",
    Quantity: "number",
    UnitPrice: "price",
    UtcDateTime: "moment",
}
WRITERS: dict[str, Callable[[Any], str]] = {
    "text": str,
    "subject": lambda found: str(found.label),
    "money": languages.money,
    "price": lambda value: languages.number(value, 4, 2),
    "number": lambda value: languages.number(value, 2),
    "integer": str,
    "hours": languages.hours,
    "date": languages.day,
    "moment": languages.moment,
    "flag": lambda value: "✓" if value else "–",
}
RIGHT = ("money", "number", "hours", "date", "integer")
"""The shapes that stand at the right edge of their column."""
FIGURES = (*RIGHT, "price", "moment", "clock")
"""Those whose figures are all of one width."""


def is_word(expression: Any) -> bool:
    """Whether its values are words."""
    return isinstance(expression.type, Enum)


def shape_of(expression: Any) -> str:
    """The shape of a SQL expression's values."""
    return _OF_TYPES.get(type(expression.type), "text")
