"""One entry, the timer, and what has been recorded in a week or on a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select, true
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.database import db
from app.links.kinds import Kind, Names
from app.links.searching import Searched
from app.people.queries import EMPLOYEE
from app.permissions import Viewer
from app.projects.models import Project
from app.projects.queries import PROJECT
from app.time_tracking.models import TimeEntry
from app.values.periods import day_bounds, period_bounds, week_of
from app.web import languages

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


def written(entry: TimeEntry) -> str:
    """An entry as messages name it: when, how long, and for which project."""
    if entry.end_time is None or entry.duration is None:
        return f"{languages.moment(entry.start_time)}, {entry.project.title}"
    end = languages.moment(entry.end_time)
    if languages.day_of(entry.end_time) == languages.day_of(entry.start_time):
        end = end.rpartition(" ")[2]
    hours = _("%(hours)s h", hours=languages.hours(entry.duration))
    return f"{languages.moment(entry.start_time)} – {end} ({hours}), {entry.project.title}"


def of_project(column: Any) -> Any:
    """A column of the entry's project. Not joined, so that counts and sums read the entries only."""
    return select(column).where(Project.id == TimeEntry.project_id).scalar_subquery()


OWN_SEARCH = Searched(TimeEntry.search_text, ((TimeEntry.project_id, PROJECT.search),))
"""Of people who see their own only; whoever sees all finds the person, too."""
TIME_ENTRY = Kind(
    "time_entry",
    TimeEntry,
    "time_tracking",
    visible_entries,
    names=Names(_l("Time entry"), _l("Time entries"), _l("New entry"), _l("Delete entry")),
    blueprint="time_entries",
    label=func.coalesce(TimeEntry.note, of_project(Project.title)),
    hint=of_project(Project.title),
    search=Searched(TimeEntry.search_text, (*OWN_SEARCH.via, (TimeEntry.employee_id, EMPLOYEE.search))),
    order=TimeEntry.start_time.desc(),
    named=written,
    loaded=WITH_RATE,
    subject=True,
)


HAS_TIME = exists().where(TimeEntry.end_time.is_not(None))


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


def last_end(viewer: Viewer, today: date) -> datetime | None:
    """When the viewer's last entry of this day ended, up to the full minute: where the next may begin."""
    begin, end = day_bounds(today, viewer.timezone)
    mine = select(func.max(TimeEntry.end_time)).where(
        TimeEntry.employee_id == viewer.id, TimeEntry.start_time >= begin, TimeEntry.start_time < end
    )
    last = db.session.scalar(mine)
    return None if last is None else (last + timedelta(seconds=59)).replace(second=0)


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
