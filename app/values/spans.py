"""From when to when, as people write it: 9-10:30, mo 9-11, 23.11. 9:30."""

import re
from dataclasses import dataclass
from datetime import date, time

from app.values.clocks import read_time
from app.values.days import Lean, is_day, read_day
from app.values.numbers import Unreadable
from app.values.texts import N_

_TIME = r"(?:[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?|[0-9]{1,4})(?:\s?(?:uhr|am|pm))?"
_SPAN = re.compile(rf"(?P<begin>{_TIME})(?:\s?(?:-|–|bis|to)\s?(?P<end>{_TIME}))?")
_WITH_DAY = re.compile(rf"(?P<day>.*[^\s,t])(?:\s|,\s?|(?<=[0-9])t(?=[0-9])){_SPAN.pattern}")
_SEASON = re.compile(r"(.*)\s(?:(mesz|cest|sommerzeit|summer time)|(mez|cet|winterzeit|winter time))")


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


def _season(text: str) -> tuple[str, bool | None]:
    found = _SEASON.fullmatch(text)
    return (text, None) if found is None else (found[1], found[2] is None)


def _span(day: date | None, found: re.Match[str], second: bool | None) -> Span:
    end = read_time(found["end"]) if found["end"] else None
    return Span(day, read_time(found["begin"]), end, second)
