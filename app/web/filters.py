"""The filters of lists: each reads its part of the address, narrows the query, and gives its chip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_

from app.values import periods
from app.values.dates import read_date
from app.values.folding import folded
from app.values.numbers import Unreadable, read_canonical, read_number, write_number
from app.web import languages
from app.web.references import read_uuid

Where = Callable[[Any], Any]
"""A value -> a SQL condition."""

PRESET_WORDS = {
    "today": _l("today"),
    "this_week": _l("this week"),
    "last_week": _l("last week"),
    "this_month": _l("this month"),
    "last_month": _l("last month"),
    "this_quarter": _l("this quarter"),
    "last_quarter": _l("last quarter"),
    "this_year": _l("this year"),
    "last_year": _l("last year"),
}


def short(text: str, most: int = 100) -> str:
    """The text itself; ValueError with a sentence when it is longer than anybody means."""
    if len(text) > most:
        raise ValueError(_("At most %(count)s characters.", count=most))
    return text


class FilterField:
    """One filter of a list. `where` makes the SQL condition; `hidden` ones are for links and the API only."""

    kind = "text"
    schema: Mapping[str, Any] = {"type": "string"}
    repeatable = False

    def __init__(
        self, name: str, label: Any, where: Where, *, hidden: bool = False, api: bool = True
    ) -> None:
        self.name, self.label, self.where, self.hidden, self.api = name, label, where, hidden, api

    def read(self, texts: Sequence[str]) -> Any:
        """The value from the address; ValueError with a sentence when it cannot be read."""
        return short(texts[-1].strip()) or None

    def write(self, value: Any) -> list[str]:
        return [str(value)]

    def condition(self, value: Any) -> Any:
        return self.where(value)

    def told(self, value: Any) -> str:
        """The value in words, for the chip."""
        return str(value)


class Search(FilterField):
    """Free text. The condition gets the folded words, each of which must occur."""

    kind = "search"

    def __init__(
        self, where: Where, placeholder: Any = _l("Search …"), name: str = "q", **kwargs: Any
    ) -> None:
        super().__init__(name, _l("Search"), where, **kwargs)
        self.placeholder = placeholder

    def read(self, texts: Sequence[str]) -> str | None:
        return short(texts[-1].strip(), 200) or None

    def condition(self, value: str) -> Any:
        return self.where(folded(value).split()[:8])


def like(needle: str) -> str:
    """A LIKE pattern that finds this text anywhere; `\\` is the escape sign."""
    escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


class Chosen(FilterField):
    """One or several members of an enum."""

    kind = "choices"
    repeatable = True

    def __init__(
        self,
        name: str,
        label: Any,
        enum: type[StrEnum],
        words: Mapping[Any, Any],
        where: Where,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, label, where, **kwargs)
        self.enum, self.words = enum, words
        self.schema = {"type": "string", "enum": [str(member) for member in enum]}

    def read(self, texts: Sequence[str]) -> list[StrEnum] | None:
        try:
            found = [self.enum(text) for text in texts if text]
        except ValueError:
            raise ValueError(_("This is not one of the choices.")) from None
        return list(dict.fromkeys(found)) or None

    def write(self, value: Any) -> list[str]:
        return [str(member) for member in value]

    def told(self, value: Any) -> str:
        return ", ".join(str(self.words[member]) for member in value)

    @property
    def options(self) -> list[tuple[str, Any]]:
        return [(str(member), self.words[member]) for member in self.enum]


class Pointed(FilterField):
    """Records of another list."""

    kind = "reference"
    schema = {"type": "string", "format": "uuid"}
    repeatable = True

    def __init__(self, name: str, label: Any, to: str, where: Where, **kwargs: Any) -> None:
        super().__init__(name, label, where, **kwargs)
        self.to = to

    def read(self, texts: Sequence[str]) -> list[UUID] | None:
        found = [read_uuid(text) for text in texts[:50] if text]
        finder = current_app.extensions["finder"]()
        if len(finder.labels(self.to, found)) < len(set(found)):
            raise ValueError(_("This does not exist, or you may not see it."))
        return found or None

    def write(self, value: Any) -> list[str]:
        return [str(id_) for id_ in value]

    def told(self, value: Any) -> str:
        finder = current_app.extensions["finder"]()
        return ", ".join(finder.labels(self.to, value).values())

    @property
    def options_url(self) -> str:
        return url_for("links.options", kind=self.to)


class Since(FilterField):
    """A date, from or to (inclusive)."""

    kind = "date"
    schema = {"type": "string", "format": "date"}

    def read(self, texts: Sequence[str]) -> date | None:
        text = short(texts[-1].strip())
        return read_date(text, languages.language()) if text else None

    def write(self, value: date) -> list[str]:
        return [value.isoformat()]

    def told(self, value: date) -> str:
        return languages.day(value)


class Amount(FilterField):
    """An amount in euros, at least or at most."""

    kind = "amount"
    schema = {"type": "number"}

    def read(self, texts: Sequence[str]) -> Decimal | None:
        text = short(texts[-1].strip())
        if not text:
            return None
        try:
            return read_canonical(text, 2)
        except Unreadable:
            return read_number(text, languages.language(), places=2)

    def told(self, value: Decimal) -> str:
        return languages.money(value)

    def shown(self, value: Decimal) -> str:
        return write_number(value, languages.language(), places=2)


class YesNo(FilterField):
    """true or false."""

    kind = "flag"
    schema = {"type": "boolean"}

    def read(self, texts: Sequence[str]) -> bool | None:
        text = texts[-1]
        if text in ("", "true", "false"):
            return None if not text else text == "true"
        raise ValueError(_("true or false is expected here."))

    def write(self, value: bool) -> list[str]:
        return ["true" if value else "false"]

    def told(self, value: bool) -> str:
        return _("yes") if value else _("no")

    @property
    def options(self) -> list[tuple[str, Any]]:
        return [("", _("all")), ("true", _("yes")), ("false", _("no"))]


def preset_period(name: str) -> periods.Period:
    """The days of a preset such as `this_month`, counted from today."""
    return periods.preset(name, languages.today())


def words_in(*texts: Any) -> Where:
    """The condition of a search: every word occurs in one of these folded columns."""
    return lambda words: [or_(*[text.like(like(word), escape="\\") for text in texts]) for word in words]
