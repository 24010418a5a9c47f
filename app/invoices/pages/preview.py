"""What a form that is being filled in would become: computed by the same rules, and never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.company.queries import get_company
from app.crm.models import Customer
from app.database import db
from app.invoices import queries, rules
from app.invoices.forms import FromTimeForm, InvoiceForm, LineForm
from app.values.refusals import Refusal
from app.web import guard
from app.web.mending import told


@dataclass(frozen=True)
class Preview:
    """The sums so far; `nets` by the number of the line in the page, None where a line is not complete.

    `left_out` says of such lines, by their place, what is wrong; `unreadable` are the ids of wrong fields.
    `contradiction` is the sentence that would refuse this tax case when it is issued.
    """

    nets: Mapping[int, Decimal | None]
    totals: rules.Totals
    tax_case: rules.TaxCase
    is_automatic: bool
    taxed_in_vain: bool
    contradiction: str | None
    left_out: list[tuple[int, str]]
    unreadable: list[str]


def _tax_case(form: InvoiceForm) -> tuple[rules.TaxCase, bool]:
    if form.tax_case.data is not None:
        return form.tax_case.data, False
    customer = (
        db.session.get(Customer, form.customer_id.data) if isinstance(form.customer_id.data, UUID) else None
    )
    if customer is not None:
        return queries.automatic_case(customer), True
    small = get_company().small_business
    return (rules.TaxCase.SMALL_BUSINESS if small else rules.TaxCase.STANDARD), True


def _faults(row: LineForm) -> dict[str, str]:
    """What keeps a line from being counted, by its field."""
    found = {}
    for one in (row.quantity, row.unit_price, row.tax_rate, row.discount_percent):
        if one.process_errors:
            found[one.short_name] = f"{one.label.text}: {one.process_errors[0]}"
        elif one.required and one.data is None:
            found[one.short_name] = f"{one.label.text}: {_('Please fill this in.')}"
    return found


def _readable(row: LineForm, case: rules.TaxCase) -> rules.Line | None:
    if row.quantity.data is None or row.unit_price.data is None or _faults(row):
        return None
    rate = rules.usual_rate(case) if row.tax_rate.data is None else row.tax_rate.data
    return rules.Line(row.quantity.data, row.unit_price.data, rate, row.discount_percent.data or Decimal(0))


def preview(form: InvoiceForm) -> Preview:
    """The sums of a form as it stands, of the lines that can be read."""
    case, automatic = _tax_case(form)
    rows = form.line_items.rows()
    lines = [_readable(row, case) for row in rows]
    complete = [line for line in lines if line is not None]
    totals = rules.totals(complete)
    nets = iter(totals.line_nets)
    numbers = getattr(form.line_items, "sent_numbers", range(len(rows)))
    by_number = {
        number: None if line is None else next(nets) for number, line in zip(numbers, lines, strict=True)
    }
    vain = case != rules.TaxCase.STANDARD and any(line.tax_rate > 0 for line in complete)
    left_out = [
        (place, " ".join(_faults(row).values()))
        for place, (row, line) in enumerate(zip(rows, lines, strict=True), start=1)
        if line is None
        and not row.is_untouched
        and not row.errors  # what a form refused stands below its line
    ]
    unreadable = [
        f"{form.line_items.id}-{number}-{name}"
        for number, row in zip(numbers, rows, strict=True)
        for name in _faults(row)
        if row[name].process_errors
    ]
    return Preview(by_number, totals, case, automatic, vain, _contradiction(case), left_out, unreadable)


def _contradiction(case: rules.TaxCase) -> str | None:
    try:
        rules.refuse_case(case, small_business=get_company().small_business)
    except Refusal as refusal:
        return told(refusal)
    return None


@dataclass(frozen=True)
class BillingPreview:
    """The lines that recorded time would become, or the sentence why there are none."""

    lines: list[tuple[rules.BilledGroup, Decimal, Decimal]] = field(default_factory=list)
    totals: rules.Totals | None = None
    recorded: timedelta = timedelta()
    customer: Customer | None = None
    sentence: str | None = None


def preview_billing(form: FromTimeForm) -> BillingPreview:
    """What `draft_from_time` would make of this form."""
    if form.project_id.data is None and form.customer_id.data is None:
        return BillingPreview()
    if any(one.process_errors for one in form):
        return BillingPreview()
    values: dict[str, Any] = {name: value for name, value in form.values().items() if name != "tax_rate"}
    try:
        found = queries.billing(viewer=guard.viewer(), **values)
    except Refusal as refusal:
        return BillingPreview(sentence=told(refusal))
    if not found.groups:
        sentence = told(queries.nothing_to_bill(found.customer, found.project))
        return BillingPreview(customer=found.customer, sentence=sentence)
    rate = form.tax_rate.data
    if rate is None:
        rate = rules.usual_rate(queries.automatic_case(found.customer))
    totals = rules.totals([rules.Line(group.quantity, group.unit_price, rate) for group in found.groups])
    lines = [(group, rate, net) for group, net in zip(found.groups, totals.line_nets, strict=True)]
    return BillingPreview(lines, totals, found.recorded, found.customer)
