"""What recorded time would become on an invoice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.company.queries import get_company
from app.crm.models import Customer
from app.crm.queries import CUSTOMER
from app.invoices.rules import (
    BillableEntry,
    BilledGroup,
    GroupBy,
    NothingToBill,
    ProjectOfOtherCustomer,
    group_entries,
    refuse_too_many,
)
from app.permissions import Viewer
from app.projects.models import Project
from app.projects.queries import PROJECT
from app.time_tracking.models import TimeEntry
from app.time_tracking.queries import billable_entries, entry_rate, entry_rounding
from app.time_tracking.rules import no_rate
from app.values.periods import local_day
from app.values.refusals import Mend, leading_to
from app.values.texts import N_


@dataclass(frozen=True)
class Billing:
    """The lines to be, for whom, and how much recorded time they hold."""

    customer: Customer
    project: Project | None
    groups: list[BilledGroup]
    recorded: timedelta


def billing(
    *,
    viewer: Viewer,
    project_id: UUID | None,
    customer_id: UUID | None,
    from_date: date | None,
    to_date: date | None,
    group_by: GroupBy,
    locked: bool = False,
) -> Billing:
    """The lines for all finished, billable, unbilled time that the viewer sees.

    What is billed is chosen by the viewer's own days; a line tells the day of the person who worked. `locked`
    (inside @atomic) holds the entries until the commit. Raises `RateIsMissing`, and `TooManyLines` for more
    than an invoice may have.
    """
    project = PROJECT.get(project_id, viewer) if project_id else None
    if project is not None and customer_id not in (None, project.customer_id):
        raise ProjectOfOtherCustomer()
    customer = project.customer if project else CUSTOMER.get(customer_id, viewer)  # type: ignore[arg-type]
    entries = billable_entries(
        viewer=viewer,
        project_id=project_id,
        customer_id=customer.id,
        from_date=from_date,
        to_date=to_date,
        locked=locked,
    )
    company = get_company()
    billable = [_billable(entry, company.hourly_rate, entry_rounding(entry, company)) for entry in entries]
    missing = next((entry for entry, one in zip(entries, billable, strict=True) if one.rate is None), None)
    with leading_to(*(no_rate(missing.project_id).mends if missing else ())):
        groups = group_entries(billable, group_by, customer.language)
    refuse_too_many(groups, billable, customer.language)
    billed = {id_ for group in groups for id_ in group.entry_ids}
    only = {entry.project_id for entry in entries if entry.id in billed}
    if project is None and len(only) == 1:
        project = next(entry.project for entry in entries if entry.id in billed)
    recorded = sum((entry.duration or timedelta() for entry in entries if entry.id in billed), timedelta())
    return Billing(customer, project, groups, recorded)


def nothing_to_bill(customer: Customer, project: Project | None) -> NothingToBill:
    """The refusal where no line comes of the time, with the time that is not yet on an invoice."""
    of = {"project_id": project.id} if project else {"customer_id": customer.id}
    return NothingToBill().leading_to(
        Mend("time_entries.index", N_("Show %(what)s"), billed="false", **of).of(N_("time entries"))
    )


def _billable(entry: TimeEntry, company_rate: object, rounding: object) -> BillableEntry:
    return BillableEntry(
        id=entry.id,
        day=local_day(entry.start_time, entry.employee.timezone),
        employee=entry.employee.name,
        project=entry.project.title,
        note=entry.note,
        duration=entry.duration or timedelta(),
        rate=entry_rate(entry, company_rate)[0],  # type: ignore[arg-type]
        rounding=rounding,  # type: ignore[arg-type]
    )
