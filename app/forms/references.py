"""Fields that point to other records: comboboxes, teams, and lines within a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

import wtforms
from flask import url_for
from flask_babel import gettext as _
from wtforms.validators import StopValidation

from app.forms.fields import Field
from app.links.creating import Creation, creation
from app.links.finder import finder
from app.web import guard

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
LONGEST_LABEL = 1000


def read_uuid(text: str) -> UUID:
    """A UUID in its canonical form; ValueError with a sentence otherwise."""
    if not _UUID.fullmatch(text):
        raise ValueError(_("This is not a valid id."))
    return UUID(text)


def _one_line(text: str) -> str:
    """Text as an input of one line sends it back, its spaces made even."""
    return " ".join(re.sub(r"[\r\n]", "", text).split())


def _last(formdata: Any, name: str) -> str | None:
    """What was sent last under a name, None when nothing was."""
    sent = formdata.getlist(name) if formdata is not None else []
    return _one_line(str(sent[-1])) if sent else None


class Reference(Field):
    """A record of another list, chosen in a combobox that searches on the server."""

    shape = "reference"
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "format": "uuid"}

    def __init__(self, label: Any, to: str, *, unset_value: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.to = to

    def read(self, text: str) -> UUID:
        return read_uuid(text)

    def take(self, value: Any) -> UUID:
        if not isinstance(value, str):
            raise ValueError(_("This is not a valid id."))
        return read_uuid(value)

    def process(
        self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None
    ) -> None:
        """Without scripts the id stays the old one while the name is typed over: then the name counts.

        The page also sends the name that it showed, since that of the record may have changed meanwhile.
        """
        super().process(formdata, data, extra_filters)
        typed, shown = (_last(formdata, f"{self.name}-{part}") for part in ("text", "shown"))
        self.typed_label = (typed or "")[:LONGEST_LABEL]
        self.trusts_id = typed is None or typed == shown
        if shown is not None and not self.trusts_id:
            self.data = None
        if len(typed or "") > LONGEST_LABEL and self.data is None:
            self.process_errors = [*self.process_errors, str(_("Please choose from the list."))]

    def pre_validate(self, form: Any) -> None:
        find = finder()
        if self.data is not None and not self.trusts_id:
            # Nobody sent what the page showed: the name of the record is what it would show now.
            known = find.label(self.to, self.data)
            self.data = self.data if known is None or _one_line(known) == self.typed_label else None
        if self.data is None and self.typed_label and not self.process_errors:
            self.data = find.only_match(self.to, self.typed_label)
            if self.data is None:
                raise StopValidation(_("Please choose from the list."))
        super().pre_validate(form)
        if self.data is not None and self.data != self.object_data:
            if find.label(self.to, self.data) is None:
                raise StopValidation(_("This does not exist, or you may not see it."))

    @property
    def options_url(self) -> str:
        return url_for("links.options", kind=self.to)

    @property
    def value(self) -> str:
        return str(self.data) if isinstance(self.data, UUID) else ""

    @property
    def chosen_label(self) -> str:
        if isinstance(self.data, UUID):
            return finder().label(self.to, self.data) or ""
        return getattr(self, "typed_label", "")

    @property
    def in_words(self) -> str:
        return self.chosen_label

    @property
    def matches(self) -> Sequence[tuple[UUID, str]]:
        """What a text that fits no single record may mean; only for browsers without scripts."""
        if not self.errors or self.data or not self.chosen_label or guard.is_htmx():
            return ()
        return finder().near(self.to, self.chosen_label)

    @property
    def create(self) -> Creation | None:
        """How to make the record that is called as typed, where none is."""
        if not self.errors or self.data or not self.chosen_label:
            return None
        return creation(self.to, self.chosen_label, guard.viewer())


class References(Field):
    """Several records of another list (a team)."""

    shape = "references"
    schema: ClassVar[Mapping[str, Any]] = {"type": "array", "items": {"type": "string", "format": "uuid"}}

    def __init__(self, label: Any, to: str, **kwargs: Any) -> None:
        super().__init__(label, default=list, **kwargs)
        self.to = to

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = list(dict.fromkeys(read_uuid(str(text)) for text in valuelist if text))

    def process(
        self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None
    ) -> None:
        """A name that stands in the text field was typed without scripts: it means one more."""
        super().process(formdata, data, extra_filters)
        self.typed_label = (_last(formdata, f"{self.name}-text") or "")[: LONGEST_LABEL + 1]

    def process_parts(self, parts: Sequence[Any]) -> None:
        self.process_json(list(parts))

    def take(self, value: Any) -> list[UUID]:
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise ValueError(_("A list of ids is expected here."))
        return list(dict.fromkeys(read_uuid(text) for text in value))

    def pre_validate(self, form: Any) -> None:
        known = set(self.object_data or [])
        if self.typed_label:
            self.data = self._with_typed(known)
        super().pre_validate(form)
        added = set(self.data or []) - known
        if added - finder().labels(self.to, list(added)).keys():
            raise StopValidation(_("This does not exist, or you may not see it."))

    def _with_typed(self, known: set[UUID]) -> list[UUID]:
        chosen: list[UUID] = list(self.data or [])
        fits = len(self.typed_label) <= LONGEST_LABEL
        found = finder().only_match(self.to, self.typed_label) if fits else None
        if found is None:
            meant = {id_ for id_, _label in finder().near(self.to, self.typed_label)} if fits else set()
            if not meant & (set(chosen) - known):  # else one of those that it may mean was ticked
                raise StopValidation(_("Please choose from the list."))
        self.typed_label = ""
        return chosen if found is None or found in chosen else [*chosen, found]

    @property
    def matches(self) -> Sequence[tuple[UUID, str]]:
        """What the typed text may mean; only for browsers without scripts."""
        if not self.errors or not self.typed_label or guard.is_htmx():
            return ()
        chosen = set(self.data or [])
        return [one for one in finder().near(self.to, self.typed_label) if one[0] not in chosen]

    @property
    def options_url(self) -> str:
        return url_for("links.options", kind=self.to)

    @property
    def in_words(self) -> str:
        return ", ".join(label for _id, label in self.chosen)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        labels = finder().labels(self.to, self.data or [])
        return [(str(id_), labels.get(id_, "–")) for id_ in self.data or []]

    def json_schema(self) -> dict[str, Any]:
        return dict(self.schema)
