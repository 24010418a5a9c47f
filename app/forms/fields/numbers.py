"""Fields of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext as _

from app.forms.fields.field import Field
from app.values.numbers import read_canonical, read_number, write_number
from app.web import languages


class Number(Field):
    """An exact number with a fixed number of decimals, within limits."""

    shape = "number"
    schema: ClassVar[Mapping[str, Any]] = {"type": "number"}

    def __init__(
        self,
        label: Any,
        *,
        places: int = 2,
        least: Decimal | int | None = 0,
        above: Decimal | int | None = None,
        most: Decimal | int | None = None,
        shown: int | None = None,
        whole: int = 10,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.places, self.least, self.above, self.most = places, least, above, most
        self.shown = places if shown is None else shown
        self.whole = whole

    def read(self, text: str) -> Decimal:
        return self._within(read_number(text, languages.language(), places=self.places, whole=self.whole))

    def take(self, value: Any) -> Decimal:
        return self._within(read_canonical(value, self.places, self.whole))

    def _within(self, value: Decimal) -> Decimal:
        if self.above is not None and value <= self.above:
            raise ValueError(_("Must be more than %(limit)s.", limit=self._limit(self.above)))
        if self.least is not None and value < self.least:
            raise ValueError(_("Must be at least %(limit)s.", limit=self._limit(self.least)))
        if self.most is not None and value > self.most:
            raise ValueError(_("Must be at most %(limit)s.", limit=self._limit(self.most)))
        return value

    def _limit(self, limit: Decimal | int) -> str:
        return write_number(Decimal(limit), languages.language(), places=self.places, least=0)

    def write(self, value: Any) -> str:
        return write_number(value, languages.language(), places=self.places, least=self.shown)

    def json_schema(self) -> dict[str, Any]:
        schema = super().json_schema()
        limits = {"minimum": self.least, "exclusiveMinimum": self.above, "maximum": self.most}
        if self.above is not None:
            limits["minimum"] = None
        return schema | {key: float(limit) for key, limit in limits.items() if limit is not None}


class MoneyField(Number):
    """An amount in euros with two decimals."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, suffix=kwargs.pop("suffix", "€"), **kwargs)


class WholeNumber(Number):
    """A whole number."""

    schema: ClassVar[Mapping[str, Any]] = {"type": "integer"}

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, places=0, whole=9, **kwargs)

    def read(self, text: str) -> Any:
        return int(super().read(text))

    def take(self, value: Any) -> Any:
        return int(super().take(value))

    def write(self, value: Any) -> str:
        return str(value)
