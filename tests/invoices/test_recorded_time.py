"""What was recorded is never changed by how it is billed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from app.database import db
from app.invoices.actions import delete_draft
from app.invoices.queries import billing
from app.invoices.rules import GroupBy
from app.time_tracking.models import TimeEntry
from app.time_tracking.rules import TimeRounding
from tests import cast
from tests.invoices.given import cancel, issue
from tests.invoices.test_billing import bill
from tests.projects.given import project
from tests.time_tracking.given import at, entry

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)


def recorded(id_):
    db.session.rollback()
    found = db.session.get_one(TimeEntry, id_)
    return found.start_time, found.end_time, found.duration


@pytest.fixture
def odd(app):
    """A function that records 67 minutes and a second on a project of this rounding."""

    def made(rounding="up_15"):
        of = project(hourly_rate=Decimal(95), rounding=rounding)
        return entry(of.id, "16 09:03", "16 10:10:01")

    return made


@pytest.mark.parametrize("rounding", [str(one) for one in TimeRounding])
@pytest.mark.parametrize("group_by", [str(one) for one in GroupBy])
def test_rounding_changes_the_line_and_not_the_entry(odd, rounding, group_by):
    made = odd(rounding)
    expected = (at("16 09:03"), at("16 10:10:01"), timedelta(hours=1, minutes=7, seconds=1))
    bill(group_by=group_by, project_id=made.project_id)
    assert recorded(made.id) == expected


def test_the_line_is_rounded(odd):
    (line,) = bill(project_id=odd().project_id).line_items
    assert line.quantity == Decimal("1.25")


@pytest.mark.parametrize("end", ["issued", "cancelled", "deleted"])
def test_whatever_becomes_of_the_invoice(odd, end):
    made = odd()
    before = recorded(made.id)
    invoice = bill(project_id=made.project_id)
    if end == "deleted":
        delete_draft(invoice, by=cast.viewer("leitung"))
    else:
        issue(invoice)
    if end == "cancelled":
        cancel(invoice)
    assert recorded(made.id) == before


def test_the_preview_counts_what_was_recorded(odd):
    made = odd()
    found = billing(
        viewer=cast.viewer("leitung"),
        project_id=made.project_id,
        customer_id=None,
        from_date=None,
        to_date=None,
        group_by=GroupBy.ENTRY,
    )
    assert found.recorded == timedelta(hours=1, minutes=7, seconds=1)
