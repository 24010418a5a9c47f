"""Fields of text: lines, paragraphs, e-mail and web addresses, passwords."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from wtforms.validators import StopValidation

from app.forms.fields.field import Field, acceptable_text

_WEBSITE = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)


class Text(Field):
    """One line of text."""

    def __init__(self, label: Any = "", *, max_length: int = 200, shape: str = "text", **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.max_length = max_length
        self.shape = shape

    def pre_validate(self, form: Any) -> None:
        if isinstance(self.data, str):
            if "\n" in self.data and self.shape != "textarea":
                raise StopValidation(_("This must be one line."))
            if self.max_length is not None and len(self.data) > self.max_length:
                raise StopValidation(_("At most %(count)s characters.", count=self.max_length))
        super().pre_validate(form)


class LongText(Text):
    """Several lines of text."""

    def __init__(self, label: Any = "", *, max_length: int = 4000, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(label, max_length=max_length, shape="textarea", **kwargs)
        self.rows = rows

    def take(self, value: Any) -> Any:
        return super().take(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class Email(Text):
    """An e-mail address, kept in lower case."""

    def __init__(self, label: Any = "", **kwargs: Any) -> None:
        super().__init__(label, shape="email", **kwargs)

    def read(self, text: str) -> str:
        text = acceptable_text(text).lower()
        name, at, domain = text.rpartition("@")
        labels = domain.split(".")
        if (
            not (at and name)
            or len(labels) < 2
            or not all(labels)
            or any(c.isspace() or c in "<>,;" for c in text)
        ):
            raise ValueError(_("This is not an e-mail address."))
        return text

    def take(self, value: Any) -> Any:
        taken = super().take(value)
        return self.read(taken) if taken else None

    def json_schema(self) -> dict[str, Any]:
        return super().json_schema() | {"format": "email"}


class Website(Text):
    """A web address; http and https only, so that it can be shown as a link."""

    def __init__(self, label: Any = "", **kwargs: Any) -> None:
        super().__init__(label, shape="url", **kwargs)

    def read(self, text: str) -> str:
        text = acceptable_text(text)
        if "://" not in text:
            text = f"https://{text}"
        if not _WEBSITE.fullmatch(text):
            raise ValueError(_("This is not a web address."))
        return text

    def take(self, value: Any) -> Any:
        taken = super().take(value)
        return self.read(taken) if taken else None


class Password(Text):
    """A password; never trimmed, never written back."""

    def __init__(self, label: Any = "", **kwargs: Any) -> None:
        super().__init__(label, shape="password", **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            text = str(valuelist[-1])
            self._refuse_overlong(text)
            self.data = self._sentence_for(acceptable_text, text) or None

    @property
    def written(self) -> str:
        return ""
