"""What a time entry may be, which rate it has and how many hours of it are billed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from app.company.rules import TimeRounding
from app.values.money import round_half_up
from app.values.periods import local_day
from app.values.refusals import InvalidValue, Mend, Refusal
from app.values.texts import N_
from app.values.words import Word

LONGEST = timedelta(hours=24)
SHORTEST_TIMER = timedelta(seconds=1)
SHORT_TIMER = timedelta(minutes=1)
STEPS = (0, 5, 6, 15, 30, 60)
DIRECTIONS = ("up", "nearest")


class EndBeforeStart(InvalidValue):
    """The end must lie after the start."""

    field = "end_time"


class TooLong(InvalidValue):
    """An entry has at most 24 hours. Please split it."""

    field = "end_time"


class StartInFuture(InvalidValue):
    """The start lies in the future."""

    field = "start_time"


class EntryOverlaps(Refusal):
    """This time overlaps with another entry: %(start)s to %(end)s, %(project)s."""


class TimerOverlaps(Refusal):
    """This time overlaps with the timer that has been running since %(start)s, %(project)s."""


class TimerIsRunning(Refusal):
    """A timer is already running. Stop it first."""


class NoTimerRuns(Refusal):
    """No timer is running."""


class TimerWasForgotten(Refusal):
    """This timer has been running for more than 24 hours. Please say when it ended, or discard it."""


class ProjectIsClosed(InvalidValue):
    """No time can be recorded on a project that is completed or cancelled."""

    field = "project_id"


class NotYourEntry(Refusal):
    """You may record time for yourself only."""

    status = 403
    field = "employee_id"


class EntryIsInvoiced(Refusal):
    """This entry is on an invoice and can no longer be changed."""


def check_entry(start: datetime, end: datetime | None, now: datetime) -> None:
    """Raises StartInFuture, EndBeforeStart (also when they are equal) or TooLong; without an end it runs.

    The end may lie ahead: people write down their day before they leave.
    """
    if start > now:
        raise StartInFuture()
    if end is None:
        return
    if end <= start:
        raise EndBeforeStart()
    if end - start > LONGEST:
        raise TooLong()


def timer_end(start: datetime, now: datetime) -> datetime:
    """When a timer stopped now ends: at least one second after its start, so that its end lies after it."""
    return max(now, start + SHORTEST_TIMER)


def whole_second(moment: datetime) -> datetime:
    """The moment without its part of a second; entries begin and end at whole seconds, so they can touch."""
    return moment.replace(microsecond=0)


def was_short(start: datetime, now: datetime) -> bool:
    """Whether a timer has hardly begun: whoever stops it is asked whether to keep the entry."""
    return now - start < SHORT_TIMER


def was_forgotten(start: datetime, now: datetime, tz: str) -> bool:
    """Whether a timer should probably have been stopped: it is from an earlier day of that time zone."""
    return local_day(start, tz) < local_day(now, tz) or now - start > LONGEST


def duration_between(start: datetime, end: datetime) -> timedelta:
    """The whole seconds from start to end; a part of a second at the end does not count."""
    return timedelta(seconds=(end - start) // timedelta(seconds=1))


class EntryState(Word):
    """What became of an entry, or will; derived, never stored."""

    RUNNING = "running", N_("Running"), "warn"
    BILLED = "billed", N_("Billed"), "good"
    OPEN = "open", N_("To be billed"), "info"
    NOT_BILLABLE = "not_billable", N_("Not billable")


def state_of(end: datetime | None, invoice_id: object, billable: bool) -> EntryState:
    """As the list's expression in SQL says it."""
    if end is None:
        return EntryState.RUNNING
    if invoice_id is not None:
        return EntryState.BILLED
    return EntryState.OPEN if billable else EntryState.NOT_BILLABLE


def used_percent(total: timedelta, budget_hours: Decimal | None) -> int | None:
    """How much of a budget in hours is used, in whole percent; None without a budget."""
    if not budget_hours:
        return None
    return int(round_half_up(Decimal(total // timedelta(seconds=1)) / 36 / budget_hours, 0))


class RateSource(Word):
    ENTRY = "entry", N_("of this entry")
    PROJECT = "project", N_("of the project")
    CUSTOMER = "customer", N_("of the customer")
    EMPLOYEE = "employee", N_("of the employee")
    COMPANY = "company", N_("of the company")


def effective_rate(
    entry: Decimal | None,
    project: Decimal | None,
    customer: Decimal | None,
    employee: Decimal | None,
    company: Decimal | None,
) -> tuple[Decimal | None, RateSource | None]:
    """Euros per hour, and whose rate it is: the first that is set (0 is, too); both None if there is none."""
    for rate, source in zip((entry, project, customer, employee, company), RateSource, strict=True):
        if rate is not None:
            return rate, source
    return None, None


class NoRate(Refusal):
    """No hourly rate applies here, so this time cannot be billed yet."""


def no_rate(project_id: UUID) -> NoRate:
    """What is said where time is booked without a rate, which is no reason to refuse it."""
    return NoRate().leading_to(
        Mend("projects.edit", N_("Rate of the project"), id=project_id, _anchor="hourly_rate"),
        Mend("company.settings", N_("Rate of the company"), _anchor="hourly_rate"),
    )


@dataclass(frozen=True)
class Rounding:
    """How each entry is rounded for billing; a step of 0 means not at all. ValueError for other values."""

    step_minutes: int = 0
    direction: Literal["up", "nearest"] = "up"

    def __post_init__(self) -> None:
        if self.step_minutes not in STEPS or self.direction not in DIRECTIONS:
            raise ValueError(f"no such rounding: {self.step_minutes} minutes, {self.direction}")


def rounding_of(setting: TimeRounding) -> Rounding:
    """What a setting such as `up_15` of project, customer or company means."""
    return Rounding(setting.step_minutes, "nearest" if setting.direction == "nearest" else "up")


def rounded(duration: timedelta, rounding: Rounding) -> timedelta:
    """What of an entry's duration is billed; half a step goes up. What was recorded stays as it is."""
    step = timedelta(minutes=rounding.step_minutes)
    if not step:
        return duration
    if rounding.direction == "up":
        return -(-duration // step) * step
    return (duration + step / 2) // step * step


def billed_hours(total: timedelta) -> Decimal:
    """Hours with two decimals, half up, of the summed whole seconds."""
    return round_half_up(Decimal(total // timedelta(seconds=1)) / 3600)
