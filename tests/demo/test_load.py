"""The demonstration company: as many records as promised, the same each time, nothing after now."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import delete, func, select, text

from app.audit.queries import verify
from app.crm.models import Contact, Customer
from app.database import atomic, db
from app.demo.load import DatabaseIsInUse, load_small
from app.invoices.models import Invoice, InvoiceLine, Payment
from app.invoices.rules import InvoiceStatus
from app.people.models import Department, Employee
from app.projects.models import Project
from app.projects.rules import ProjectStatus
from app.time_tracking.models import TimeEntry
from tests.conftest import DEMONSTRATED as NOW
from tests.pages import Pages

COUNTS = {
    Department: 4,
    Employee: 12,
    Customer: 60,
    Contact: 100,
    Project: 40,
    TimeEntry: 1500,
    Invoice: 120,
}


@pytest.fixture
def small(demonstration):
    """The small company."""
    with demonstration.app.app_context():
        yield demonstration
        db.session.remove()


def count(model, *conditions) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0)


@pytest.mark.parametrize("model", COUNTS)
def test_there_are_so_many(small, model):
    assert count(model) == COUNTS[model]


def test_there_are_projects_of_every_status(small):
    assert set(db.session.scalars(select(Project.status))) == set(ProjectStatus)


def test_there_are_documents_of_every_status(small):
    kinds = Counter(invoice.status_on(NOW.date()) for invoice in db.session.scalars(select(Invoice)))
    assert set(kinds) == set(InvoiceStatus), kinds


def test_one_timer_runs(small):
    assert count(TimeEntry, TimeEntry.end_time.is_(None)) == 1


def test_the_administrator_records_no_time(small):
    admin = select(Employee.id).where(Employee.email == "admin@example.com").scalar_subquery()
    assert count(TimeEntry, TimeEntry.employee_id == admin) == 0


@pytest.mark.parametrize(
    ("moment", "now"),
    [(TimeEntry.end_time, NOW), (Payment.payment_date, NOW.date()), (Invoice.issued_date, NOW.date())],
    ids=str,
)
def test_nothing_lies_after_now(small, moment, now):
    assert db.session.scalar(select(func.max(moment))) <= now


def test_numbers_have_no_gap(small):
    of_this_year = select(Invoice.value).where(Invoice.series == "invoice", Invoice.year == NOW.year)
    numbers = sorted(db.session.scalars(of_this_year))
    assert numbers == list(range(1, len(numbers) + 1)) != []


def test_the_record_of_changes_holds(small):
    assert verify()[1] is None


def test_it_can_be_signed_in_to(small):
    assert Pages(small.app)(None).raw("GET", "/sign-in").status_code == 200


def test_it_is_loaded_once(small):
    with pytest.raises(DatabaseIsInUse):
        load_small(now=NOW)


def lines() -> list[tuple]:
    """What stands on the documents."""
    query = select(InvoiceLine.description, InvoiceLine.net, InvoiceLine.quantity)
    return sorted(map(tuple, db.session.execute(query)))


@pytest.mark.on("sqlite")  # chance is Python's
def test_the_same_seed_gives_the_same_company(app, servers):
    @atomic
    def clear():
        db.session.execute(text("UPDATE department SET manager_id = NULL"))
        for table in reversed(db.metadata.sorted_tables):
            if not table.name.startswith("audit_"):
                db.session.execute(delete(table))

    clear()
    load_small(now=NOW)
    once = lines()
    other = servers("sqlite", "demo")
    other.reset()
    with other.app.app_context():
        assert lines() == once
        db.session.remove()
