"""One entry, the timer, and what has been recorded in a week or on a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.database import db
from app.permissions import Viewer
from app.projects.models import Project
from app.time_tracking.models import TimeEntry
from app.values.periods import day_bounds, period_bounds, week_of
from app.values.refusals import NotThere

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
