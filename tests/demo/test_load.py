"""The demonstration company: as many records as promised, the same each time, nothing after now."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, func, select, text

from app.audit.queries import verify
from app.crm.models import Contact, Customer
from app.database import atomic, db
from app.demo.load import DatabaseIsInUse, load_small
from app.invoices.models import Invoice, InvoiceLine, Payment
from app.people.models import Department, Employee
from app.projects.models import Project
from app.time_tracking.models import TimeEntry

NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
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
def empty(app):
    @atomic
    def clear():
        db.session.execute(text("UPDATE department SET manager_id = NULL"))
        for table in reversed(db.metadata.sorted_tables):
            if not table.name.startswith("audit_"):
                db.session.execute(delete(table))

    clear()
    return app


def test_the_small_company(empty, outside):
    load_small(now=NOW)
    for model, count in COUNTS.items():
        assert db.session.scalar(select(func.count()).select_from(model)) == count, model
    assert set(db.session.scalars(select(Project.status))) == {
        "planned",
        "in_progress",
        "completed",
        "cancelled",
    }
    assert db.session.scalar(select(func.count()).where(TimeEntry.end_time.is_(None))) == 1
    admin = select(Employee.id).where(Employee.email == "admin@example.com").scalar_subquery()
    assert not db.session.scalar(select(func.count()).where(TimeEntry.employee_id == admin))
    assert db.session.scalar(select(func.max(TimeEntry.end_time))) <= NOW
    assert db.session.scalar(select(func.max(Payment.payment_date))) <= NOW.date()
    assert db.session.scalar(select(func.max(Invoice.issued_date))) <= NOW.date()
    numbers = sorted(
        db.session.scalars(select(Invoice.value).where(Invoice.series == "invoice", Invoice.year == 2026))
    )
    assert numbers == list(range(1, len(numbers) + 1))
    kinds = Counter(invoice.status_on(NOW.date()) for invoice in db.session.scalars(select(Invoice)))
    assert set(kinds) == {"draft", "sent", "partial", "paid", "overdue", "cancelled"}, kinds
    assert verify()[1] is None
    client = outside.test_client()
    assert client.get("/sign-in").status_code == 200
    with pytest.raises(DatabaseIsInUse):
        load_small(now=NOW)


def test_the_same_seed_gives_the_same_company(empty):
    def figures():
        lines = db.session.execute(
            select(InvoiceLine.description, InvoiceLine.net).order_by(
                InvoiceLine.net, InvoiceLine.description
            )
        )
        return [tuple(row) for row in lines]

    class Undo(Exception):
        pass

    @atomic
    def load():
        load_small(seed=7, now=NOW)
        found.append(figures())
        raise Undo

    found = []
    for _time in range(2):
        with pytest.raises(Undo):
            load()
    assert found[0] == found[1] and len(found[0]) > 120
