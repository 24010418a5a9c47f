"""What of the recorded time is to be billed, and at which rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from app.company.actions import change_company
from app.company.queries import get_company
from app.database import atomic, db, new_id
from app.people.models import Employee
from app.time_tracking import actions, queries, rules
from app.time_tracking.models import TimeEntry
from app.time_tracking.rules import RateSource, Rounding
from app.values.refusals import NotThere
from tests import cast, factories
from tests.projects import given
from tests.time_tracking.given import at, entry
from tests.time_tracking.invoices import draft


def test_the_rate_is_the_first_that_is_set(app):
    customer = factories.customer(hourly_rate=Decimal("90.0000"))
    project = given.project(customer_id=customer.id, hourly_rate=Decimal("95.5000"))
    plain = given.project(customer_id=factories.customer("Ohne Satz").id)
    of_customer = given.project(customer_id=customer.id)
    made = {
        RateSource.ENTRY: entry(project.id, "20 08:00", "20 09:00", hourly_rate=Decimal("0.0000")),
        RateSource.PROJECT: entry(project.id, "20 09:00", "20 10:00"),
        RateSource.CUSTOMER: entry(of_customer.id, "20 10:00", "20 11:00"),
    }
    for source, found in made.items():
        assert found.rate_source is source
    last = entry(plain.id, "20 12:00", "20 13:00")
    assert last.rate == (None, None)
    change_company({"hourly_rate": Decimal("80.0000")}, by=None)
    last = queries.TIME_ENTRY.get(last.id, cast.viewer("mitarbeit"))
    assert last.rate == (Decimal("80.0000"), RateSource.COMPANY)
    db.session.get(Employee, last.employee_id).hourly_rate = Decimal("85.0000")
    db.session.commit()
    last = queries.TIME_ENTRY.get(last.id, cast.viewer("mitarbeit"))
    assert last.rate == (Decimal("85.0000"), RateSource.EMPLOYEE)
    assert queries.entry_rate(last, Decimal(80)) == last.rate


def test_the_rounding_of_project_customer_company(app):
    customer = factories.customer(rounding="nearest_5")
    own = entry(given.project(customer_id=customer.id, rounding="up_15").id, "20 08:00", "20 09:00")
    of_customer = entry(given.project(customer_id=customer.id).id, "20 09:00", "20 10:00")
    of_company = entry(given.project(customer_id=factories.customer("X").id).id, "20 10:00", "20 11:00")
    company = get_company()
    assert queries.entry_rounding(own, company) == Rounding(15, "up")
    assert queries.entry_rounding(of_customer, company) == Rounding(5, "nearest")
    assert queries.entry_rounding(of_company, company) == Rounding()


@pytest.fixture
def billable(app):
    """Entries that can be billed by their names, among others that cannot; and two projects."""
    project = given.project()
    other = given.project("Anderes", customer_id=factories.customer("Kanzlei Öztürk").id)
    late = entry(project.id, "20 14:00", "20 15:00")
    early = entry(project.id, "19 23:30", "20 00:30")
    entry(project.id, "20 08:00", "20 09:00", billable=False)
    theirs = entry(other.id, "20 09:00", "20 10:00", of="fremd")
    entry(project.id, "20 16:00", None)
    return SimpleNamespace(project=project, other=other, late=late, early=early, theirs=theirs)


def test_billable_entries_come_in_their_order(billable):
    found = queries.billable_entries(viewer=cast.viewer("leitung"))
    assert found == [billable.early, billable.theirs, billable.late]


def test_billable_entries_are_narrowed_by_project_customer_and_day(billable):
    def found(**wanted):
        return queries.billable_entries(viewer=cast.viewer("leitung"), **wanted)

    assert found(project_id=billable.project.id) == [billable.early, billable.late]
    assert found(customer_id=billable.other.customer_id) == [billable.theirs]
    assert found(from_date=date(2026, 11, 20), project_id=billable.project.id) == [billable.late]
    assert found(to_date=date(2026, 11, 19)) == [billable.early]


def test_billable_entries_are_those_that_one_sees(billable):
    assert queries.billable_entries(viewer=cast.viewer("fremd")) == [billable.theirs]


def test_billable_entries_cost_two_statements(billable, queries_seen):
    """The entries with all that billing asks of them, and the company."""
    leitung = cast.viewer("leitung")
    db.session.expire_all()
    with queries_seen() as seen:
        company = get_company()
        for one in queries.billable_entries(viewer=leitung):
            assert one.project.customer.name and one.employee.name and one.rate
            assert queries.entry_rounding(one, company) is not None
    assert len(seen) == 2


@pytest.fixture
def queries_seen(queries):
    return queries


def test_an_entry_is_on_one_invoice(app):
    project = given.project()
    made = [entry(project.id, f"20 {hour}:00", f"20 {hour}:30") for hour in (10, 11, 12)]
    by = cast.viewer("leitung")
    invoice_id, line_id, other_line = draft(project, lines=2)
    actions.bill_entries([one.id for one in made[:2]], invoice_id, line_id, by=by)
    assert {one.invoice_id for one in made[:2]} == {invoice_id} and made[0].state == "billed"
    with pytest.raises(rules.EntryIsInvoiced):
        actions.bill_entries([made[2].id, made[1].id], invoice_id, other_line, by=by)
    assert db.session.get(TimeEntry, made[2].id).invoice_id is None, "all or nothing"
    for refused in (
        lambda: actions.delete_entry(made[0], by=by),
        lambda: actions.change_entry(made[0], {}, by=by, now=at("20 18:00")),
    ):
        with pytest.raises(rules.EntryIsInvoiced):
            refused()
    assert queries.billable_entries(viewer=by) == [made[2]]
    with pytest.raises(NotThere):
        actions.bill_entries([new_id()], invoice_id, line_id, by=by)
    actions.bill_entries([made[2].id], invoice_id, other_line, by=by)
    actions.free_line(line_id, by=by)
    assert queries.billable_entries(viewer=by) == made[:2]
    actions.free_entries(invoice_id, by=by)
    assert queries.billable_entries(viewer=by) == made


def test_what_is_not_billable_is_not_billed(app):
    project = given.project()
    invoice_id, line_id = draft(project)
    for made in (
        entry(project.id, "20 08:00", "20 09:00", billable=False),
        entry(project.id, "20 09:00", None),
    ):
        with pytest.raises(NotThere):
            actions.bill_entries([made.id], invoice_id, line_id, by=cast.viewer("leitung"))


def test_locked_reading_gives_the_same(app):
    project = given.project()
    made = entry(project.id, "20 08:00", "20 09:00")
    locked = atomic(lambda: queries.billable_entries(viewer=cast.viewer("admin"), locked=True))
    assert locked() == [made]


def test_the_week(app):
    project = given.project()
    entry(project.id, "15 23:30", "16 00:30")
    entry(project.id, "16 09:00", "16 10:30")
    entry(project.id, "22 23:00", "23 01:00")
    entry(project.id, "20 09:00", "20 10:00", of="fremd")
    total = queries.week_total(cast.viewer("mitarbeit"), date(2026, 11, 18))
    assert total.total_seconds() == 3.5 * 3600
    assert not queries.week_total(cast.viewer("mitarbeit"), date(2026, 11, 2))
