"""Times of day as people write them: 9, 930, 9:30; and how long something took: 1,5h, 90m."""

import re
from datetime import time, timedelta

from app.values.durations import read_hours
from app.values.numbers import Unreadable
from app.values.texts import N_

_PARTS = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2})(?::([0-9]{2}))?)?(?:\s?(uhr|am|pm))?")
_LASTS = re.compile(r"\+.*|.*[hm]|[0-9]+\s?h.*|.*(?:std|min)\.?|[0-9]{1,2},[0-9]{1,2}")


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


def read_lasting(text: str, language: str) -> timedelta | None:
    """How long something lasted, where an end is asked for: 1,5h, 90m, 1h 30m, +1:30. None for what is none.

    A number alone is a time of day. Raises Unreadable for a duration that cannot be read.
    """
    written = text.strip().lower()
    if not _LASTS.fullmatch(written) or written.endswith(("am", "pm")):
        return None
    return read_hours(written.removeprefix("+").strip(), language)
