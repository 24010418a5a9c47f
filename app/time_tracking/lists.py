"""The list of time entries."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, case, func, literal_column, select, type_coerce

from app.column_types import Duration, WordOf
from app.crm.models import Customer
from app.lists.columns import Column, SortKey, Sum
from app.lists.filters import Pointed, Search, Since, YesNo
from app.lists.listing import Listing
from app.people.models import Employee
from app.permissions import Viewer
from app.projects.models import Project
from app.time_tracking.models import TimeEntry
from app.time_tracking.queries import OWN_SEARCH, TIME_ENTRY, WITH_RATE, of_project
from app.time_tracking.rules import EntryState
from app.values.periods import day_bounds, local_day
from app.web import languages


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
        return "–" if value is None else languages.clock(value)


_CUSTOMER_NAME = (
    select(Customer.name)
    .join(Project, Project.customer_id == Customer.id)
    .where(Project.id == TimeEntry.project_id)
).scalar_subquery()
_PERSON_NAME = (
    select(Employee.firstname + " " + Employee.lastname).where(Employee.id == TimeEntry.employee_id)
).scalar_subquery()
_STATE: ColumnElement[Any] = type_coerce(
    case(
        (TimeEntry.end_time.is_(None), EntryState.RUNNING.value),
        (TimeEntry.invoice_id.is_not(None), EntryState.BILLED.value),
        (TimeEntry.billable, EntryState.OPEN.value),
        else_=EntryState.NOT_BILLABLE.value,
    ),
    WordOf(EntryState),
)
# Written exactly as the index has it (models.SORTED_DURATION), or neither database would use it.
SORTED_DURATION_KEY: ColumnElement[Any] = func.coalesce(
    TimeEntry.duration, literal_column("0"), type_=Duration()
)
_TIME = (
    _LocalDay(
        "day", _l("Date"), TimeEntry.start_time, shape="date", sort="start_time", link=True, role="title"
    ),
    _Clock("start_time", _l("From"), TimeEntry.start_time, shape="clock", muted=True),
    _Clock("end_time", _l("To"), TimeEntry.end_time, shape="clock", muted=True),
    Column("duration", _l("Hours"), TimeEntry.duration, sort="duration", role="figure"),
)
_PROJECT = (
    Column("project", _l("Project"), of_project(Project.title), role="lead", of=("project",)),
    Column("customer", _l("Customer"), _CUSTOMER_NAME, muted=True, role="panel", of=("customer", "project")),
)
_PERSON = Column("employee", _l("Person"), _PERSON_NAME, muted=True, role="panel", of=("employee",))
_NOTE = Column("note", _l("Note"), TimeEntry.note, muted=True, role="panel")
_BILLING = Column("state", _l("Billing"), _STATE, role="status")


def _of_customers(ids: Any) -> Any:
    return TimeEntry.project_id.in_(select(Project.id).where(Project.customer_id.in_(ids)))


def _is_billed(yes: bool) -> Any:
    return TimeEntry.invoice_id.is_not(None) if yes else TimeEntry.invoice_id.is_(None)


_SEARCH_OF_ALL = Search(TIME_ENTRY.search, _l("Note, project, customer, person …"))
_SEARCH_OF_ONESELF = Search(OWN_SEARCH, _l("Note, project, customer …"))
_OF_PERSON = Pointed("employee_id", _l("Person"), "employee", TimeEntry.employee_id.in_)
_OF_ONESELF = Pointed("employee_id", _l("Person"), "employee", TimeEntry.employee_id.in_, hidden=True)
_OF_WHAT = (
    Pointed("project_id", _l("Project"), "project", TimeEntry.project_id.in_),
    Pointed("customer_id", _l("Customer"), "customer", _of_customers),
)
_BILLED = (
    YesNo("billable", _l("Billable"), TimeEntry.billable.is_),
    YesNo("billed", _l("Billed"), _is_billed),
)
_SORTS = {
    "start_time": SortKey(TimeEntry.start_time),
    "duration": SortKey(SORTED_DURATION_KEY),
    "created_at": SortKey(TimeEntry.created_at),
}


def _days(zone: str) -> tuple[Since, Since]:
    """From and to, by the days of a time zone."""
    return (
        Since("from_date", _l("From"), lambda day: TimeEntry.start_time >= day_bounds(day, zone)[0]),
        Since("to_date", _l("To"), lambda day: TimeEntry.start_time < day_bounds(day, zone)[1]),
    )


def _sees_all(viewer: Viewer) -> bool:
    return viewer.may("time_tracking:manage")


def time_entries(viewer: Viewer, today: date) -> Listing:
    """Who worked how long on what; without the person for those who see their own entries only."""
    person = (_PERSON,) if _sees_all(viewer) else ()
    return Listing(
        TIME_ENTRY,
        TIME_ENTRY.visible(viewer),
        columns=(*_TIME, *_PROJECT, *person, _NOTE, _BILLING),
        filters=(
            _SEARCH_OF_ALL if _sees_all(viewer) else _SEARCH_OF_ONESELF,
            _OF_PERSON if _sees_all(viewer) else _OF_ONESELF,
            *_OF_WHAT,
            *_days(viewer.timezone),
            *_BILLED,
        ),
        period=("from_date", "to_date"),
        sums=(Sum("duration", _l("Hours"), TimeEntry.duration, api="total_duration"),),
        sorts=_SORTS,
        default_sort="-start_time",
        api_options=WITH_RATE,
        only_where={"edit": TimeEntry.invoice_id.is_(None), "delete": TimeEntry.invoice_id.is_(None)},
        panel=("day", "project", "customer", "employee", "note", "duration", "state"),
        empty=_l("No time has been recorded here yet. Start the timer, or write an entry."),
    )
