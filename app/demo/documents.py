"""Invoices and payments of the demonstration company, issued day by day as they would have been."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from app.crm.models import Customer
from app.database import attempt
from app.demo import names
from app.invoices import rules
from app.invoices.actions import book_payment, cancel_invoice, create_draft, draft_from_time, issue_invoice
from app.invoices.models import Invoice
from app.permissions import Viewer
from app.projects.models import Project
from app.values.refusals import Refusal

DOCUMENTS = 120
CANCELLED = 5
DRAFTS = 7


def _months(today: date) -> Iterator[tuple[date, date]]:
    """First and last day of the eleven months before this one."""
    first = today.replace(day=1)
    spans = []
    for _number in range(11):
        last = first - timedelta(days=1)
        first = last.replace(day=1)
        spans.append((first, last))
    yield from reversed(spans)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), UTC)


def _by_hand(chance: Random, customer: Customer, project: Project | None, taxed: bool) -> dict[str, Any]:
    lines = [
        {
            "description": description,
            "quantity": Decimal(chance.randrange(1, 12)),
            "unit": unit,
            "unit_price": Decimal(price),
            "tax_rate": Decimal(rate) if taxed else Decimal(0),
            "discount_percent": Decimal(10) if chance.random() < 0.2 else Decimal(0),
        }
        for description, unit, price, rate in chance.sample(names.ARTICLES, chance.randrange(1, 4))
    ]
    return {"customer_id": customer.id, "project_id": project.id if project else None, "line_items": lines}


def _pay(chance: Random, number: int, invoice: Invoice, today: date, by: Viewer) -> None:
    """Pays most of what is old, some of what is new, and every sixteenth only in part."""
    assert invoice.issued_date is not None
    age = (today - invoice.issued_date).days
    part = number % 16 == 7
    if age < 6 or (not part and chance.random() > (0.93 if age > 60 else 0.45)):
        return
    day = min(today, invoice.issued_date + timedelta(days=chance.randrange(5, 30)))
    amount = (invoice.total / 2).quantize(Decimal("0.01")) if part else invoice.total
    method = chance.choice(("bank_transfer", "bank_transfer", "bank_transfer", "paypal", "credit_card"))
    values = {"amount": amount, "payment_date": day, "method": method, "reference": invoice.invoice_number}
    book_payment(invoice, values, by=by, now=_moment(today))


def _due_to_bill(projects: list[Project]) -> list[Project]:
    return [project for project in projects if project.status in ("in_progress", "completed")]


def invoices(
    chance: Random, today: date, customers: list[Customer], projects: list[Project], by: Viewer
) -> list[Invoice]:
    """120 documents: from the time of each month, by hand, some cancelled, some paid, some drafts."""
    issued: list[Invoice] = []
    months = list(_months(today))
    per_month = (DOCUMENTS - CANCELLED - DRAFTS) // len(months) + 1
    wanted = DOCUMENTS - CANCELLED - DRAFTS
    for number, (first, last) in enumerate(months):
        day = last + timedelta(days=2)
        left = wanted - len(issued)
        count = left if number == len(months) - 1 else min(per_month, left)
        for place, draft in enumerate(_drafts(chance, count, first, last, customers, projects, by)):
            when = min(today, day + timedelta(days=place * 2))
            issued.append(issue_invoice(draft, by=by, now=_moment(when)))
    for place in sorted(chance.sample(range(len(issued) - 20), CANCELLED)):
        day = (issued[place].issued_date or today) + timedelta(days=3)
        cancel_invoice(issued[place], "Falscher Leistungszeitraum", by=by, now=_moment(day))
    for number, invoice in enumerate(issued):
        if invoice.cancelled_by_id is None and invoice.total > 0:
            _pay(chance, number, invoice, today, by)
    for customer in chance.sample([one for one in customers if one.country == "DE"], DRAFTS):
        create_draft(_by_hand(chance, customer, None, taxed=True), by=by)
    return issued


def _drafts(
    chance: Random,
    count: int,
    first: date,
    last: date,
    customers: list[Customer],
    projects: list[Project],
    by: Viewer,
) -> Iterator[Invoice]:
    made = 0
    for project in chance.sample(_due_to_bill(projects), min(count * 2, len(_due_to_bill(projects)))):
        if made >= max(count - 2, 1):
            break
        drafted = attempt(
            draft_from_time,
            {
                "project_id": project.id,
                "customer_id": None,
                "from_date": first,
                "to_date": last,
                "group_by": chance.choice((rules.GroupBy.ENTRY, rules.GroupBy.DAY, rules.GroupBy.EMPLOYEE)),
                "tax_rate": None,
            },
            by=by,
        )
        if isinstance(drafted, rules.NothingToBill):
            continue
        if isinstance(drafted, Refusal):
            raise drafted
        yield drafted
        made += 1
    while made < count:
        customer = chance.choice([one for one in customers if one.status == "active" and one.address])
        taxed = customer.country == "DE"
        yield create_draft(_by_hand(chance, customer, None, taxed), by=by)
        made += 1
