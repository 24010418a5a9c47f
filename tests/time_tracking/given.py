"""Time entries for tests, and the moments they are told in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.time_tracking.actions import create_entry
from app.time_tracking.models import TimeEntry
from tests import cast

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


def at(text: str, fold: int = 0) -> datetime:
    """`20 09:30` in November 2026, or `2026-10-25 02:30`, in Berlin."""
    text = f"2026-11-{text}" if text[2] == " " else text
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)


def entry(
    project_id: UUID, start: str, end: str | None, *, of: str = "mitarbeit", **values: Any
) -> TimeEntry:
    """An entry of one of the cast, by the administration."""
    given = {
        "project_id": project_id,
        "employee_id": cast.employee(of).id,
        "start_time": at(start),
        "end_time": None if end is None else at(end),
    }
    return create_entry(given | values, by=cast.viewer("admin"), now=NOW + timedelta(days=30))
