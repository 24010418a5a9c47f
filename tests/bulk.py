"""Many rows at once, straight into the tables: for what must not grow with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select, text

from app.crm.models import Contact, Customer
from app.database import atomic, db
from app.invoices.models import Invoice, InvoiceLine, Payment
from app.people.models import Department, Employee
from app.projects.models import Project
from app.time_tracking.models import TimeEntry
from tests import cast
from tests.invoices import given

START = datetime(2020, 1, 1, 8, tzinfo=UTC)


@atomic
def fill(count: int, first: int = 0) -> None:
    """`count` more of everything that has a list; numbers go on from `first`."""
    role = cast.employee("mitarbeit").role_id
    department, leitung = cast.department(), cast.employee("leitung").id
    numbers = range(first, first + count)
    customers = [
        Customer(number=f"B-{number:06}", name=f"Kunde {number:06}", type="B2B", city="Koblenz")
        for number in numbers
    ]
    db.session.add_all(customers)
    db.session.add_all(Department(name=f"Abteilung {number:06}") for number in numbers)
    db.session.add_all(
        Employee(
            employee_code=f"B-{number:06}",
            firstname="Nele",
            lastname=f"Neu {number:06}",
            email=f"neu{number}@example.com",
            role_id=role,
            department_id=department,
        )
        for number in numbers
    )
    db.session.flush()
    db.session.add_all(
        Contact(customer_id=customer.id, firstname="Åsa", lastname=customer.name) for customer in customers
    )
    projects = [
        Project(
            number=f"B-{number:06}",
            customer_id=customer.id,
            department_id=department,
            title=f"Projekt {number:06}",
            status="in_progress",
            start_date=START.date(),
        )
        for number, customer in zip(numbers, customers, strict=True)
    ]
    db.session.add_all(projects)
    db.session.flush()
    db.session.add_all(
        TimeEntry(
            employee_id=leitung,
            project_id=project.id,
            start_time=START + timedelta(hours=number),
            end_time=START + timedelta(hours=number, minutes=30),
            duration=timedelta(minutes=30),
            note="Warenkorb",
        )
        for number, project in zip(numbers, projects, strict=True)
    )
    invoices = [
        Invoice(
            customer_id=customer.id, number_key=f"~{number:06}", subtotal=Decimal(100), total=Decimal(100)
        )
        for number, customer in zip(numbers, customers, strict=True)
    ]
    db.session.add_all(invoices)
    db.session.flush()
    db.session.add_all(
        InvoiceLine(
            invoice_id=invoice.id,
            position=1,
            description="Wartung",
            quantity=Decimal(1),
            unit="Std.",
            unit_price=Decimal(100),
            tax_rate=Decimal(0),
            discount_percent=Decimal(0),
            net=Decimal(100),
        )
        for invoice in invoices
    )


def pay(count: int) -> None:
    """`count` payments of one cent on one invoice, which is found or made."""
    found = db.session.scalar(select(Invoice).where(Invoice.issued_at.is_not(None)))
    invoice = found or given.issued(given.line("1", "1000"))

    @atomic
    def book() -> None:
        for _number in range(count):
            db.session.add(
                Payment(
                    invoice_id=invoice.id,
                    amount=Decimal("0.01"),
                    payment_date=given.TODAY,
                    method="bank_transfer",
                )
            )
        paid = text("UPDATE invoice SET paid_amount = paid_amount + :count WHERE issued_at IS NOT NULL")
        db.session.execute(paid, {"count": count})

    book()
