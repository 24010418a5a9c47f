"""Many at once: no gap and no duplicate in the numbers, never an overpaid invoice, nothing half done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from app.audit.queries import verify
from app.database import db
from app.invoices.actions import create_draft
from app.invoices.models import Invoice
from app.invoices.queries import payments_of
from tests import cast, factories
from tests.invoices.given import TODAY, draft, issue, issued, line

pytestmark = pytest.mark.processes
ROOT = Path(__file__).parents[2]
PROCESSES = 8


def start(server, verb: str, ids: list[str]) -> subprocess.Popen[str]:
    environment = os.environ | {
        "APP_ENV": "test",
        "DATA_DIR": str(server.folder),
        "DATABASE_URL": server.url,
        "SECRET_KEY": "a secret that is only for tests, long enough",
        "LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.invoices.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps({"verb": verb, "ids": ids, "today": TODAY.isoformat()}))
    process.stdin.close()
    process.stdin = None
    return process


def results(started: list[subprocess.Popen[str]]) -> list[int]:
    found = [process.communicate(timeout=120) for process in started]
    assert all(process.returncode == 0 for process in started), [errors for _output, errors in found]
    return [int(output) for output, _errors in found]


def test_numbers_have_no_gap_whatever_runs_in_parallel(app, server):
    customer = factories.customer()
    values = {"customer_id": customer.id, "line_items": [line()]}
    ids = [str(create_draft(values, by=cast.viewer("admin")).id) for _number in range(200)]
    db.session.rollback()
    assert sum(results([start(server, "issue", ids[part::PROCESSES]) for part in range(PROCESSES)])) == 200
    numbers = sorted(db.session.scalars(select(Invoice.invoice_number)))
    assert numbers == [f"RE-2026-{number:05}" for number in range(1, 201)]
    assert sorted(db.session.scalars(select(Invoice.value))) == list(range(1, 201))
    assert verify()[1] is None


def test_an_invoice_is_never_overpaid(app, server):
    made = issued(line("1", "1000", "0"))
    ids = [str(made.id)]
    db.session.rollback()
    assert sum(results([start(server, "pay", ids) for _number in range(PROCESSES)])) == 10
    db.session.rollback()
    assert made.paid_amount == made.total == sum((one.amount for one in payments_of(made)), Decimal(0))


def test_a_process_that_is_killed_leaves_nothing(app, server):
    made = draft()
    ids = [str(made.id)]
    db.session.rollback()
    killed = start(server, "die", ids)
    killed.communicate(timeout=60)
    assert killed.returncode == -9
    db.session.rollback()
    assert (made.invoice_number, made.issued_at) == (None, None)
    assert issue(made).invoice_number == "RE-2026-00001"
    assert verify()[1] is None
