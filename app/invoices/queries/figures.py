"""Figures over all documents, added up by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, case, extract, func, literal_column, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from app.database import db
from app.invoices.models import Invoice, Payment
from app.invoices.queries.kinds import visible_invoices
from app.invoices.queries.status import IS_ISSUED, OPEN, OUTSTANDING, status_is, status_of
from app.invoices.rules import InvoiceStatus
from app.permissions import Viewer

MONTHS = 12
NOTHING = Decimal("0.00")


class DaysBetween(GenericFunction[int]):
    """Whole days from one date to another."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


@compiles(DaysBetween, "postgresql")
def _days_on_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    first, last = element.clauses
    return f"({compiler.process(last, **kw)} - {compiler.process(first, **kw)})"


@compiles(DaysBetween, "sqlite")
def _days_on_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    first, last = element.clauses
    begin, end = compiler.process(first, **kw), compiler.process(last, **kw)
    return f"CAST(julianday({end}) - julianday({begin}) AS INTEGER)"


class Outstanding(NamedTuple):
    """What is still to be paid, on how many invoices, and how much of it is late."""

    amount: Decimal
    invoices: int
    overdue_amount: Decimal
    overdue_invoices: int


def _when(condition: ColumnElement[bool], amount: Any) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, amount), else_=literal_column("0"))), literal_column("0"))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _cents(value: Any) -> Decimal:
    """A sum as the database gives it: an amount, or cents where it had nothing to add up."""
    return (
        value
        if isinstance(value, Decimal) and value.as_tuple().exponent == -2
        else Decimal(int(value)).scaleb(-2)
    )


def _from(viewer: Viewer, *columns: Any) -> Select[Any]:
    return visible_invoices(viewer).with_only_columns(*columns)


def outstanding_totals(viewer: Viewer, today: date) -> Outstanding:
    """Open invoices: what the list shows for the statuses sent, partial and overdue, and for overdue alone.

    Cancellation documents are `sent` too, but have nothing outstanding: a link to the list that proves the
    count says `document_type=invoice` as well.
    """
    late = status_is(InvoiceStatus.OVERDUE, today)
    columns = (_when(true(), OUTSTANDING), func.count(), _when(late, OUTSTANDING), _how_many(late))
    total, count, overdue_total, overdue_count = db.session.execute(
        _from(viewer, *columns).where(*OPEN)
    ).one()
    return Outstanding(_cents(total), int(count), _cents(overdue_total), int(overdue_count))


@dataclass(frozen=True)
class Month:
    """A month's net revenue and what was paid in it."""

    month: str
    invoiced: Decimal
    paid: Decimal


def first_month(today: date) -> date:
    """The first day of the twelve months that end with today's."""
    months = today.year * 12 + today.month - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def _by_month(query: Select[Any], day: Any, amount: Any, first: date, after: date) -> dict[str, Decimal]:
    year, month = extract("year", day), extract("month", day)
    query = query.with_only_columns(year, month, func.sum(amount)).where(day >= first, day < after)
    rows = db.session.execute(query.group_by(year, month))
    return {f"{int(y):04}-{int(m):02}": _cents(total) for y, m, total in rows}


def monthly(viewer: Viewer, today: date) -> list[Month]:
    """The last twelve months: net invoiced (cancellations deducted), and paid (gross)."""
    first = first_month(today)
    names = [
        f"{(first.year * 12 + first.month - 1 + step) // 12:04}-{(first.month - 1 + step) % 12 + 1:02}"
        for step in range(MONTHS)
    ]
    end = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    invoiced = _by_month(_from(viewer).where(IS_ISSUED), Invoice.issued_date, Invoice.subtotal, first, end)
    payments = select(Payment).where(Payment.invoice_id.in_(_from(viewer, Invoice.id)))
    paid = _by_month(payments, Payment.payment_date, Payment.amount, first, end)
    return [Month(name, invoiced.get(name, NOTHING), paid.get(name, NOTHING)) for name in names]


def average_days_to_pay(viewer: Viewer, today: date) -> Decimal | None:
    """From the issue date to the last payment of what is fully paid; one decimal, None without any."""
    last = (
        select(Payment.invoice_id, func.max(Payment.payment_date).label("day"))
        .group_by(Payment.invoice_id)
        .subquery()
    )
    query = _from(viewer, func.sum(DaysBetween(Invoice.issued_date, last.c.day)), func.count())
    query = query.join(last, last.c.invoice_id == Invoice.id).where(status_is(InvoiceStatus.PAID, today))
    days, count = db.session.execute(query).one()
    return (Decimal(int(days)) / int(count)).quantize(Decimal("0.1")) if count else None


def statistics(viewer: Viewer, today: date) -> dict[str, Any]:
    """The figures of `GET /invoices/statistics`. Revenue is net, issued, cancellations deducted."""
    year, month = today.replace(month=1, day=1), today.replace(day=1)
    status = status_of(today).label("status")
    counts = {
        str(name): int(count)
        for name, count in db.session.execute(_from(viewer, status, func.count()).group_by(status))
    }
    sums = _from(
        viewer,
        _when(IS_ISSUED, Invoice.subtotal),
        _when(IS_ISSUED & (Invoice.issued_date >= year) & (Invoice.issued_date <= today), Invoice.subtotal),
        _when(IS_ISSUED & (Invoice.issued_date >= month) & (Invoice.issued_date <= today), Invoice.subtotal),
        func.coalesce(func.sum(Invoice.paid_amount), 0),
    )
    total, in_year, in_month, paid = (_cents(value) for value in db.session.execute(sums).one())
    open_ = outstanding_totals(viewer, today)
    return {
        "total_count": sum(counts.values()),
        "by_status": {str(name): counts.get(str(name), 0) for name in InvoiceStatus},
        "revenue_total": total,
        "revenue_year": in_year,
        "revenue_month": in_month,
        "paid_total": paid,
        "outstanding_amount": open_.amount,
        "overdue_amount": open_.overdue_amount,
        "overdue_count": open_.overdue_invoices,
        "average_days_to_pay": average_days_to_pay(viewer, today),
        "monthly": monthly(viewer, today),
    }
