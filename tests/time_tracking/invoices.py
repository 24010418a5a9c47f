"""A draft whose lines time can be put on, for tests that look from the side of time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.invoices.actions.drafts import create_draft
from app.projects.models import Project
from tests import cast


def draft(project: Project, lines: int = 1) -> tuple[Any, ...]:
    """The ids of a draft for the project's customer and of its lines."""
    line = {
        "description": "Beratung",
        "quantity": Decimal("1.000"),
        "unit": "Std.",
        "unit_price": Decimal("95.0000"),
        "tax_rate": Decimal("19.00"),
        "discount_percent": Decimal("0.00"),
    }
    values = {"customer_id": project.customer_id, "project_id": project.id, "line_items": [line] * lines}
    made = create_draft(values, by=cast.viewer("admin"))
    return (made.id, *(item.id for item in made.line_items))
