"""The field of days."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.forms.fields.field import Field
from app.values.dates import read_iso_date
from app.values.days import Lean, read_day
from app.web import languages


class Day(Field):
    """A date. `leans` says where a weekday or a day of the month lies: a payment back, a due date forward."""

    shape = "date"

    def __init__(self, label: Any, *, width: str = "third", leans: Lean = Lean.NONE, **kwargs: Any) -> None:
        super().__init__(label, width=width, **kwargs)
        self.leans = leans

    def read(self, text: str) -> date:
        return read_day(text, languages.language(), languages.today(), self.leans)

    def take(self, value: Any) -> date:
        if not isinstance(value, str):
            raise ValueError(_("A date is expected here, like 2026-11-22."))
        return read_iso_date(value)

    def write(self, value: Any) -> str:
        return languages.day(value)

    def json_schema(self) -> dict[str, Any]:
        return super().json_schema() | {"format": "date"}
