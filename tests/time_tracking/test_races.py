"""Two people at once: neither overlapping entries, nor two timers, nor one entry on two invoices."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sqlalchemy import func, select

from app.database import db
from app.time_tracking.actions import discard_timer
from app.time_tracking.models import TimeEntry
from app.time_tracking.rules import EntryIsInvoiced, EntryOverlaps, TimerIsRunning
from tests import cast
from tests.processes import Racers, refused
from tests.projects import given
from tests.time_tracking import racing
from tests.time_tracking.given import entry
from tests.time_tracking.invoices import draft

pytestmark = pytest.mark.processes


def test_time_is_never_recorded_twice(app, server):
    project = given.project().id
    with Racers(server, 3) as race:
        for turn in race.rounds:
            answers = race(*((racing.record, project, hour) for hour in range(3 * turn, 3 * turn + 3)))
            assert set(answers) <= {None, EntryOverlaps}, answers
    rows = list(db.session.scalars(select(TimeEntry).order_by(TimeEntry.start_time)))
    assert len(rows) > 1
    assert all(one.end_time <= two.start_time for one, two in pairwise(rows))


def test_one_timer_runs(app, server):
    project = given.project().id
    with Racers(server, 2) as race:
        for _round in race.rounds:
            answers = race(*[(racing.start_timer, project)] * 2)
            assert refused(answers) == [TimerIsRunning]
            assert db.session.scalar(select(func.count()).select_from(TimeEntry)) == 1
            discard_timer(by=cast.viewer("leitung"))


def test_an_entry_is_on_one_live_invoice(app, server):
    project = given.project()
    drafts = [draft(project), draft(project)]
    with Racers(server, 2) as race:
        for turn in race.rounds:
            made = entry(project.id, f"20 09:{turn:02}", f"20 09:{turn + 1:02}").id
            answers = race(*((racing.bill, made, *ids) for ids in drafts))
            assert refused(answers) == [EntryIsInvoiced]
            assert db.session.get_one(TimeEntry, made).invoice_id is not None
