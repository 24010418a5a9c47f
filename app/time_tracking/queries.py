"""Reading time entries, and what of them is to be billed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, select, true
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.columns import Duration
from app.company.models import Company
from app.crm.models import Customer
from app.database import db
from app.links import Linkable
from app.people.models import Employee
from app.permissions import Viewer
from app.projects.models import Project
from app.time_tracking import rules
from app.time_tracking.models import TimeEntry
from app.time_tracking.rules import EntryState, RateSource, Rounding
from app.time_tracking.words import ENTRY_STATE
from app.values.periods import Period, day_bounds, local_day, period_bounds, week_of
from app.values.refusals import NotThere
from app.web import languages
from app.web.filters import Pointed, Search, Since, YesNo, words_in
from app.web.lists import Column, Listing, SortKey, Sum

WITH_RATE: tuple[ORMOption, ...] = (
    joinedload(TimeEntry.project).joinedload(Project.customer),
    joinedload(TimeEntry.employee),
)
"""What an entry's rate and names are made from, in the same query."""


def sees_entry(viewer: Viewer) -> ColumnElement[bool]:
    """The one predicate of time entries: `manage` sees all, others their own."""
    return true() if viewer.may("time_tracking:manage") else TimeEntry.employee_id == viewer.id


def visible_entries(viewer: Viewer) -> Select[Any]:
    """The entries that the viewer may see."""
    return select(TimeEntry).where(sees_entry(viewer))


def get_entry(id_: UUID, *, viewer: Viewer) -> TimeEntry:
    found = db.session.scalar(visible_entries(viewer).where(TimeEntry.id == id_).options(*WITH_RATE))
    if found is None:
        raise NotThere()
    return found


def running_entry(viewer: Viewer) -> TimeEntry | None:
    """The viewer's own timer, None when none runs."""
    mine = select(TimeEntry).where(TimeEntry.employee_id == viewer.id, TimeEntry.end_time.is_(None))
    return db.session.scalar(mine.options(*WITH_RATE))


def week_total(viewer: Viewer, today: date) -> timedelta:
    """What the viewer has recorded in the week around `today`, by the days of their time zone."""
    begin, end = period_bounds(week_of(today), viewer.timezone)
    mine = select(func.sum(TimeEntry.duration)).where(
        TimeEntry.employee_id == viewer.id, TimeEntry.start_time >= begin, TimeEntry.start_time < end
    )
    return db.session.scalar(mine) or timedelta()


def billable_entries(
    *,
    viewer: Viewer,
    project_id: UUID | None = None,
    customer_id: UUID | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    locked: bool = False,
) -> list[TimeEntry]:
    """The finished, billable, unbilled entries that the viewer sees, by start; days are the viewer's own.

    Project, customer and employee come with them. `locked` (inside @atomic) holds their rows in the order of
    their ids until the commit, so that what is computed from them is what `bill_entries` bills.
    """
    begin, end = period_bounds(Period(from_date, to_date), viewer.timezone)
    query = (
        visible_entries(viewer)
        .join(TimeEntry.project)
        .join(Project.customer)
        .join(TimeEntry.employee)
        .where(TimeEntry.billable, TimeEntry.end_time.is_not(None), TimeEntry.invoice_id.is_(None))
        .options(
            contains_eager(TimeEntry.project).contains_eager(Project.customer),
            contains_eager(TimeEntry.employee),
        )
        .order_by(TimeEntry.id)
    )
    if project_id is not None:
        query = query.where(TimeEntry.project_id == project_id)
    if customer_id is not None:
        query = query.where(Project.customer_id == customer_id)
    if begin is not None:
        query = query.where(TimeEntry.start_time >= begin)
    if end is not None:
        query = query.where(TimeEntry.start_time < end)
    if locked:
        query = query.with_for_update(of=TimeEntry).execution_options(populate_existing=True)
    return sorted(db.session.scalars(query), key=lambda entry: (entry.start_time, entry.id))


def entry_rate(entry: TimeEntry, company_rate: Decimal | None) -> tuple[Decimal | None, RateSource | None]:
    """Euros per hour, and whose rate it is: entry, project, customer, employee, company."""
    project = entry.project
    return rules.effective_rate(
        entry.hourly_rate,
        project.hourly_rate,
        project.customer.hourly_rate,
        entry.employee.hourly_rate,
        company_rate,
    )


def entry_rounding(entry: TimeEntry, company: Company) -> Rounding:
    """How an entry is rounded for billing: as the project says, else the customer, else the company."""
    return rules.rounding_of(entry.project.rounding or entry.project.customer.rounding or company.rounding)


def last_end(viewer: Viewer, today: date) -> datetime | None:
    """When the viewer's last entry of this day ended; the next one often begins there."""
    begin, end = day_bounds(today, viewer.timezone)
    mine = select(func.max(TimeEntry.end_time)).where(
        TimeEntry.employee_id == viewer.id, TimeEntry.start_time >= begin, TimeEntry.start_time < end
    )
    return db.session.scalar(mine)


@dataclass(frozen=True)
class Hours:
    """The hours of a project, as far as somebody sees its entries; the running timers not counted."""

    total: timedelta
    open: timedelta


def hours_of(project_id: UUID, *, viewer: Viewer) -> Hours:
    """What has been recorded on a project, and what of it is still to be billed."""
    is_open = and_(TimeEntry.billable, TimeEntry.invoice_id.is_(None))
    sums = visible_entries(viewer).with_only_columns(
        func.sum(TimeEntry.duration), func.sum(case((is_open, TimeEntry.duration)))
    )
    total, open_ = db.session.execute(sums.where(TimeEntry.project_id == project_id)).one()
    return Hours(total or timedelta(), open_ or timedelta())


class _LocalDay(Column):
    """The day of a moment where the person is."""

    @property
    def align(self) -> str:
        return "left"

    def written(self, value: Any) -> str:
        return languages.day(local_day(value, languages.time_zone()))


class _Clock(Column):
    """The time of day of a moment where the person is."""

    @property
    def align(self) -> str:
        return "right"

    def written(self, value: Any) -> str:
        return "–" if value is None else f"{value.astimezone(ZoneInfo(languages.time_zone())):%H:%M}"


def _of_project(column: Any) -> Any:
    """A column of the entry's project. Not joined, so that counts and sums read the entries only."""
    return select(column).where(Project.id == TimeEntry.project_id).scalar_subquery()


_CUSTOMER = (
    select(Customer.name)
    .join(Project, Project.customer_id == Customer.id)
    .where(Project.id == TimeEntry.project_id)
).scalar_subquery()
_PERSON = (
    select(Employee.firstname + " " + Employee.lastname).where(Employee.id == TimeEntry.employee_id)
).scalar_subquery()
_STATE = case(
    (TimeEntry.end_time.is_(None), EntryState.RUNNING.value),
    (TimeEntry.invoice_id.is_not(None), EntryState.BILLED.value),
    (TimeEntry.billable, EntryState.OPEN.value),
    else_=EntryState.NOT_BILLABLE.value,
)
# Written exactly as the index has it (models.SORTED_DURATION), or neither database would use it.
SORTED_DURATION_KEY: ColumnElement[Any] = func.coalesce(
    TimeEntry.duration, literal_column("0"), type_=Duration()
)
_COLOURS = {EntryState.RUNNING: "warn", EntryState.BILLED: "done", EntryState.OPEN: "info"}


def _since(day: date) -> Any:
    return TimeEntry.start_time >= day_bounds(day, languages.time_zone())[0]


def _until(day: date) -> Any:
    return TimeEntry.start_time < day_bounds(day, languages.time_zone())[1]


def _of_customers(ids: Any) -> Any:
    return TimeEntry.project_id.in_(select(Project.id).where(Project.customer_id.in_(ids)))


def _is_billed(yes: bool) -> Any:
    return TimeEntry.invoice_id.is_not(None) if yes else TimeEntry.invoice_id.is_(None)


def _listing(*, of_all: bool) -> Listing:
    person = (Column("employee", _l("Person"), _PERSON, muted=True, role="panel"),) if of_all else ()
    return Listing(
        "time-entries",
        title=_l("Time entries"),
        record=TimeEntry,
        endpoint="time_tracking.index",
        show="time_tracking.show",
        visible=visible_entries,
        columns=(
            _LocalDay(
                "day",
                _l("Date"),
                TimeEntry.start_time,
                kind="date",
                sort="start_time",
                link=True,
                role="title",
            ),
            _Clock("start_time", _l("From"), TimeEntry.start_time, kind="clock", muted=True),
            _Clock("end_time", _l("To"), TimeEntry.end_time, kind="clock", muted=True),
            Column("duration", _l("Hours"), TimeEntry.duration, kind="hours", sort="duration", role="figure"),
            Column("project", _l("Project"), _of_project(Project.title), role="lead"),
            Column("customer", _l("Customer"), _CUSTOMER, muted=True),
            *person,
            Column("note", _l("Note"), TimeEntry.note, muted=True, role="panel"),
            Column("state", _l("Billing"), _STATE, kind="badge", words=ENTRY_STATE, role="status"),
        ),
        filters=(
            Search(words_in(TimeEntry.search_text), _l("Note …")),
            Pointed("employee_id", _l("Person"), "employee", TimeEntry.employee_id.in_, hidden=not of_all),
            Pointed("project_id", _l("Project"), "project", TimeEntry.project_id.in_),
            Pointed("customer_id", _l("Customer"), "customer", _of_customers),
            Since("from_date", _l("From"), _since),
            Since("to_date", _l("To"), _until),
            YesNo("billable", _l("Billable"), TimeEntry.billable.is_),
            YesNo("billed", _l("Billed"), _is_billed),
        ),
        period=("from_date", "to_date"),
        sums=(Sum("duration", _l("Hours"), TimeEntry.duration, kind="hours", api="total_duration"),),
        sorts={
            "start_time": SortKey(TimeEntry.start_time),
            "duration": SortKey(SORTED_DURATION_KEY),
            "created_at": SortKey(TimeEntry.created_at),
        },
        default_sort="-start_time",
        api_options=WITH_RATE,
        empty=_l("No time has been recorded here yet. Start the timer, or write an entry."),
        state=lambda state: _COLOURS.get(EntryState(state), "draft"),
    )


ENTRIES = _listing(of_all=True)
"""The list for the API and for those who see everybody's time."""
OWN_ENTRIES = _listing(of_all=False)
"""The same without a column for the person, for those who see their own only."""


def entries_for(viewer: Viewer) -> Listing:
    """The list as this person's page shows it."""
    return ENTRIES if viewer.may("time_tracking:manage") else OWN_ENTRIES


def linkables() -> list[Linkable]:
    """What others may point to here."""
    return [
        Linkable(
            "time_entry",
            TimeEntry,
            "time_tracking:read",
            visible_entries,
            label=func.coalesce(TimeEntry.note, _of_project(Project.title)),
            hint=_of_project(Project.title),
            search=TimeEntry.search_text,
            order=TimeEntry.start_time.desc(),
            endpoint="time_tracking.show",
        )
    ]
