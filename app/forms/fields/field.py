"""What all fields have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar

import wtforms
from flask_babel import gettext as _
from wtforms.validators import StopValidation

from app.values.numbers import Unreadable
from app.web import languages

Check = Callable[[Any], str | None]
_BREAK = re.compile(r"\r\n?|\n")


def acceptable_text(text: str) -> str:
    """Text as it may be kept: valid Unicode, no control characters but tab and line break."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(_("This text contains characters that cannot be kept.")) from None
    if any((ord(sign) < 32 and sign not in "\n\t") or ord(sign) == 127 for sign in text):
        raise ValueError(_("This text contains control characters."))
    return text


class Field(wtforms.Field):
    """What all fields have in common. `checks` are functions value -> sentence or None."""

    shape = "text"
    schema: ClassVar[Mapping[str, Any]] = {"type": "string"}
    longest: ClassVar[int] = 100
    """How many characters are read at all, where no `max_length` says it."""

    def __init__(
        self,
        label: Any = "",
        *,
        required: bool = False,
        width: str = "full",
        suffix: str = "",
        checks: tuple[Check, ...] = (),
        autocomplete: str = "off",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.required = required
        self.width = width
        self.suffix = suffix
        self.checks = checks
        self.autocomplete = autocomplete
        self.typed: str | None = None
        self.max_length: int | None = None
        self.rows = 4

    def read(self, text: str) -> Any:
        return acceptable_text(text)

    def take(self, value: Any) -> Any:
        if not isinstance(value, str):
            raise ValueError(_("A text is expected here."))
        return acceptable_text(value.strip()) or None

    def write(self, value: Any) -> str:
        return str(value)

    @property
    def written(self) -> str:
        """What stands in the input: what was typed, else the value in the person's language."""
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else self.write(self.data)

    @property
    def in_words(self) -> str:
        """What people read of its value, away from the form; empty where there is none."""
        return self.written

    def keep_stored(self) -> None:
        """Takes back what was sent: what is stored counts."""
        self.typed = None
        self.process(None, self.object_data)

    @property
    def hint(self) -> Any:
        """What stands below the control."""
        return self.description

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads what was typed; what comes back as it was shown keeps its stored value exactly, unread."""
        if not valuelist:
            return
        shown = self._sent_back(self.written)
        self.typed = _BREAK.sub("\n", str(valuelist[-1]))
        text = self.typed.strip()
        if text == shown:
            return
        self.data = self._default_value() if not text else None
        if text:
            self._refuse_overlong(text)
            self.data = self._sentence_for(self.read, text)

    def _sent_back(self, shown: str) -> str:
        """What a browser sends of an input that nobody touched: only a textarea keeps its lines."""
        return _BREAK.sub("\n" if self.shape == "textarea" else "", shown).strip()

    def process_json(self, value: Any) -> None:
        """Takes a value from a JSON body; what is wrong is said by `validate`."""
        self.process_errors = []
        self.raw_data = [value]
        try:
            if value is None and self._default_value() is not None:
                raise ValueError(_("This must not be null."))
            if isinstance(value, str):
                self._refuse_overlong(value.strip())
            self.data = None if value is None else self._sentence_for(self.take, value)
            if self.data is None and self._default_value() is not None:
                raise ValueError(_("Please fill this in."))
        except ValueError as error:
            self.data = None
            self.process_errors.append(str(error))

    def process_parts(self, parts: Sequence[Any]) -> None:
        """Takes what a multipart body has under its name: files, and texts as JSON would have them."""
        if len(parts) == 1:
            self.process_json(self.of_part(parts[0]))
        else:
            self.data = None
            self.process_errors = [str(_("Only one value is possible here."))]

    def of_part(self, part: Any) -> Any:
        """What JSON would have for this part; numbers may be texts there too."""
        return part

    def _refuse_overlong(self, text: str) -> None:
        """Before anything reads it: what is too long to be meant costs nothing."""
        most = self.longest if self.max_length is None else self.max_length
        if len(text) > most:
            raise ValueError(_("At most %(count)s characters.", count=most))

    def _sentence_for(self, read: Callable[[Any], Any], value: Any) -> Any:
        try:
            return read(value)
        except Unreadable as error:
            raise ValueError(languages.sentence(error)) from None

    def _default_value(self) -> Any:
        return self.default() if callable(self.default) else self.default

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation()
        if self.required and self.data in (None, "", []):
            raise StopValidation(_("Please fill this in."))
        if self.data is not None:
            for check in self.checks:
                if sentence := check(self.data):
                    raise StopValidation(sentence)

    def json_schema(self) -> dict[str, Any]:
        """This field as JSON Schema, for the OpenAPI document."""
        schema = dict(self.schema)
        if self.max_length is not None:
            schema["maxLength"] = self.max_length
        default = self._default_value()
        if isinstance(default, (str, int, bool)) and not isinstance(self.default, type(lambda: 0)):
            schema["default"] = str(default) if isinstance(default, StrEnum) else default
        elif not self.required and isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"], "null"]
        return schema
