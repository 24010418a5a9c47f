"""Changing time entries. Locks are taken in this order: the employee's row, the project's, entries by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from app.audit import actions as audit
from app.database import atomic, db, fill, held, hold, kept
from app.links.keeping import keeps, let_go
from app.people.models import Employee
from app.permissions import Viewer
from app.projects.models import Project
from app.projects.rules import OPEN_STATUSES
from app.time_tracking import rules
from app.time_tracking.models import TimeEntry
from app.time_tracking.rules import LONGEST, SHORTEST_TIMER, whole_second
from app.values.refusals import Mend, NotThere, Stale
from app.values.texts import N_

keeps("project", N_("time entries"), TimeEntry.project_id, "time_entries.index", by="project_id")
keeps("employee", N_("time entries"), TimeEntry.employee_id, "time_entries.index", by="employee_id")
# what has to hold


def _hold_employees(*ids: UUID) -> None:
    """Holds the rows of employees, so that nobody else writes entries of theirs until we are done."""
    rows = select(Employee.id).where(Employee.id.in_(ids)).order_by(Employee.id)
    if len(list(db.session.scalars(held(rows, Employee, writers=True)))) != len(set(ids)):
        raise NotThere()


def _check_project(project_id: UUID) -> None:
    """Raises `ProjectIsClosed`; holds the project, so that it is not deleted meanwhile."""
    if not kept(Project, [project_id]):
        raise NotThere()
    status = db.session.scalar(select(Project.status).where(Project.id == project_id))
    if status not in OPEN_STATUSES:
        edit = Mend("projects.edit", N_("Edit the project"), id=project_id)
        raise rules.ProjectIsClosed().leading_to(edit)


def _check_free(employee_id: UUID, start: datetime, end: datetime | None, own: UUID | None = None) -> None:
    """Raises a refusal that names the entry when the time is taken. The timer takes all from its start on."""
    others = select(TimeEntry).where(TimeEntry.employee_id == employee_id)
    if own is not None:
        others = others.where(TimeEntry.id != own)
    running = TimeEntry.end_time.is_(None)
    if end is None and (timer := db.session.scalar(others.where(running))):
        raise rules.TimerIsRunning().leading_to(_to_entry(timer))
    reaches = or_(and_(TimeEntry.start_time >= start - LONGEST, TimeEntry.end_time > start), running)
    clashing = (
        others.where(reaches).order_by(TimeEntry.start_time).options(joinedload(TimeEntry.project)).limit(1)
    )
    if end is not None:
        clashing = clashing.where(TimeEntry.start_time < end)
    found = db.session.scalar(clashing)
    if found is None:
        return
    start, project, end = found.start_time, found.project.title, found.end_time
    if end is None:
        raise rules.TimerOverlaps(start=start, project=project).leading_to(_to_entry(found))
    raise rules.EntryOverlaps(start=start, end=end, project=project).leading_to(_to_entry(found))


def _to_entry(entry: TimeEntry) -> Mend:
    return Mend("time_entries.edit", N_("Change that entry"), id=entry.id)


def refuse_invoiced(entry: TimeEntry) -> None:
    """Refuses to touch an entry that is on an invoice."""
    if entry.invoice_id is not None:
        invoice = Mend("invoices.show", N_("To the invoice"), id=entry.invoice_id)
        raise rules.EntryIsInvoiced().leading_to(invoice)


def _check_writer(employee_id: UUID, by: Viewer | None) -> None:
    if by is not None and employee_id != by.id and not by.may("time_tracking:manage"):
        raise rules.NotYourEntry()


def _timed(values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The values with whole seconds and their duration; raises what `check_entry` raises."""
    start, end = whole_second(values["start_time"]), values.get("end_time")
    end = None if end is None else whole_second(end)
    rules.check_entry(start, end, now)
    duration = None if end is None else rules.duration_between(start, end)
    return {**values, "start_time": start, "end_time": end, "duration": duration}


# entries


@atomic
def create_entry(values: Mapping[str, Any], *, by: Viewer | None, now: datetime) -> TimeEntry:
    """A new entry, of `by` unless `employee_id` says otherwise; without `end_time` it is a running timer."""
    employee_id = values.get("employee_id") or (by.id if by else None)
    assert employee_id is not None, "an entry is somebody's"
    _check_writer(employee_id, by)
    timed = _timed(values, now) | {"employee_id": employee_id}
    _hold_employees(employee_id)
    _check_project(timed["project_id"])
    _check_free(employee_id, timed["start_time"], timed["end_time"])
    entry = TimeEntry(**timed)
    db.session.add(entry)
    audit.created(entry, by=by)
    return entry


@atomic
def change_entry(
    entry: TimeEntry, values: Mapping[str, Any], version: int | None = None, *, by: Viewer, now: datetime
) -> TimeEntry:
    """Changes an entry; `employee_id` None leaves it with whom it is. Refused once it is invoiced."""
    before, employee_id = entry.employee_id, values.get("employee_id") or entry.employee_id
    project_id = values.get("project_id") or entry.project_id
    _hold_employees(before, employee_id)
    if not kept(Project, [project_id]):
        raise NotThere()
    hold(entry, version)
    if entry.employee_id != before:
        raise Stale()
    refuse_invoiced(entry)
    _check_writer(employee_id, by)
    timed = _timed(values, now) | {"employee_id": employee_id}
    if timed["project_id"] != entry.project_id:
        _check_project(timed["project_id"])
    _check_free(employee_id, timed["start_time"], timed["end_time"], entry.id)
    with audit.changing(entry, by=by):
        fill(entry, timed)
    return entry


@atomic
def delete_entry(entry: TimeEntry, version: int | None = None, *, by: Viewer) -> None:
    """Deletes an entry; refused once it is invoiced."""
    hold(entry, version)
    refuse_invoiced(entry)
    _delete(entry, by)


def _delete(entry: TimeEntry, by: Viewer) -> None:
    let_go("time_entry", [entry.id], by=by)
    audit.deleted(entry, by=by)
    db.session.delete(entry)


# the timer


def _held_timer(by: Viewer) -> TimeEntry:
    _hold_employees(by.id)
    running = select(TimeEntry).where(TimeEntry.employee_id == by.id, TimeEntry.end_time.is_(None))
    fresh = held(running, TimeEntry).execution_options(populate_existing=True)
    found = db.session.scalar(fresh)
    if found is None:
        raise rules.NoTimerRuns()
    return found


@atomic
def start_timer(project_id: UUID, note: str | None = None, *, by: Viewer, now: datetime) -> TimeEntry:
    """Starts the viewer's timer: now, or when one that was stopped within its first second ends."""
    _hold_employees(by.id)
    last = select(TimeEntry.end_time).where(
        TimeEntry.employee_id == by.id,
        TimeEntry.end_time > whole_second(now),
        TimeEntry.end_time <= now + SHORTEST_TIMER,
    )
    start = db.session.scalar(last.order_by(TimeEntry.end_time.desc()).limit(1)) or whole_second(now)
    values = {"project_id": project_id, "note": note, "start_time": start}
    return create_entry(values, by=by, now=max(now, start))


@atomic
def stop_timer(*, by: Viewer, now: datetime, end: datetime | None = None) -> TimeEntry:
    """Stops the viewer's timer, now or at `end`; after 24 hours an end is needed (`TimerWasForgotten`)."""
    entry = _held_timer(by)
    if end is None:
        end = rules.timer_end(entry.start_time, whole_second(now))
        if end - entry.start_time > LONGEST:
            raise rules.TimerWasForgotten()
    else:
        end = whole_second(end)
        rules.check_entry(entry.start_time, end, now)
    with audit.changing(entry, by=by):
        entry.end_time, entry.duration = end, rules.duration_between(entry.start_time, end)
    return entry


@atomic
def discard_timer(*, by: Viewer) -> None:
    """Throws the viewer's running timer away."""
    _delete(_held_timer(by), by)


# invoices: whoever bills calls these inside its own transaction, after locking the invoice


def _held(condition: Any) -> list[TimeEntry]:
    rows = held(select(TimeEntry).where(condition).order_by(TimeEntry.id), TimeEntry)
    loaded = rows.options(joinedload(TimeEntry.project)).execution_options(populate_existing=True)
    return list(db.session.scalars(loaded))


def _put_on(
    entries: Iterable[TimeEntry], invoice_id: UUID | None, line_id: UUID | None, by: Viewer | None
) -> None:
    for entry in entries:
        with audit.changing(entry, by=by):
            entry.invoice_id, entry.invoice_line_id = invoice_id, line_id


@atomic
def bill_entries(entry_ids: Iterable[UUID], invoice_id: UUID, line_id: UUID, *, by: Viewer | None) -> None:
    """Puts entries on a line of an invoice. `EntryIsInvoiced` when one is on an invoice already.

    Holds the rows in the order of their ids. `NotThere` when one is gone, still runs or is not billable.
    """
    wanted = set(entry_ids)
    entries = _held(TimeEntry.id.in_(wanted))
    for entry in entries:
        refuse_invoiced(entry)
    if len(entries) != len(wanted) or any(not entry.billable or entry.end_time is None for entry in entries):
        raise NotThere()
    _put_on(entries, invoice_id, line_id, by)


@atomic
def free_entries(invoice_id: UUID, *, by: Viewer | None) -> None:
    """Takes all entries off an invoice (draft deleted, invoice cancelled): they can be billed again."""
    _put_on(_held(TimeEntry.invoice_id == invoice_id), None, None, by)


@atomic
def free_line(line_id: UUID, *, by: Viewer | None) -> None:
    """Takes the entries off one line of a draft."""
    _put_on(_held(TimeEntry.invoice_line_id == line_id), None, None, by)


__all__ = [
    "bill_entries",
    "change_entry",
    "create_entry",
    "delete_entry",
    "discard_timer",
    "free_entries",
    "free_line",
    "refuse_invoiced",
    "start_timer",
    "stop_timer",
]
