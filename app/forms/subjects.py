"""The field "any record": what something is attached to.

In JSON it is a pair, `linked_module` and `linked_id`; on pages one combobox over all kinds, whose ids say the
kind as well.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms.validators import StopValidation

from app.forms.fields import Field
from app.forms.references import Reference
from app.links.finder import finder
from app.links.kinds import ANY, subjects
from app.web import guard


class SubjectKind(Field):
    """The kind of the record; pages do not show it. Stands before its `Subject` in the form."""

    shape = "unseen"

    def read(self, text: str) -> str:
        if text not in [kind.name for kind in subjects()]:
            raise ValueError(_("This is not one of the choices."))
        return text

    def take(self, value: Any) -> str:
        return self.read(super().take(value) or "")

    def json_schema(self) -> dict[str, Any]:
        return super().json_schema() | {"enum": [*(kind.name for kind in subjects()), None]}


class Subject(Reference):
    """The record. What it was attached to before may stay, even out of sight."""

    def __init__(self, label: Any, of: str = "linked_module", **kwargs: Any) -> None:
        super().__init__(label, ANY, **kwargs)
        self.of = of

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        kind = form[self.of]
        if self.data is None:
            if kind.data is not None and kind.raw_data:
                raise StopValidation(_("Please fill this in."))
            kind.data = None
        elif (kind.data, self.data) != (kind.object_data, self.object_data) and not kind.errors:
            self._agree(kind)

    def _agree(self, kind: Any) -> None:
        found = finder().subject(self.data)
        if guard.is_api() and kind.data is None:
            kind.errors = [_("Please fill this in.")]
        elif found is None or (guard.is_api() and found.kind != kind.data):
            raise StopValidation(_("This does not exist, or you may not see it."))
        else:
            kind.data = found.kind
