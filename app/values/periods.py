"""Days, weeks and periods of a time zone, and the instants in UTC where they begin and end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.values.refusals import InvalidValue

_DAY = timedelta(days=1)


class EndBeforeStart(InvalidValue):
    """The end lies before the start."""

    field = "to_date"


@dataclass(frozen=True)
class Period:
    """The days from start to end, both included; None leaves that side open. Raises EndBeforeStart."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise EndBeforeStart()

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def week_of(day: date) -> Period:
    """Monday to Sunday (ISO 8601)."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def iso_week(day: date) -> tuple[int, int]:
    """The ISO year and week: 2027-01-01 lies in week 53 of 2026."""
    year, week, _ = day.isocalendar()
    return year, week


def _month_of(day: date) -> Period:
    return _months(day, 1)


def _quarter_of(day: date) -> Period:
    return _months(day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1), 3)


def _year_of(day: date) -> Period:
    return _months(day.replace(day=1, month=1), 12)


def _months(day: date, count: int) -> Period:
    last = day.month - 1 + count
    after = date(day.year + last // 12, last % 12 + 1, 1)
    return Period(day.replace(day=1), after - _DAY)


def _before(of: Callable[[date], Period], day: date) -> Period:
    """The week, month … before that of the day."""
    start = of(day).start
    assert start is not None
    return of(start - _DAY)


_PRESETS: dict[str, Callable[[date], Period]] = {
    "today": lambda day: Period(day, day),
    "this_week": week_of,
    "last_week": lambda day: _before(week_of, day),
    "this_month": _month_of,
    "last_month": lambda day: _before(_month_of, day),
    "this_quarter": _quarter_of,
    "last_quarter": lambda day: _before(_quarter_of, day),
    "this_year": _year_of,
    "last_year": lambda day: _before(_year_of, day),
}
PRESETS: tuple[str, ...] = tuple(_PRESETS)


def preset(name: str, today: date) -> Period:
    """The whole week, month, quarter or year around or before today; KeyError for a name not in PRESETS."""
    return _PRESETS[name](today)


def _midnight(day: date, tz: str) -> datetime:
    """The first instant of the day. Where the clock jumps over midnight, zoneinfo gives the jump itself."""
    return datetime.combine(day, time(), ZoneInfo(tz)).astimezone(UTC)


def day_bounds(day: date, tz: str) -> tuple[datetime, datetime]:
    """First instant of the day and of the next one, in UTC: 23 or 25 hours apart when the clocks change."""
    return _midnight(day, tz), _midnight(day + _DAY, tz)


def period_bounds(period: Period, tz: str) -> tuple[datetime | None, datetime | None]:
    """First instant of the period and the first after it, in UTC; None for an open side."""
    return (
        None if period.start is None else _midnight(period.start, tz),
        None if period.end is None else _midnight(period.end + _DAY, tz),
    )


def local_day(instant: datetime, tz: str) -> date:
    """The day on the calendar of that time zone; ValueError for an instant without offset."""
    if instant.utcoffset() is None:
        raise ValueError("an instant needs an offset")
    return instant.astimezone(ZoneInfo(tz)).date()


def split_at_midnight(start: datetime, end: datetime, tz: str) -> list[tuple[date, timedelta]]:
    """How much of the time from start to end fell on each local day, in order; real time, not clock time.

    Start and end at the same instant give that day with a duration of 0; an end at midnight does not touch
    the day that begins there. ValueError if the end lies before the start or one of them has no offset.
    """
    day = local_day(start, tz)
    begin, stop = start.astimezone(UTC), end.astimezone(UTC)
    if end.utcoffset() is None or stop < begin:
        raise ValueError("the end lies before the start, or has no offset")
    parts: list[tuple[date, timedelta]] = []
    while True:
        midnight = _midnight(day + _DAY, tz)
        if stop <= midnight:
            return [*parts, (day, stop - begin)]
        if midnight > begin:  # a day that the calendar of the zone skipped has no length
            parts.append((day, midnight - begin))
            begin = midnight
        day += _DAY
