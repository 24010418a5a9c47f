"""What is to be billed, and at which rate and rounding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import contains_eager

from app.company.models import Company
from app.crm.models import Customer
from app.database import db, held
from app.people.models import Employee
from app.permissions import Viewer
from app.projects.models import Project
from app.time_tracking import rules
from app.time_tracking.models import TimeEntry
from app.time_tracking.queries.entries import visible_entries
from app.time_tracking.rules import RateSource, Rounding
from app.values.periods import Period, period_bounds

HAS_RATES = or_(
    *[exists().where(one.hourly_rate.is_not(None)) for one in (Company, Project, Customer, Employee)]
)
"""Whether time has a rate anywhere."""


def billable_entries(
    *,
    viewer: Viewer,
    project_id: UUID | None = None,
    customer_id: UUID | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    locked: bool = False,
) -> list[TimeEntry]:
    """The finished, billable, unbilled entries that the viewer sees, by start; days are the viewer's own.

    Project, customer and employee come with them. `locked` (inside @atomic) holds their rows in the order of
    their ids until the commit, so that what is computed from them is what `bill_entries` bills.
    """
    begin, end = period_bounds(Period(from_date, to_date), viewer.timezone)
    query = (
        visible_entries(viewer)
        .join(TimeEntry.project)
        .join(Project.customer)
        .join(TimeEntry.employee)
        .where(TimeEntry.billable, TimeEntry.end_time.is_not(None), TimeEntry.invoice_id.is_(None))
        .options(
            contains_eager(TimeEntry.project).contains_eager(Project.customer),
            contains_eager(TimeEntry.employee),
        )
        .order_by(TimeEntry.id)
    )
    if project_id is not None:
        query = query.where(TimeEntry.project_id == project_id)
    if customer_id is not None:
        query = query.where(Project.customer_id == customer_id)
    if begin is not None:
        query = query.where(TimeEntry.start_time >= begin)
    if end is not None:
        query = query.where(TimeEntry.start_time < end)
    if locked:
        query = held(query, TimeEntry).execution_options(populate_existing=True)
    return sorted(db.session.scalars(query), key=lambda entry: (entry.start_time, entry.id))


def entry_rate(entry: TimeEntry, company_rate: Decimal | None) -> tuple[Decimal | None, RateSource | None]:
    """Euros per hour, and whose rate it is: entry, project, customer, employee, company."""
    project = entry.project
    return rules.effective_rate(
        entry.hourly_rate,
        project.hourly_rate,
        project.customer.hourly_rate,
        entry.employee.hourly_rate,
        company_rate,
    )


def rate_on(
    project: Project, employee_id: UUID, company_rate: Decimal | None
) -> tuple[Decimal | None, RateSource | None]:
    """The rate that time of somebody on a project has, if nothing else is said."""
    own = db.session.scalar(select(Employee.hourly_rate).where(Employee.id == employee_id))
    return rules.effective_rate(None, project.hourly_rate, project.customer.hourly_rate, own, company_rate)


def entry_rounding(entry: TimeEntry, company: Company) -> Rounding:
    """How an entry is rounded for billing: as the project says, else the customer, else the company."""
    return rules.rounding_of(entry.project.rounding or entry.project.customer.rounding or company.rounding)
