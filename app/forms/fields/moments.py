"""The field of moments: written in the person's time zone on pages, with an offset in JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from wtforms.validators import StopValidation

from app.forms.fields import Field
from app.values.dates import read_date, read_moment_iso, write_moment
from app.values.numbers import Unreadable
from app.web import languages

_LOCAL = re.compile(
    r"(?P<day>[^\sT,]+)(?:[ T]+|,\s*)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
)
LONGEST_NIGHT = timedelta(hours=12)
"""A time of day that lies before the beginning means the next day, up to so much later."""
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})")


class Moment(Field):
    """A moment: written in the person's time zone on pages, ISO 8601 with offset in JSON.

    `after` names another moment of the form: a time of day alone then means the same day, or the next
    one when it would lie before.
    """

    shape = "moment"
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "format": "date-time"}

    def __init__(self, label: Any, *, after: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, width=kwargs.pop("width", "third"), **kwargs)
        self.after = after
        self.clock: time | None = None

    def read(self, text: str) -> datetime | None:
        if alone := _CLOCK.fullmatch(text):
            self.clock = _clock(alone)
            return None if self.after else self._local(languages.today(), self.clock)
        if found := _LOCAL.fullmatch(text):
            return self._local(read_date(found["day"], languages.language()), _clock(found))
        try:
            return read_moment_iso(text)
        except Unreadable:
            example = "22.11.2026 09:30" if languages.language() == "de" else "22 Nov 2026 09:30"
            if self.long_english(text) is not None:
                return self.long_english(text)
            raise ValueError(
                _("Please write date and time like this: %(example)s.", example=example)
            ) from None

    def long_english(self, text: str) -> datetime | None:
        """`22 Nov 2026 09:30`, whose date has blanks of its own."""
        day, _blank, clock = text.rpartition(" ")
        found = _CLOCK.fullmatch(clock)
        if not found or not day:
            return None
        return self._local(read_date(day, languages.language()), _clock(found))

    def _local(self, day: Any, clock: time) -> datetime:
        """Refuses a time that the clocks skip, and one that comes twice: nobody can tell which is meant."""
        zone = ZoneInfo(languages.time_zone())
        first = datetime.combine(day, clock, zone)
        moment = first.astimezone(UTC)
        if moment.astimezone(zone).time() != clock:
            raise ValueError(_("This time does not exist on that day: the clocks change."))
        second = first.replace(fold=1)
        if second.astimezone(UTC) != moment:
            until = "seconds" if clock.second else "minutes"
            written = {"first": first.isoformat(" ", until), "second": second.isoformat(" ", until)}
            raise ValueError(
                _(
                    "The clocks go back that night, and this time comes twice. Please write "
                    "%(first)s (before) or %(second)s (after).",
                    **written,
                )
            )
        return moment

    def take(self, value: Any) -> datetime:
        if not isinstance(value, str):
            raise ValueError(_("A moment with its offset is expected here, like 2026-11-22T09:30:00Z."))
        return read_moment_iso(value)

    def write(self, value: Any) -> str:
        return write_moment(value, languages.time_zone(), languages.language(), seconds=bool(value.second))

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.clock is not None and self.after and not self.process_errors:
            other = form[self.after]
            begin = other.data
            if other.errors or other.process_errors:
                raise StopValidation()  # what is wrong is said there
            if begin is None:
                raise StopValidation(_("Please write date and time."))
            zone = ZoneInfo(languages.time_zone())
            day = begin.astimezone(zone).date()
            try:
                moment = self._local(day, self.clock)
                if moment <= begin:
                    moment = self._local(day + timedelta(days=1), self.clock)
                if moment - begin > LONGEST_NIGHT:
                    raise ValueError(
                        _("This would be on the next day. If you mean it, write the date as well.")
                    )
                self.data = moment
            except ValueError as error:
                raise StopValidation(str(error)) from None
        super().pre_validate(form)


def _clock(found: re.Match[str]) -> time:
    parts = found.groupdict()
    try:
        return time(int(parts["hour"]), int(parts["minute"]), int(parts.get("second") or 0))
    except ValueError:
        raise ValueError(_("This is not a time of day.")) from None
