"""Filters that choose among words, kinds, and yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.links.kinds import kind_of, subjects
from app.lists.filters.field import FilterField, Where
from app.values.words import Word
from app.web import languages


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
