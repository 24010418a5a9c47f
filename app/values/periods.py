"""Days, weeks and periods of a time zone, and the instants in UTC where they begin and end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.values.refusals import InvalidValue
from app.values.texts import N_
from app.values.words import Word

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


class Preset(Word):
    """Periods that people name."""

    TODAY = "today", N_("today")
    THIS_WEEK = "this_week", N_("this week")
    LAST_WEEK = "last_week", N_("last week")
    THIS_MONTH = "this_month", N_("this month")
    LAST_MONTH = "last_month", N_("last month")
    THIS_QUARTER = "this_quarter", N_("this quarter")
    LAST_QUARTER = "last_quarter", N_("last quarter")
    THIS_YEAR = "this_year", N_("this year")
    LAST_YEAR = "last_year", N_("last year")


_PRESETS: dict[Preset, Callable[[date], Period]] = {
    Preset.TODAY: lambda day: Period(day, day),
    Preset.THIS_WEEK: week_of,
    Preset.LAST_WEEK: lambda day: _before(week_of, day),
    Preset.THIS_MONTH: _month_of,
    Preset.LAST_MONTH: lambda day: _before(_month_of, day),
    Preset.THIS_QUARTER: _quarter_of,
    Preset.LAST_QUARTER: lambda day: _before(_quarter_of, day),
    Preset.THIS_YEAR: _year_of,
    Preset.LAST_YEAR: lambda day: _before(_year_of, day),
}


def period_of(preset: Preset, today: date) -> Period:
    """The whole week, month, quarter or year around or before today."""
    return _PRESETS[preset](today)


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
