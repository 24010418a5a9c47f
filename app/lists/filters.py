"""The filters of lists: each reads its part of the address, narrows the query, and gives its chip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_

from app.forms.references import read_uuid
from app.links.kinds import finder, kind_of, subjects
from app.values.dates import read_date, read_iso_date
from app.values.folding import folded, like
from app.values.numbers import Unreadable, read_canonical, read_number, write_number
from app.values.words import Word
from app.web import languages

Where = Callable[[Any], Any]
"""A value -> a SQL condition."""

MOST_IDS = 200
"""How many records a filter may name."""


def short(text: str, most: int) -> str:
    """The text itself; ValueError with a sentence when it is longer than anybody means."""
    if len(text) > most:
        raise ValueError(_("At most %(count)s characters.", count=most))
    return text


class FilterField:
    """One filter of a list. `where` makes the SQL condition; `hidden` ones are for links and the API only.

    Its value comes through one of two doors: `take` for the API, `read` for pages. Both raise ValueError with
    a sentence when it cannot be read, and give None where the filter does not narrow.
    """

    shape = "text"
    schema: Mapping[str, Any] = {"type": "string"}
    repeatable = False
    longest = 100

    def __init__(self, name: str, label: Any, where: Where, *, hidden: bool = False) -> None:
        self.name, self.label, self.where, self.hidden = name, label, where, hidden

    def take(self, texts: Sequence[str]) -> Any:
        """The value as bodies have it, whatever the account's language. An empty text is no day."""
        if len(texts) > 1 and not self.repeatable:
            raise ValueError(_("Only one value is possible here."))
        return self._all(texts, self.canonical)

    def read(self, texts: Sequence[str]) -> Any:
        """The value as the person writes it, or as our own addresses have it. Left empty it is no filter."""
        given = [text for text in (texts if self.repeatable else texts[-1:]) if text.strip()]
        return self._all(given, self.written) if given else None

    def _all(self, texts: Sequence[str], door: Callable[[str], Any]) -> Any:
        values = [door(short(text.strip(), self.longest)) for text in texts]
        return list(dict.fromkeys(values)) if self.repeatable else values[0]

    def canonical(self, text: str) -> Any:
        """One value as the API and the addresses of our own lists have it."""
        return text or None

    def written(self, text: str) -> Any:
        """One value as people write it, or canonical."""
        return self.canonical(text)

    def write(self, value: Any) -> list[str]:
        """The value for an address, canonical."""
        return [str(value)]

    def condition(self, value: Any) -> Any:
        return self.where(value)

    def told(self, value: Any) -> str:
        """The value in words, for the chip."""
        return str(value)


class Search(FilterField):
    """Free text. The condition gets the folded words, each of which must occur."""

    shape = "search"
    longest = 200

    def __init__(
        self, where: Where, placeholder: Any = _l("Search …"), name: str = "q", **kwargs: Any
    ) -> None:
        super().__init__(name, _l("Search"), where, **kwargs)
        self.placeholder = placeholder

    def condition(self, value: str) -> Any:
        return self.where(folded(value).split()[:8])


class Chosen(FilterField):
    """One or several members of an enum."""

    shape = "choices"
    repeatable = True

    def __init__(
        self,
        name: str,
        label: Any,
        enum: type[Word],
        where: Where,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, label, where, **kwargs)
        self.enum = enum
        self.schema = {"type": "string", "enum": [str(member) for member in enum]}

    def canonical(self, text: str) -> Word:
        try:
            return self.enum(text)
        except ValueError:
            raise ValueError(_("This is not one of the choices.")) from None

    def write(self, value: Any) -> list[str]:
        return [str(member) for member in value]

    def told(self, value: Any) -> str:
        return ", ".join(languages.word(member) for member in value)

    @property
    def options(self) -> list[tuple[str, Any]]:
        return [(str(member), languages.word(member)) for member in self.enum]


class Pointed(FilterField):
    """Records of another list, at most `MOST_IDS` of them."""

    shape = "reference"
    schema = {"type": "string", "format": "uuid"}
    repeatable = True

    def __init__(self, name: str, label: Any, to: str, where: Where, **kwargs: Any) -> None:
        super().__init__(name, label, where, **kwargs)
        self.to = to

    def canonical(self, text: str) -> UUID:
        return read_uuid(text)

    def _all(self, texts: Sequence[str], door: Callable[[str], Any]) -> list[UUID]:
        found: list[UUID] = super()._all(texts, door)
        if len(found) > MOST_IDS:
            raise ValueError(_("At most %(count)s ids are possible here.", count=MOST_IDS))
        if len(finder().labels(self.to, found)) < len(found):
            raise ValueError(_("This does not exist, or you may not see it."))
        return found

    def write(self, value: Any) -> list[str]:
        return [str(id_) for id_ in value]

    def told(self, value: Any) -> str:
        return ", ".join(finder().labels(self.to, value).values())

    @property
    def options_url(self) -> str:
        return url_for("links.options", kind=self.to)


class OfKind(FilterField):
    """The kinds of records that something is attached to; `Pointed` to `ANY` names the records themselves."""

    shape = "choices"
    repeatable = True

    @property
    def schema(self) -> Mapping[str, Any]:  # type: ignore[override]
        return {"type": "string", "enum": [kind.name for kind in subjects()]}

    def canonical(self, text: str) -> str:
        if text not in [kind.name for kind in subjects()]:
            raise ValueError(_("This is not one of the choices."))
        return text

    def write(self, value: Any) -> list[str]:
        return list(value)

    def told(self, value: Any) -> str:
        return ", ".join(str(kind_of(name).said.one) for name in value)

    @property
    def options(self) -> list[tuple[str, Any]]:
        return [(kind.name, kind.said.one) for kind in subjects()]


class Since(FilterField):
    """A date, from or to (inclusive)."""

    shape = "date"
    schema = {"type": "string", "format": "date"}

    def canonical(self, text: str) -> date:
        return read_iso_date(text)

    def written(self, text: str) -> date:
        return read_date(text, languages.language())

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


class YesNo(FilterField):
    """true or false."""

    shape = "flag"
    schema = {"type": "boolean"}

    def canonical(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise ValueError(_("true or false is expected here."))
        return text == "true"

    def write(self, value: bool) -> list[str]:
        return ["true" if value else "false"]

    def told(self, value: bool) -> str:
        return _("yes") if value else _("no")

    @property
    def options(self) -> list[tuple[str, Any]]:
        return [("", _("all")), ("true", _("yes")), ("false", _("no"))]


def words_in(*texts: Any) -> Where:
    """The condition of a search: every word occurs in one of these folded columns."""
    return lambda words: [or_(*[text.like(like(word), escape="\\") for text in texts]) for word in words]
