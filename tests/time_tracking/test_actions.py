"""Recording, changing and billing time."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.audit.models import AuditRecord
from app.audit.queries import verify
from app.database import db
from app.links.keeping import IsUsed
from app.people.actions import delete_employee
from app.projects.actions import delete_project
from app.projects.rules import ProjectIsUsed
from app.time_tracking import actions, queries, rules
from app.time_tracking.models import TimeEntry
from app.values.refusals import Stale
from tests import cast
from tests.projects import given
from tests.time_tracking.given import NOW, at, entry


def _values(found: TimeEntry, **changes):
    names = ("project_id", "employee_id", "start_time", "end_time", "note", "billable", "hourly_rate")
    return {name: getattr(found, name) for name in names} | changes


def _recorded() -> list[AuditRecord]:
    query = select(AuditRecord).where(AuditRecord.entity == "time_entry").order_by(AuditRecord.seq)
    return list(db.session.scalars(query))


def _change(found: TimeEntry, who: str = "mitarbeit", version: int | None = None, **changes):
    return actions.change_entry(
        found, _values(found, **changes), version, by=cast.viewer(who), now=NOW + timedelta(days=9)
    )


def test_an_entry_has_whole_seconds_and_a_duration(app):
    project = given.project()
    values = {
        "start_time": at("20 09:00:00.900"),
        "end_time": at("20 10:30:30.100"),
        "project_id": project.id,
    }
    made = actions.create_entry(values | {"note": "Änderung"}, by=cast.viewer("mitarbeit"), now=NOW)
    assert made.duration == timedelta(hours=1, minutes=30, seconds=30)
    assert made.start_time == at("20 09:00") and made.employee_id == cast.employee("mitarbeit").id
    assert made.billable and made.search_text == "anderung"
    record = _recorded()[-1]
    assert record.action == "created" and record.customer_id == project.customer_id
    after = json.loads(record.payload)["after"]
    assert after["duration"] == 5430 and "company_rate" not in after and "search_text" not in after
    assert verify()[1] is None


def test_overlaps_are_refused_and_name_the_entry(app):
    project = given.project()
    entry(project.id, "20 09:00", "20 12:00")
    touching = entry(project.id, "20 12:00", "20 13:00")
    entry(project.id, "20 08:00", "20 09:00")
    entry(project.id, "20 09:30", "20 10:00", of="fremd")
    for start, end in (("20 11:59", "20 12:30"), ("20 07:00", "20 14:00"), ("20 12:10", "20 12:20")):
        with pytest.raises(rules.EntryOverlaps) as refused:
            entry(project.id, start, end)
        assert refused.value.params["project"] == "Relaunch Intranet"
    with pytest.raises(rules.EntryOverlaps) as refused:
        _change(touching, start_time=at("20 11:00"))
    assert refused.value.params["start"] == at("20 09:00")
    _change(touching, start_time=at("20 12:15"), note="später")
    assert db.session.scalar(select(func.count()).select_from(TimeEntry)) == 4


def test_a_timer_takes_all_time_from_its_start(app):
    project = given.project()
    running = entry(project.id, "20 09:00", None)
    assert running.duration is None
    with pytest.raises(rules.TimerOverlaps):
        entry(project.id, "20 10:00", "20 11:00")
    with pytest.raises(rules.TimerIsRunning):
        entry(project.id, "20 10:00", None)
    entry(project.id, "20 08:00", "20 09:00")
    with pytest.raises(rules.EntryOverlaps):
        _change(running, start_time=at("20 08:30"))
    _change(running, note="läuft noch")


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        ("20 09:00", "20 09:00", rules.EndBeforeStart),
        ("20 09:00", "20 08:00", rules.EndBeforeStart),
        ("18 09:00", "19 09:00:01", rules.TooLong),
        ("25 09:00", "25 10:00", rules.StartInFuture),
    ],
)
def test_impossible_times(app, start, end, refusal):
    values = {"project_id": given.project().id, "start_time": at(start), "end_time": at(end)}
    with pytest.raises(refusal):
        actions.create_entry(values, by=cast.viewer("mitarbeit"), now=NOW)
    assert not _recorded()


@pytest.mark.parametrize(
    ("start", "end", "fold", "seconds"),
    [
        ("2026-10-24 12:00", "2026-10-25 11:00", 0, 86400),  # the day has 25 hours
        ("2026-03-28 12:00", "2026-03-29 13:00", 0, 86400),  # the day has 23 hours
        ("2026-10-25 02:30", "2026-10-25 02:30", 1, 3600),  # half past two comes twice
        ("2026-03-29 01:30", "2026-03-29 03:30", 0, 3600),
    ],
)
def test_days_on_which_the_clocks_change(app, start, end, fold, seconds):
    values = {"project_id": given.project().id, "start_time": at(start), "end_time": at(end, fold)}
    made = actions.create_entry(values, by=cast.viewer("mitarbeit"), now=NOW)
    assert made.duration == timedelta(seconds=seconds)


def test_only_for_oneself_without_manage(app):
    project = given.project()
    values = {"project_id": project.id, "start_time": at("20 09:00"), "end_time": at("20 10:00")}
    other = {"employee_id": cast.employee("fremd").id}
    with pytest.raises(rules.NotYourEntry):
        actions.create_entry(values | other, by=cast.viewer("mitarbeit"), now=NOW)
    made = actions.create_entry(values | other, by=cast.viewer("leitung"), now=NOW)
    assert made.employee_id == cast.employee("fremd").id
    mine = entry(project.id, "20 09:00", "20 10:00")
    with pytest.raises(rules.NotYourEntry):
        _change(mine, **other)
    kept = _change(mine, "leitung", employee_id=None, note="von der Leitung")
    assert kept.employee_id == cast.employee("mitarbeit").id, (
        "replacing without a person leaves it with whom it is"
    )
    with pytest.raises(rules.EntryOverlaps):
        _change(mine, "leitung", **other)


def test_no_new_time_on_closed_projects(app):
    done, running = given.project("Fertig", status="completed"), given.project()
    with pytest.raises(rules.ProjectIsClosed):
        entry(done.id, "20 09:00", "20 10:00")
    made = entry(running.id, "20 09:00", "20 10:00")
    with pytest.raises(rules.ProjectIsClosed):
        _change(made, project_id=done.id)


def test_stale_and_deleted(app):
    made = entry(given.project().id, "20 09:00", "20 10:00")
    _change(made, note="eins", version=1)
    with pytest.raises(Stale):
        _change(made, note="zwei", version=1)
    actions.delete_entry(made, by=cast.viewer("mitarbeit"))
    assert [record.action for record in _recorded()] == ["created", "changed", "deleted"]


def test_time_keeps_its_project_and_person(app):
    project = given.project()
    entry(project.id, "20 09:00", "20 10:00")
    with pytest.raises(ProjectIsUsed):
        delete_project(project, by=cast.viewer("leitung"))
    with pytest.raises(IsUsed):
        delete_employee(cast.employee("mitarbeit"), by=cast.viewer("admin"))


# the timer


def test_the_timer_runs_and_stops(app):
    project, by = given.project(), cast.viewer("mitarbeit")
    started = actions.start_timer(project.id, "Analyse", by=by, now=NOW)
    assert queries.running_entry(by) is started and queries.running_entry(cast.viewer("fremd")) is None
    with pytest.raises(rules.TimerIsRunning):
        actions.start_timer(project.id, by=by, now=NOW + timedelta(hours=1))
    stopped = actions.stop_timer(by=by, now=NOW + timedelta(hours=2, seconds=5))
    assert stopped.id == started.id and stopped.duration == timedelta(hours=2, seconds=5)
    with pytest.raises(rules.NoTimerRuns):
        actions.stop_timer(by=by, now=NOW)
    assert [record.action for record in _recorded()] == ["created", "changed"]


def test_start_and_stop_in_one_second(app):
    project, by = given.project(), cast.viewer("mitarbeit")
    for part in range(1, 5):
        now = NOW + timedelta(milliseconds=part * 150)
        actions.start_timer(project.id, by=by, now=now)
        stopped = actions.stop_timer(by=by, now=now + timedelta(milliseconds=50))
        assert stopped.duration == timedelta(seconds=1)
        if part == 2:
            break
    with pytest.raises(rules.EntryOverlaps):
        actions.start_timer(project.id, by=by, now=NOW + timedelta(milliseconds=600))
    actions.start_timer(project.id, by=by, now=NOW + timedelta(seconds=2))


def test_a_forgotten_timer_is_cut_or_discarded(app):
    project, by = given.project(), cast.viewer("mitarbeit")
    actions.start_timer(project.id, by=by, now=at("18 09:00"))
    with pytest.raises(rules.TimerWasForgotten):
        actions.stop_timer(by=by, now=at("19 09:00:01"))
    with pytest.raises(rules.TooLong):
        actions.stop_timer(by=by, now=NOW, end=at("19 09:00:01"))
    with pytest.raises(rules.EndBeforeStart):
        actions.stop_timer(by=by, now=NOW, end=at("18 08:00"))
    assert actions.stop_timer(by=by, now=NOW, end=at("18 17:30")).duration == timedelta(hours=8.5)
    actions.start_timer(project.id, by=by, now=at("19 09:00"))
    actions.discard_timer(by=by)
    assert queries.running_entry(by) is None
    with pytest.raises(rules.NoTimerRuns):
        actions.discard_timer(by=by)


def test_two_days_exactly_at_the_limit(app):
    by = cast.viewer("mitarbeit")
    actions.start_timer(given.project().id, by=by, now=at("18 09:00"))
    assert actions.stop_timer(by=by, now=at("19 09:00:00.500")).duration == timedelta(hours=24)


def test_an_entry_that_is_moved_while_one_waits_for_it(app, monkeypatch):
    """Its project is locked before the entry, whatever it was a moment ago."""
    here, there = given.project(), given.project()
    made = entry(here.id, "20 09:00", "20 10:00")
    values = {"project_id": here.id, "start_time": made.start_time, "end_time": made.end_time}
    hold = actions._hold_employees

    def meanwhile(*ids):
        hold(*ids)
        db.session.execute(update(TimeEntry.__table__).values(project_id=there.id))

    monkeypatch.setattr(actions, "_hold_employees", meanwhile)
    changed = actions.change_entry(made, values, by=cast.viewer("admin"), now=NOW)
    assert changed.project_id == here.id
