"""What processes do at the same moment; see test_races."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.time_tracking import actions
from tests import cast
from tests.time_tracking.given import NOW


def record(project_id: UUID, hour: int) -> None:
    """Ninety minutes of work, so many hours ago."""
    start = NOW - timedelta(hours=hour)
    values = {"project_id": project_id, "start_time": start, "end_time": start + timedelta(minutes=90)}
    actions.create_entry(values, by=cast.viewer("leitung"), now=NOW)


def start_timer(project_id: UUID) -> None:
    actions.start_timer(project_id, by=cast.viewer("leitung"), now=NOW)


def bill(entry_id: UUID, invoice_id: UUID, line_id: UUID) -> None:
    actions.bill_entries([entry_id], invoice_id, line_id, by=cast.viewer("leitung"))
