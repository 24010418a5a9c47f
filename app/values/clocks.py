"""Times of day as people write them: 9, 930, 9:30, 9-10:30, with a day before; and how long it took."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from app.values.days import Lean, is_day, read_day
from app.values.durations import read_hours
from app.values.numbers import Unreadable
from app.values.texts import N_

_TIME = r"(?:[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?|[0-9]{1,4})(?:\s?(?:uhr|am|pm))?"
_SPAN = re.compile(rf"(?P<begin>{_TIME})(?:\s?(?:-|–|bis|to)\s?(?P<end>{_TIME}))?")
_WITH_DAY = re.compile(rf"(?P<day>.*[^\s,t])(?:\s|,\s?|(?<=[0-9])t(?=[0-9])){_SPAN.pattern}")
_PARTS = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2})(?::([0-9]{2}))?)?(?:\s?(uhr|am|pm))?")
_SEASON = re.compile(r"(.*)\s(?:(mesz|cest|sommerzeit|summer time)|(mez|cet|winterzeit|winter time))")
_LASTS = re.compile(r"\+.*|.*[hm]|[0-9]+\s?h.*|.*(?:std|min)\.?|[0-9]{1,2},[0-9]{1,2}")


@dataclass(frozen=True)
class Span:
    """What was written: the day if one was, when it begins, and when it ends if that was written too.

    `second` says which of two equal times is meant in the night in which the clocks go back: False the
    first (summer time), True the second (winter time), None where nothing was said.
    """

    day: date | None
    begin: time
    end: time | None = None
    second: bool | None = None


def read_time(text: str) -> time:
    """9, 9:30, 9.30, 930, 0930, 9 Uhr, 9:30 pm. Raises Unreadable."""
    found = _PARTS.fullmatch(text.strip().lower())
    if found is None:
        raise Unreadable(N_("Please write the time of day like this: %(example)s."), example="9:30")
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    if found[4] in ("am", "pm") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[4] == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Unreadable(N_("This is not a time of day.")) from None


def read_span(text: str, language: str, today: date, leans: Lean = Lean.NONE) -> Span:
    """A time, or from when to when, with or without its day: 9, 23.11. 9:30, mo 9-11, gestern 9 bis 10:30.

    Raises Unreadable, also for a day without a time.
    """
    written, second = _season(" ".join(text.lower().split()))
    if alone := _SPAN.fullmatch(written):
        return _span(None, alone, second)
    found = None if is_day(written, language, today) else _WITH_DAY.fullmatch(written)
    if found is None:
        day = "22.11. 9:30" if language == "de" else "22 Nov 9:30"
        raise Unreadable(N_("Please write date and time like this: %(example)s."), example=day)
    return _span(read_day(found["day"], language, today, leans), found, second)


def read_lasting(text: str, language: str) -> timedelta | None:
    """How long something lasted, where an end is asked for: 1,5h, 90m, 1h 30m, +1:30. None for what is none.

    A number alone is a time of day. Raises Unreadable for a duration that cannot be read.
    """
    written = text.strip().lower()
    if not _LASTS.fullmatch(written) or written.endswith(("am", "pm")):
        return None
    return read_hours(written.removeprefix("+").strip(), language)


def _season(text: str) -> tuple[str, bool | None]:
    found = _SEASON.fullmatch(text)
    return (text, None) if found is None else (found[1], found[2] is None)


def _span(day: date | None, found: re.Match[str], second: bool | None) -> Span:
    end = read_time(found["end"]) if found["end"] else None
    return Span(day, read_time(found["begin"]), end, second)
