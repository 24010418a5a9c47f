"""Fields that point to other records: comboboxes, teams, and lines within a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol
from uuid import UUID

import wtforms
from flask import url_for
from flask_babel import gettext as _
from wtforms.validators import StopValidation

from app.web import guard
from app.web.errors import InvalidInput
from app.web.fields import Field

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
LONGEST_LABEL = 1000


class Finder(Protocol):
    """Looks up records for references, as far as the viewer may see them."""

    def label(self, kind: str, id_: UUID) -> str | None: ...
    def labels(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]: ...

    def only_match(self, kind: str, text: str) -> UUID | None: ...

    def near(self, kind: str, text: str) -> Sequence[tuple[UUID, str]]: ...


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

    kind = "reference"
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "format": "uuid"}

    def __init__(self, label: Any, to: str, *, unset_value: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.to = to
        self.finder: Finder | None = None

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
        finder = form.finder
        if self.data is not None and not self.trusts_id and finder is not None:
            # Nobody sent what the page showed: the name of the record is what it would show now.
            known = finder.label(self.to, self.data)
            self.data = self.data if known is None or _one_line(known) == self.typed_label else None
        if self.data is None and self.typed_label and not self.process_errors and finder is not None:
            self.data = finder.only_match(self.to, self.typed_label)
            if self.data is None:
                raise StopValidation(_("Please choose from the list."))
        super().pre_validate(form)
        if self.data is not None and self.data != self.object_data and finder is not None:
            if finder.label(self.to, self.data) is None:
                raise StopValidation(_("This does not exist, or you may not see it."))

    @property
    def options_url(self) -> str:
        return url_for("links.options", kind=self.to)

    @property
    def value(self) -> str:
        return str(self.data) if isinstance(self.data, UUID) else ""

    @property
    def chosen_label(self) -> str:
        if isinstance(self.data, UUID) and self.finder is not None:
            return self.finder.label(self.to, self.data) or ""
        return getattr(self, "typed_label", "")

    @property
    def matches(self) -> Sequence[tuple[UUID, str]]:
        """What a text that fits no single record may mean; only for browsers without scripts."""
        if not self.errors or self.data or not self.chosen_label or not self.finder or guard.is_htmx():
            return ()
        return self.finder.near(self.to, self.chosen_label)


class References(Field):
    """Several records of another list (a team)."""

    kind = "references"
    schema: ClassVar[Mapping[str, Any]] = {"type": "array", "items": {"type": "string", "format": "uuid"}}

    def __init__(self, label: Any, to: str, **kwargs: Any) -> None:
        super().__init__(label, default=list, **kwargs)
        self.to = to
        self.finder: Finder | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = list(dict.fromkeys(read_uuid(str(text)) for text in valuelist if text))

    def process(
        self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None
    ) -> None:
        """A name that stands in the text field was typed without scripts: it means one more."""
        super().process(formdata, data, extra_filters)
        self.typed_label = (_last(formdata, f"{self.name}-text") or "")[: LONGEST_LABEL + 1]

    def take(self, value: Any) -> list[UUID]:
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise ValueError(_("A list of ids is expected here."))
        return list(dict.fromkeys(read_uuid(text) for text in value))

    def pre_validate(self, form: Any) -> None:
        known = set(self.object_data or [])
        if self.typed_label:
            self.data = self._with_typed(form.finder, known)
        super().pre_validate(form)
        added = set(self.data or []) - known
        if added - form.finder.labels(self.to, list(added)).keys():
            raise StopValidation(_("This does not exist, or you may not see it."))

    def _with_typed(self, finder: Finder, known: set[UUID]) -> list[UUID]:
        chosen: list[UUID] = list(self.data or [])
        fits = len(self.typed_label) <= LONGEST_LABEL
        found = finder.only_match(self.to, self.typed_label) if fits else None
        if found is None:
            meant = {id_ for id_, _label in finder.near(self.to, self.typed_label)} if fits else set()
            if not meant & (set(chosen) - known):  # else one of those that it may mean was ticked
                raise StopValidation(_("Please choose from the list."))
        self.typed_label = ""
        return chosen if found is None or found in chosen else [*chosen, found]

    @property
    def matches(self) -> Sequence[tuple[UUID, str]]:
        """What the typed text may mean; only for browsers without scripts."""
        if not self.errors or not self.typed_label or not self.finder or guard.is_htmx():
            return ()
        chosen = set(self.data or [])
        return [one for one in self.finder.near(self.to, self.typed_label) if one[0] not in chosen]

    @property
    def options_url(self) -> str:
        return url_for("links.options", kind=self.to)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        if self.finder is None:
            return []
        labels = self.finder.labels(self.to, self.data or [])
        return [(str(id_), labels.get(id_, "–")) for id_ in self.data or []]

    def json_schema(self) -> dict[str, Any]:
        return dict(self.schema)


class Lines(wtforms.FieldList):
    """The lines within a form (line items): a list of forms of one class."""

    kind = "lines"

    def __init__(
        self, label: Any, line_form: type[Any], *, least: int = 0, most: int = 500, **kwargs: Any
    ) -> None:
        super().__init__(wtforms.FormField(line_form), label, **kwargs)
        self.line_form = line_form
        self.least, self.most = least, most
        self.required = least > 0
        self.width = "full"

    def process(
        self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None
    ) -> None:
        """Lines keep the order in which the page sent them, whatever their numbers are (`sent_numbers`).

        Raises `InvalidInput` for too many lines before any is built, since each costs time.
        """
        if formdata:
            self.sent_numbers = self._numbers_in(formdata)
            if len(self.sent_numbers) > self.most:
                raise InvalidInput({self.name: [self.too_many()]})
        stored = () if data is wtforms.utils.unset_value or not data else data
        self._stored = {str(line.id): line for line in stored if getattr(line, "id", None) is not None}
        super().process(formdata, data, extra_filters)
        if not formdata:
            self.sent_numbers = list(range(len(self.entries)))
        else:
            places = {number: place for place, number in enumerate(sorted(self.sent_numbers))}
            entries: list[Any] = self.entries
            self.entries: list[Any] = [entries[places[number]] for number in self.sent_numbers]
            self._compact_indices()

    def _add_entry(
        self, formdata: Any = None, data: Any = wtforms.utils.unset_value, index: int | None = None
    ) -> Any:
        """What is stored of a line that a page sends back goes by its id: it may stand elsewhere now."""
        if formdata:
            sent = str(formdata.get(f"{self.name}-{index}-id", ""))
            data = self._stored.get(sent, wtforms.utils.unset_value)
        return super()._add_entry(formdata, data, index)

    def _numbers_in(self, formdata: Any) -> list[int]:
        begin = f"{self.name}-"
        numbers = (name[len(begin) :].partition("-")[0] for name in formdata if name.startswith(begin))
        return list(dict.fromkeys(int(number) for number in numbers if _NUMBER.fullmatch(number)))

    def _extract_indices(self, prefix: str, formdata: Any) -> list[int]:
        return self.sent_numbers

    def too_many(self) -> str:
        """The sentence that refuses more than `most` lines."""
        return str(_("At most %(count)s lines.", count=self.most))

    def take_lines(self, value: Any) -> list[dict[str, Any]]:
        """The bodies of the lines; ValueError with a sentence when it is no list of objects."""
        if not isinstance(value, list) or not all(isinstance(line, dict) for line in value):
            raise ValueError(_("A list of objects is expected here."))
        return value

    def pre_validate_count(self) -> str | None:
        if len(self.entries) < self.least:
            return str(_("At least one line is needed."))
        if len(self.entries) > self.most:
            return self.too_many()
        return None

    def rows(self) -> list[Any]:
        """The forms of the lines."""
        return [entry.form for entry in self.entries]
