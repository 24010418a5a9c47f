"""What processes do at the same moment; see test_races."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.company import actions
from app.company.rules import Series
from app.database import atomic
from app.people.actions import create_employee
from app.people.queries import find_role
from tests import factories
from tests.projects import given as projects

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)


@atomic
def give() -> int:
    """The next number of the customers."""
    return actions.next_number(Series.CUSTOMER, DAY)[1]


def set_next(value: int) -> None:
    """Says which number comes next."""
    values = {"pattern": "K-{number:05}", "yearly": False, "next_value": value}
    actions.change_series(Series.CUSTOMER, values, by=None, now=NOW)


def customer(_who: int) -> str:
    return factories.customer().number


def project(_who: int) -> str:
    return projects.project().number


def employee(who: int) -> str:
    role = find_role("Mitarbeit")
    assert role is not None
    values = {"firstname": "Nele", "lastname": "Neu", "email": f"neu{who}@example.com", "role_id": role.id}
    return create_employee(values, by=None, now=NOW).employee_code
