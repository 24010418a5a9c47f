"""Durations: HH:MM:SS for machines, 7:45 for people. Whole seconds throughout."""

import re
from datetime import timedelta
from decimal import Decimal

from app.values.numbers import Unreadable, read_number, write_number
from app.values.texts import N_

_CLOCK = re.compile(r"([0-9]{2,6}):([0-5][0-9]):([0-5][0-9])")
_HOURS = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?")
_MINUTES = re.compile(r"([0-9]{1,6})\s*(?:m|min|min\.)", re.IGNORECASE)
_WORDS = re.compile(r"([0-9]{1,4})\s*h\s*([0-5]?[0-9])\s*(?:m|min|min\.)?", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?:h|std\.?)$", re.IGNORECASE)


def read_clock(text: str) -> timedelta:
    """The duration "HH:MM:SS" of JSON; hours may exceed 24. Raises Unreadable."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise Unreadable(N_("Please write the duration like this: %(example)s."), example="07:45:00")
    hours, minutes, seconds = (int(part) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def write_clock(duration: timedelta) -> str:
    """The duration as "HH:MM:SS"; parts of a second are left out, a negative one gets a minus in front."""
    sign, seconds = _seconds(duration)
    return f"{sign if seconds else ''}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def write_hours(duration: timedelta) -> str:
    """Hours and minutes as "7:45", rounded half up to the minute; negative ones with a minus in front."""
    sign, seconds = _seconds(duration)
    minutes = (seconds + 30) // 60
    return f"{sign if minutes else ''}{minutes // 60}:{minutes % 60:02}"


def read_hours(text: str, language: str) -> timedelta:
    """A duration as people write it: 7:45, 7:45:30, 1,5 or 1,5 h ("de"), 1.5 ("en"), 90m, 1h 30m.

    Decimal hours have at most two decimals (a hundredth is 36 seconds). Raises Unreadable, also below 0.
    """
    written = text.strip()
    if len(written) > 100:
        raise _like_this(language)
    if found := _HOURS.fullmatch(written):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if found := _MINUTES.fullmatch(written):
        return timedelta(minutes=int(found[1]))
    if found := _WORDS.fullmatch(written):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    try:
        number = read_number(_UNIT.sub("", written), language, places=2, whole=4)
    except Unreadable as unreadable:
        raise _like_this(language) from unreadable
    if number < 0 or "%" in written or "€" in written:
        raise _like_this(language)
    return timedelta(seconds=int(number * 3600))


def _like_this(language: str) -> Unreadable:
    hours = write_number(Decimal("1.5"), language, places=1)
    return Unreadable(
        N_("Please write the duration as %(clock)s, %(hours)s (hours) or %(minutes)s (minutes)."),
        clock="7:45",
        hours=hours,
        minutes="90m",
    )


def _seconds(duration: timedelta) -> tuple[str, int]:
    return "-" if duration < timedelta(0) else "", abs(duration) // timedelta(seconds=1)
