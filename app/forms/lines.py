"""The lines within a form (line items): a list of forms of one class."""

from __future__ import annotations

import re
from typing import Any

import wtforms
from flask_babel import gettext as _

from app.web.errors import InvalidInput

_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


class Lines(wtforms.FieldList):
    """The lines within a form (line items): a list of forms of one class."""

    shape = "lines"

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

    def keep_stored(self) -> None:
        """Takes back what was sent: the stored lines count."""
        self.process(None, self.object_data)

    def forget_vanished(self, stored: Lines) -> None:
        """Lines that are not stored any more are new ones."""
        known = [row.id.data for row in stored.rows()]
        for row in self.rows():
            if row.id.data is not None and row.id.data not in known:
                row.id.typed = row.id.data = None

    def rows(self) -> list[Any]:
        """The forms of the lines."""
        return [entry.form for entry in self.entries]
