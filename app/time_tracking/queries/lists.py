"""The list of time entries, and how others point to one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, case, func, literal_column, select

from app.column_types import Duration
from app.crm.models import Customer
from app.links.kinds import Linkable
from app.lists.filters import Pointed, Search, Since, YesNo, words_in
from app.lists.listing import Column, Listing, SortKey, Sum
from app.people.models import Employee
from app.permissions import Viewer
from app.projects.models import Project
from app.time_tracking.models import TimeEntry
from app.time_tracking.queries.entries import WITH_RATE, visible_entries
from app.time_tracking.rules import EntryState
from app.time_tracking.words import ENTRY_STATE
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


def _listing(*, of_all: bool, of_project: bool = False) -> Listing:
    note = Column("note", _l("Note"), TimeEntry.note, muted=True, role="panel")
    person = Column("employee", _l("Person"), _PERSON, muted=True, role="panel")
    if of_project and of_all:
        person = replace(person, role="lead", muted=False)
    elif of_project:
        note = replace(note, role="lead", muted=False)
    project = Column("project", _l("Project"), _of_project(Project.title), role="lead")
    customer = Column("customer", _l("Customer"), _CUSTOMER, muted=True)
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
            *(() if of_project else (project, customer)),
            *((person,) if of_all else ()),
            note,
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
"""The list of the API, and of those who see everybody's time."""
_SHOWN = {
    (True, False): ENTRIES,
    (True, True): _listing(of_all=True, of_project=True),
    (False, False): _listing(of_all=False),
    (False, True): _listing(of_all=False, of_project=True),
}


def entries_for(viewer: Viewer, *, of_project: bool = False) -> Listing:
    """The list as pages show it: without the person for those who see their own entries only, and without
    project and customer on the page of a project."""
    return _SHOWN[viewer.may("time_tracking:manage"), of_project]


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
