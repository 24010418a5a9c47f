"""Two processes at once: neither overlapping entries, nor two timers, nor one entry on two invoices."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.database import db
from app.time_tracking.models import TimeEntry
from tests import cast
from tests.projects import given
from tests.time_tracking.given import entry
from tests.time_tracking.invoices import draft

RUN = """
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID
from app import create_app
from app.accounts.queries import viewer_of
from app.people.queries import find_by_email
from app.time_tracking import actions
from app.values.refusals import Refusal

app = create_app()
with app.app_context():
    by = viewer_of(find_by_email("leitung@example.com"))
    now = datetime(2026, 11, 20, 16, tzinfo=UTC)
    print("ready", flush=True)
    sys.stdin.readline()
    won = 0
    what, *ids = sys.argv[1:]
    for number in range(15):
        try:
            if what == "overlap":
                start = now - timedelta(hours=number + 1)
                values = {"project_id": UUID(ids[0]), "start_time": start, "end_time": start + timedelta(minutes=90)}
                actions.create_entry(values, by=by, now=now)
            elif what == "timer":
                actions.start_timer(UUID(ids[0]), by=by, now=now)
            else:
                actions.bill_entries([UUID(ids[2 + number])], UUID(ids[0]), UUID(ids[1]), by=by)
            won += 1
        except Refusal:
            pass
    print(won, flush=True)
"""


def race(server: Any, *commands: list[str]) -> list[int]:
    """Starts the processes, lets them go at the same moment, and gives how often each one won."""
    db.session.rollback()  # our own reading ends: what comes next is read afresh
    env = {
        "APP_ENV": "test",
        "DATA_DIR": str(server.folder),
        "DATABASE_URL": server.url,
        "SECRET_KEY": "a secret that is only for tests, long enough",
        "LOG_LEVEL": "ERROR",
        "PATH": "/usr/bin:/bin",
    }
    started = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, *command],
            env=env,
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    for process in started:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    results = [process.communicate(timeout=60)[0].strip() for process in started]
    assert all(process.returncode == 0 for process in started)
    return [int(result) for result in results]


@pytest.mark.processes
def test_time_is_never_recorded_twice(app, server):
    project = str(given.project().id)
    won = race(server, *[["overlap", project]] * 3)
    rows = list(
        db.session.execute(select(TimeEntry.start_time, TimeEntry.end_time).order_by(TimeEntry.start_time))
    )
    assert len(rows) == sum(won) and rows
    assert all(one.end_time <= two.start_time for one, two in pairwise(rows))


@pytest.mark.processes
def test_one_timer_runs(app, server):
    project = str(given.project().id)
    assert sum(race(server, *[["timer", project]] * 3)) == 1
    assert db.session.scalar(select(func.count()).select_from(TimeEntry)) == 1


@pytest.mark.processes
def test_an_entry_is_on_one_live_invoice(app, server):
    project = given.project()
    who = cast.employee("leitung").id
    made = [
        entry(project.id, f"20 09:{minute:02}", f"20 09:{minute + 1:02}", employee_id=who)
        for minute in range(15)
    ]
    drafts = [draft(project), draft(project)]
    ids = [str(one.id) for one in made]
    won = race(server, *[["bill", *map(str, ids_of_draft), *ids] for ids_of_draft in drafts])
    assert sum(won) == len(made)
    db.session.expire_all()
    billed = select(func.count()).select_from(TimeEntry).where(TimeEntry.invoice_id.is_not(None))
    assert db.session.scalar(billed) == len(made)
