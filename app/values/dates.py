"""Dates and moments as people write them in German and English, and as JSON carries them."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from app.values.numbers import Unreadable
from app.values.texts import N_

# CLDR's own order for "en" is the American one, which half of the world reads wrongly.
_PATTERNS = {"de": "dd.MM.yyyy", "en": "d MMM yyyy"}
_MONTHS = {"sept": 9} | {
    name.lower(): number
    for width in ("wide", "abbreviated")
    for number, name in Locale("en").months["format"][width].items()
}

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GERMAN = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4}|[0-9]{2})")
_ENGLISH = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,9})\.? ([0-9]{4})")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?P<offset>[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)
_EXAMPLE = date(2026, 11, 22)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def read_date(text: str, language: str) -> date:
    """The day somebody wrote: 2026-11-22 always, 22.11.2026 or 22.11.26 in "de", 22 Nov 2026 in "en".

    A year of two digits is one of 2000 to 2099. Raises Unreadable for everything else, 11/22/2026 included,
    because half of the world reads 11/12/2026 the other way round; and for years outside 1900 to 2999.
    """
    written = text.strip()
    if found := _ISO.fullmatch(written):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if language == "de" and (found := _GERMAN.fullmatch(written)):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return _day(year, int(found[2]), int(found[1]))
    if language == "en" and (found := _ENGLISH.fullmatch(written)) and found[2].lower() in _MONTHS:
        return _day(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
    raise Unreadable(
        N_("Please write the date like this: %(example)s."), example=write_date(_EXAMPLE, language)
    )


def read_iso_date(text: str) -> date:
    """The day as JSON and addresses have it, 2026-11-22 and nothing else. Raises Unreadable."""
    found = _ISO.fullmatch(text)
    if found is None:
        raise Unreadable(N_("A date is expected here, like 2026-11-22."))
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _day(year: int, month: int, day: int) -> date:
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
