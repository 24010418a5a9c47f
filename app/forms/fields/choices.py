"""Fields that choose: one of a few, yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import gettext as _

from app.forms.fields.field import Field
from app.values.words import Word
from app.web import languages


class Choice(Field):
    """One of the members of an enum."""

    shape = "choice"

    def __init__(self, label: Any, enum: type[Word], **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.enum = enum

    def read(self, text: str) -> Word:
        try:
            return self.enum(text)
        except ValueError:
            raise ValueError(_("This is not one of the choices.")) from None

    def take(self, value: Any) -> Word:
        if not isinstance(value, str):
            raise ValueError(_("This is not one of the choices."))
        return self.read(value)

    def process_data(self, value: Any) -> None:
        self.data = self.enum(value) if isinstance(value, str) and value else value

    def told(self, member: Any) -> str:
        """What people read."""
        return languages.word(member)

    @property
    def in_words(self) -> str:
        return next((text for value, text, chosen in self.options if chosen and value), "")

    @property
    def options(self) -> list[tuple[str, Any, bool]]:
        chosen = self.written
        empty = [("", "–", not chosen)] if not self.required and self._default_value() is None else []
        return empty + [(str(member), self.told(member), str(member) == chosen) for member in self.enum]

    def json_schema(self) -> dict[str, Any]:
        schema = super().json_schema()
        members: list[Any] = [str(member) for member in self.enum]
        return schema | {"enum": [*members, None] if isinstance(schema["type"], list) else members}


class Flag(Field):
    """Yes or no. On pages a hidden empty input before the checkbox tells "no" from "not asked"."""

    shape = "flag"
    schema: ClassVar[Mapping[str, Any]] = {"type": "boolean"}

    def __init__(self, label: Any, *, default: bool = False, **kwargs: Any) -> None:
        super().__init__(label, default=default, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        checked = bool(valuelist) and str(valuelist[-1]).lower() not in ("", "0", "false", "off", "n")
        if valuelist and checked != bool(self.data):  # else it keeps its value, even if that is neither
            self.data = checked

    def of_part(self, part: Any) -> Any:
        return {"true": True, "false": False}.get(part, part) if isinstance(part, str) else part

    def take(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError(_("true or false is expected here."))
        return value

    @property
    def written(self) -> str:
        return "y" if self.data else ""

    @property
    def in_words(self) -> str:
        return _("yes") if self.data else _("no")
