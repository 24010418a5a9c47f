"""A process of its own that gives numbers, or sets the next one; see test_series."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.company import actions
from app.company.queries import series_of
from app.company.rules import NextNumberIsUsed, Series
from app.database import atomic, db
from tests.processes import compete

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
CHANGED = {"pattern": "K-{number:05}", "yearly": False}


@atomic
def _give() -> int:
    return actions.next_number(Series.CUSTOMER, DAY)[1]


def give(count: int) -> list[int]:
    """So many numbers."""
    return [_give() for _number in range(count)]


def jump(times: int) -> dict[str, list[int]]:
    """Sets a next number as soon as the one before is used up, and gives one itself at the end."""
    accepted: list[int] = []
    wanted = 1
    while len(accepted) < times:
        try:
            actions.change_series(Series.CUSTOMER, CHANGED | {"next_value": wanted}, by=None, now=NOW)
        except NextNumberIsUsed as refused:
            wanted = refused.params["lowest"] + 20
            continue
        accepted.append(wanted)
        if not _is_used_up():
            break
    return {"accepted": accepted, "given": give(1)}


def _is_used_up() -> bool:
    """Looks again and again until somebody took the next number; False when nobody does any more."""
    for _look in range(3000):
        db.session.rollback()
        if series_of(Series.CUSTOMER).next_value is None:
            return True
    return False


if __name__ == "__main__":
    compete({"give": give, "jump": jump})
