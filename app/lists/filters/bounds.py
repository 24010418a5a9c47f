"""Filters from or to a day, at least or at most an amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.lists.filters.field import FilterField
from app.values.dates import read_iso_date
from app.values.days import Lean, read_day
from app.values.numbers import Unreadable, read_canonical, read_number, write_number
from app.web import languages


class Since(FilterField):
    """A date, from or to (inclusive). A weekday lies back, unless it `leans` forward."""

    shape = "date"
    schema = {"type": "string", "format": "date"}

    def __init__(self, *args: Any, leans: Lean = Lean.BACK, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leans = leans

    def canonical(self, text: str) -> date:
        return read_iso_date(text)

    def written(self, text: str) -> date:
        return read_day(text, languages.language(), languages.today(), self.leans)

    def write(self, value: date) -> list[str]:
        return [value.isoformat()]

    def told(self, value: date) -> str:
        return languages.day(value)


class Amount(FilterField):
    """An amount in euros, at least or at most."""

    shape = "amount"
    schema = {"type": "number"}

    def canonical(self, text: str) -> Decimal:
        return read_canonical(text, 2)

    def written(self, text: str) -> Decimal:
        try:
            return self.canonical(text)
        except Unreadable:  # no number is read in two ways: 1.234 has too many decimals to be canonical
            return read_number(text, languages.language(), places=2)

    def told(self, value: Decimal) -> str:
        return languages.money(value)

    def shown(self, value: Decimal) -> str:
        return write_number(value, languages.language(), places=2)
