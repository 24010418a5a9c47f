"""The field of moments: written in the person's time zone on pages, with an offset in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from wtforms.validators import StopValidation

from app.forms.fields.field import Field
from app.values.clocks import read_lasting
from app.values.dates import read_moment_iso, write_moment
from app.values.days import Lean
from app.values.numbers import Unreadable
from app.values.spans import Span, read_span
from app.web import languages

LONGEST_NIGHT = timedelta(hours=12)
"""A time of day that lies before the beginning means the next day, up to so much later."""


def local_moment(day: date, clock: time, second: bool | None = None) -> datetime:
    """A time where the person is, in UTC. Refuses one that the clocks skip, and one that comes twice unless
    `second` says which is meant."""
    zone = ZoneInfo(languages.time_zone())
    first = datetime.combine(day, clock, zone)
    moment = first.astimezone(UTC)
    if moment.astimezone(zone).time() != clock:
        raise ValueError(_("This time does not exist on that day: the clocks change."))
    later = first.replace(fold=1).astimezone(UTC)
    if later == moment:
        return moment
    if second is None:
        raise ValueError(
            _(
                "The clocks go back that night, and %(time)s comes twice. Please write "
                "“%(time)s summer time” or “%(time)s winter time” behind the date.",
                time=f"{clock:%H:%M}",
            )
        )
    return later if second else moment


def following(begin: datetime, clock: time, second: bool | None = None) -> datetime:
    """The moment at which something that began then ended, when only the time of day was said: the same
    day, or the next one where it would lie before."""
    day = begin.astimezone(ZoneInfo(languages.time_zone())).date()
    moment = local_moment(day, clock, second)
    if moment <= begin:
        moment = local_moment(day + timedelta(days=1), clock, second)
    if moment - begin > LONGEST_NIGHT:
        raise ValueError(_("This would be on the next day. If you mean it, write the date as well."))
    return moment


def begin_of(span: Span) -> datetime:
    """When something began that was written as a time, with its day or without: then it is today."""
    return local_moment(span.day or languages.today(), span.begin, span.second)


class Moment(Field):
    """A moment: written in the person's time zone on pages, ISO 8601 with offset in JSON.

    `after` names another moment of the form, its beginning: a time of day alone then means the same day or
    the next, a duration counts from there, and the beginning may have been written with its end (`9-10:30`).
    """

    shape = "moment"
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "format": "date-time"}

    def __init__(
        self, label: Any, *, after: str | None = None, leans: Lean = Lean.BACK, **kwargs: Any
    ) -> None:
        super().__init__(label, width=kwargs.pop("width", "third"), **kwargs)
        self.after, self.leans = after, leans
        self.span: Span | None = None
        self.lasting: timedelta | None = None

    def read(self, text: str) -> datetime | None:
        language = languages.language()
        if self.after and (lasting := read_lasting(text, language)) is not None:
            self.lasting = lasting
            return None
        try:
            return read_moment_iso(text)
        except Unreadable:
            self.span = read_span(text, language, languages.today(), self.leans)
        if self.after and self.span.end is not None:
            raise ValueError(_("Only a time of day or a duration is possible here."))
        return None if self.after and self.span.day is None else begin_of(self.span)

    def take(self, value: Any) -> datetime:
        if not isinstance(value, str):
            raise ValueError(_("A moment with its offset is expected here, like 2026-11-22T09:30:00Z."))
        return read_moment_iso(value)

    def write(self, value: Any) -> str:
        return write_moment(value, languages.time_zone(), languages.language(), seconds=bool(value.second))

    def pre_validate(self, form: Any) -> None:
        if self.after and self.after in form and not self.process_errors:
            self._follow(form[self.after])
        super().pre_validate(form)

    def _follow(self, begin: Any) -> None:
        """Works out an end that was written as seen from its beginning, here or there."""
        there = begin.span.end if begin.span is not None else None
        here = self.data is None and (self.lasting is not None or self.span is not None)
        if not here and there is None:
            return
        if begin.errors or begin.process_errors:
            raise StopValidation()  # what is wrong is said there
        if begin.data is None:
            raise StopValidation(_("Please write date and time."))
        try:
            self._end(begin, here)
        except ValueError as error:
            raise StopValidation(str(error)) from None

    def _end(self, begin: Any, here: bool) -> None:
        at_begin = None
        if begin.span is not None and begin.span.end is not None:
            at_begin = following(begin.data, begin.span.end, begin.span.second)
        if here and self.lasting is not None:
            self.data = begin.data + self.lasting
        elif here and self.span is not None:
            self.data = following(begin.data, self.span.begin, self.span.second)
        if at_begin is not None and self.data not in (None, at_begin):
            raise ValueError(_("The start already says another end. Please leave one of them out."))
        self.data = self.data or at_begin
