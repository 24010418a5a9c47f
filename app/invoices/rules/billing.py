"""From recorded time to lines of an invoice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from app.time_tracking.rules import Rounding, billed_hours, rounded
from app.values.dates import write_date, write_period
from app.values.refusals import Refusal
from app.values.texts import N_, Msgids
from app.values.words import Word

MOST_LINES = 500
"""How many lines a draft may have, and can be edited with."""


class GroupBy(Word):
    """What becomes one line; the rate parts it further."""

    ENTRY = "entry", N_("one line per entry")
    DAY = "day", N_("one line per day")
    EMPLOYEE = "employee", N_("one line per employee")
    PROJECT = "project", N_("one line per project")


class RateIsMissing(Refusal):
    """No hourly rate is set for the time of %(employee)s on %(day)s, neither there nor for the project, the
    customer, the employee or the company."""


class TooManyLines(Refusal):
    """This would become %(lines)s lines; an invoice has at most %(most)s. What fits: %(fitting)s; or choose a
    shorter period."""

    def __init__(self, lines: int, fitting: Sequence[GroupBy]) -> None:
        super().__init__(lines=lines, most=MOST_LINES, fitting=Msgids(one.word for one in fitting))


class TooManyLinesHoweverGrouped(Refusal):
    """This would become %(lines)s lines; an invoice has at most %(most)s. Please choose a shorter period."""

    def __init__(self, lines: int) -> None:
        super().__init__(lines=lines, most=MOST_LINES)


@dataclass(frozen=True)
class BillableEntry:
    """A finished entry: day is that of its start, employee and project as printed, rate in euros per hour."""

    id: UUID
    day: date
    employee: str
    project: str
    note: str | None
    duration: timedelta
    rate: Decimal | None
    rounding: Rounding = field(default_factory=Rounding)


@dataclass(frozen=True)
class BilledGroup:
    """A line to be: hours and euros per hour, and which entries it bills."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    entry_ids: tuple[UUID, ...]
    first_day: date
    last_day: date


_KEYS: dict[GroupBy, Callable[[BillableEntry], object]] = {
    GroupBy.ENTRY: lambda entry: entry.id,
    GroupBy.DAY: lambda entry: entry.day,
    GroupBy.EMPLOYEE: lambda entry: entry.employee,
    GroupBy.PROJECT: lambda entry: entry.project,
}


def group_entries(entries: Iterable[BillableEntry], group_by: GroupBy, language: str) -> list[BilledGroup]:
    """The lines for these entries, in order of their first day, each with one rate; texts in "de" or "en".

    Each entry is rounded, then summed, then turned into hours with two decimals. A group of fewer than 18
    seconds would be a line of 0.00 hours: it is left out, its entries stay unbilled. Raises RateIsMissing.
    """
    groups: dict[tuple[object, Decimal], list[BillableEntry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.day):
        if entry.rate is None:
            raise RateIsMissing(employee=entry.employee, day=entry.day)
        groups.setdefault((_KEYS[group_by](entry), entry.rate), []).append(entry)
    billed = (_billed(group, rate, group_by, language) for (_, rate), group in groups.items())
    return [group for group in billed if group.quantity > 0]


def refuse_too_many(groups: Sequence[BilledGroup], entries: Sequence[BillableEntry], language: str) -> None:
    """Raises TooManyLines, with the groupings of these entries that fit into one invoice."""
    if len(groups) <= MOST_LINES:
        return
    fitting = [by for by in GroupBy if len(group_entries(entries, by, language)) <= MOST_LINES]
    raise TooManyLines(len(groups), fitting) if fitting else TooManyLinesHoweverGrouped(len(groups))


def _billed(entries: Sequence[BillableEntry], rate: Decimal, group_by: GroupBy, language: str) -> BilledGroup:
    seconds = sum((rounded(entry.duration, entry.rounding) for entry in entries), timedelta())
    return BilledGroup(
        description=_DESCRIPTIONS[group_by](entries, language),
        quantity=billed_hours(seconds),
        unit_price=rate,
        entry_ids=tuple(entry.id for entry in entries),
        first_day=entries[0].day,
        last_day=entries[-1].day,
    )


def _describe_entry(entries: Sequence[BillableEntry], language: str) -> str:
    entry = entries[0]
    return f"{_folded(entry.note) or entry.project}\n{write_date(entry.day, language)}"


def _describe_day(entries: Sequence[BillableEntry], language: str) -> str:
    title = "Leistungen am" if language == "de" else "Services on"
    notes = "; ".join(dict.fromkeys(note for entry in entries if (note := _folded(entry.note))))
    heading = f"{title} {write_date(entries[0].day, language)}"
    return f"{heading}\n{notes}" if notes else heading


def _describe_employee(entries: Sequence[BillableEntry], language: str) -> str:
    return f"{entries[0].employee}, {write_period(entries[0].day, entries[-1].day, language)}"


def _describe_project(entries: Sequence[BillableEntry], language: str) -> str:
    return f"{entries[0].project}, {write_period(entries[0].day, entries[-1].day, language)}"


_DESCRIPTIONS: dict[GroupBy, Callable[[Sequence[BillableEntry], str], str]] = {
    GroupBy.ENTRY: _describe_entry,
    GroupBy.DAY: _describe_day,
    GroupBy.EMPLOYEE: _describe_employee,
    GroupBy.PROJECT: _describe_project,
}


def _folded(note: str | None) -> str:
    return " ".join((note or "").split())
