"""Projects for tests, made through the action that people use."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from app.projects.actions import create_project
from app.projects.models import Project
from tests import cast, factories

NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)


def project(title: str = "Relaunch Intranet", **values: Any) -> Project:
    """A running project of the department Beratung."""
    given = {
        "title": title,
        "status": "in_progress",
        "start_date": date(2026, 11, 1),
        "department_id": cast.department("Beratung"),
        "member_ids": [],
    }
    if "customer_id" not in values:
        given["customer_id"] = factories.customer().id
    return create_project(given | values, by=cast.viewer("admin"), now=NOW)
