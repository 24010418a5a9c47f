"""Dates and moments as they are shown in German and English, and as JSON carries them."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from app.values.numbers import Unreadable
from app.values.texts import N_

# CLDR's own order for "en" is the American one, which half of the world reads wrongly.
_PATTERNS = {"de": "dd.MM.yyyy", "en": "d MMM yyyy"}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?P<offset>[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def read_iso_date(text: str) -> date:
    """The day as JSON and addresses have it, 2026-11-22 and nothing else. Raises Unreadable."""
    found = _ISO.fullmatch(text)
    if found is None:
        raise Unreadable(N_("A date is expected here, like 2026-11-22."))
    return exact_day(int(found[1]), int(found[2]), int(found[3]))


def exact_day(year: int, month: int, day: int) -> date:
    """That day; Unreadable where the calendar has none, and for years outside 1900 to 2999."""
    _check_year(year)
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise Unreadable(N_("This day does not exist in the calendar.")) from impossible


def _check_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Unreadable(
            N_("Please choose a year from %(first)s to %(last)s."), first=_FIRST_YEAR, last=_LAST_YEAR
        )


@lru_cache(maxsize=8192)
def write_date(day: date, language: str) -> str:
    """22.11.2026 in "de", 22 Nov 2026 in "en"."""
    return format_date(day, _PATTERNS[language], locale=language)


def write_period(first: date, last: date, language: str) -> str:
    """03.11.–14.11.2026 in "de", 3 Nov – 14 Nov 2026 in "en"; one day alone is that date."""
    if first == last:
        return write_date(first, language)
    start, end = write_date(first, language), write_date(last, language)
    dash = "–" if language == "de" else " – "
    if first.year == last.year:
        start = start.removesuffix(f"{first.year:04}").rstrip()
    return f"{start}{dash}{end}"


def write_moment(instant: datetime, tz: str, language: str, *, seconds: bool = False) -> str:
    """Date and clock time in that time zone: 22.11.2026 09:31; ValueError for an instant without offset."""
    if instant.utcoffset() is None:
        raise ValueError("an instant needs an offset")
    local = instant.astimezone(ZoneInfo(tz))
    clock = f"{local.hour:02}:{local.minute:02}" + (f":{local.second:02}" if seconds else "")
    return f"{write_date(local.date(), language)} {clock}"


def read_moment_iso(text: str) -> datetime:
    """An ISO 8601 timestamp with any offset, as an instant in UTC. Raises Unreadable, also without offset."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise Unreadable(N_("Please write the time like this: %(example)s."), example="2026-11-22T09:31:00Z")
    if found["offset"] is None:
        raise Unreadable(
            N_("Please give the time with its offset from UTC, like this: %(example)s."),
            example="2026-11-22T09:31:00+01:00",
        )
    _check_year(int(found[0][:4]))
    try:
        return datetime.fromisoformat(found[0].upper()).astimezone(UTC)
    except ValueError as impossible:
        raise Unreadable(N_("This time does not exist.")) from impossible
