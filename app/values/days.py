"""Days as people write them: 24.11., gestern, mo, 9; whole dates and ISO dates too."""

import re
from datetime import date, timedelta
from enum import Enum

from babel import Locale

from app.values.dates import exact_day, read_iso_date, write_date
from app.values.numbers import Unreadable
from app.values.texts import N_


class Lean(Enum):
    """Which way a day leans that could lie before or after today: recorded time back, a due date forward."""

    NONE = "none"
    BACK = "back"
    FORWARD = "forward"


_WORDS = {
    "de": {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    "en": {"yesterday": -1, "today": 0, "tomorrow": 1},
}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBERS = re.compile(r"([0-9]{1,2})(?:\.\s?(?:([0-9]{1,2})(?:\.\s?([0-9]{4}|[0-9]{2})?)?)?)?")
_NAMED = re.compile(r"([0-9]{1,2}) ([a-z]{3,9})\.?(?: ([0-9]{4}|[0-9]{2}))?")
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MONTHS = {"sept": 9} | {
    name.lower(): number
    for width in ("wide", "abbreviated")
    for number, name in Locale("en").months["format"][width].items()
}
_WEEKDAYS = {
    language: {
        name.lower().rstrip("."): number
        for width in ("wide", "abbreviated", "short")
        for number, name in Locale(language).days["format"][width].items()
    }
    for language in ("de", "en")
}
_WEEKDAYS["de"]["sonnabend"] = 5
_EXAMPLE = date(2026, 11, 22)
FAR = timedelta(days=270)
"""A day without its year is one of this year, unless that is so far away that the next or last is meant."""


def read_day(text: str, language: str, today: date, leans: Lean = Lean.NONE) -> date:
    """The day somebody wrote, seen from `today`.

    2026-11-22 always; in "de" 22.11.2026, 22.11.26, 22.11., 22. or 22 (this month), in "en" 22 Nov 2026,
    22 Nov, 22; yesterday, today, tomorrow; the days of the week. Raises Unreadable for what is no day, and
    for what could be two, naming both: a weekday where nothing says whether the last or the next is meant,
    and 11/12/2026, which half of the world reads the other way round.
    """
    written = " ".join(text.lower().split())
    if _ISO.fullmatch(written):
        return read_iso_date(written)
    if written in _WORDS[language]:
        return today + timedelta(days=_WORDS[language][written])
    if (weekday := _WEEKDAYS[language].get(written.rstrip("."))) is not None:
        return _weekday(weekday, language, today, leans)
    if language == "de" and (found := _NUMBERS.fullmatch(written)):
        return _of_numbers(int(found[1]), _number(found[2]), _year(found[3]), today, leans)
    if language == "en" and (found := _NAMED.fullmatch(written)) and found[2] in _MONTHS:
        return _of_numbers(int(found[1]), _MONTHS[found[2]], _year(found[3]), today, leans)
    if language == "en" and re.fullmatch(r"[0-9]{1,2}", written):
        return _of_numbers(int(written), None, None, today, leans)
    if found := _SLASHES.fullmatch(written):
        _refuse_slashes(int(found[1]), int(found[2]), int(found[3]), language)
    raise Unreadable(
        N_("Please write the date like this: %(example)s."), example=write_date(_EXAMPLE, language)
    )


def is_day(text: str, language: str, today: date) -> bool:
    """Whether a text is a day, and not only a number."""
    try:
        read_day(text, language, today, Lean.BACK)
    except Unreadable:
        return False
    return not text.strip().isdecimal()


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _year(text: str | None) -> int | None:
    return None if not text else int(text) + (2000 if len(text) == 2 else 0)


def _of_numbers(day: int, month: int | None, year: int | None, today: date, leans: Lean) -> date:
    if year is not None:
        return exact_day(year, month or today.month, day)
    if month is not None:
        return _nearest(month, day, today)
    this = _existing(today, day)
    if leans is Lean.BACK and (this is None or this > today):
        this = _existing(today.replace(day=1) - timedelta(days=1), day) or this
    if leans is Lean.FORWARD and (this is None or this < today):
        this = _existing(today.replace(day=28) + timedelta(days=7), day) or this
    return this or exact_day(today.year, today.month, day)


def _existing(within: date, day: int) -> date | None:
    """That day of the month that `within` lies in; None where it has none."""
    try:
        return within.replace(day=day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date) -> date:
    """This year's, unless it is far away; 29 February is that of the nearest leap year."""
    found: list[date] = []
    for year in (today.year, today.year - 1, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found or (found[0].year == today.year and abs(found[0] - today) <= FAR):
        return exact_day(today.year, month, day)
    return min(found, key=lambda one: abs(one - today))


def _weekday(number: int, language: str, today: date, leans: Lean) -> date:
    last = today - timedelta(days=(today.weekday() - number) % 7)
    following = today + timedelta(days=(number - today.weekday()) % 7)
    if leans is Lean.BACK or last == following:
        return last
    if leans is Lean.FORWARD:
        return following
    raise Unreadable(
        N_("Which day do you mean: %(first)s or %(second)s?"),
        first=write_date(last, language),
        second=write_date(following, language),
    )


def _refuse_slashes(first: int, second: int, year: int, language: str) -> None:
    """Names both readings, where there are two."""
    if first == second or not (1 <= first <= 12 and 1 <= second <= 12):
        return
    raise Unreadable(
        N_("Which day do you mean: %(first)s or %(second)s?"),
        first=write_date(exact_day(year, second, first), language),
        second=write_date(exact_day(year, first, second), language),
    )
