"""The field of a file: its size, and its type by what is in it, are checked while it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from babel.lists import format_list
from flask import current_app
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from app.forms.fields import Field, acceptable_text
from app.values.files import FileType, SentFile
from app.web import languages

_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
MEGABYTE = 1024 * 1024


class File(Field):
    """One file, read as a `SentFile`; None where none was sent, whatever is stored.

    Without `types` any will do; without `most` (bytes) the largest upload is the limit.
    """

    shape = "file"
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "format": "binary"}

    def __init__(
        self, label: Any, *, types: Sequence[FileType] = (), most: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.types, self.most = types, most
        self.max_length = 255
        self.chosen_name = ""

    def process_data(self, value: Any) -> None:
        self.data = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = self.take(valuelist[-1])

    def take(self, value: Any) -> SentFile | None:
        if not isinstance(value, FileStorage):
            raise ValueError(_("A file is expected here."))
        name = acceptable_text(_FOLDERS.sub("", value.filename or ""))
        if not name:
            return None  # how browsers send a field in which nothing was chosen
        self._refuse_overlong(name)
        self.chosen_name = name
        most = self.most or current_app.config["MAX_CONTENT_LENGTH"]
        file = SentFile(name, value.stream.read(most + 1))
        if len(file.content) > most:
            raise ValueError(_("This file is too large: at most %(size)s.", size=self.largest))
        if not file.content:
            raise ValueError(_("This file is empty."))
        if self.types and file.type not in self.types:
            raise ValueError(_("Please choose a file of this type: %(types)s.", types=self.type_names))
        return file

    def pre_validate(self, form: Any) -> None:
        if self.required and self.data is None and not self.process_errors:
            raise StopValidation(_("Please choose a file."))
        super().pre_validate(form)

    @property
    def largest(self) -> str:
        """The limit of its size, as people read it."""
        most = Decimal(self.most or current_app.config["MAX_CONTENT_LENGTH"])
        return f"{languages.number(most / MEGABYTE, places=1, least=0)} MB"

    @property
    def type_names(self) -> str:
        """`PNG or JPEG`, as people read it."""
        return format_list([one.name for one in self.types], style="or", locale=languages.language())

    @property
    def accept(self) -> str:
        """What the browser offers to choose."""
        return ",".join(one.media_type for one in self.types)

    @property
    def hint(self) -> str:
        limits = (
            _("%(types)s, at most %(size)s.", types=self.type_names, size=self.largest)
            if self.types
            else _("At most %(size)s.", size=self.largest)
        )
        # No page can fill in a file, so the browser has forgotten it when a form is shown again.
        again = self.chosen_name and not self.errors
        lost = _("Please choose “%(name)s” again.", name=self.chosen_name) if again else ""
        return " ".join(filter(None, (str(self.description), limits, lost)))

    def json_schema(self) -> dict[str, Any]:
        return dict(self.schema)
