"""Writing, changing and deleting drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.audit import actions as audit
from app.company.queries import get_company
from app.crm.models import Customer
from app.database import atomic, db, hold, keep_named, new_id
from app.invoices import rules
from app.invoices.models import Invoice, InvoiceLine
from app.invoices.queries import Billing, billing, nothing_to_bill, tax_case_of
from app.links.keeping import let_go
from app.permissions import Viewer
from app.projects.models import Project
from app.projects.queries import PROJECT
from app.time_tracking.actions import bill_entries, free_entries, free_line
from app.values.durations import write_hours
from app.values.refusals import Mend
from app.values.texts import N_

_HEAD = (
    "customer_id",
    "project_id",
    "issued_date",
    "due_date",
    "service_from",
    "service_to",
    "tax_case",
    "tax_reason",
    "terms",
    "notes",
)
_LINE = ("description", "quantity", "unit", "unit_price", "tax_rate", "discount_percent")


def _to_cancel(invoice: Invoice) -> Mend:
    return Mend("invoices.cancel", N_("Cancel invoice"), id=invoice.id)


def refuse_issued(invoice: Invoice) -> None:
    if invoice.is_issued:
        raise rules.InvoiceIsIssued().leading_to(_to_cancel(invoice))


def refuse_deletion(invoice: Invoice) -> None:
    """Refuses to delete what is issued."""
    if invoice.is_issued:
        raise rules.UseCancel().leading_to(_to_cancel(invoice))


def _set_head(invoice: Invoice, values: Mapping[str, Any]) -> None:
    for name in _HEAD:
        if name in values:
            setattr(invoice, name, values[name])
    if invoice.issued_date is not None:
        rules.check_due_date(invoice.due_date, invoice.issued_date)
    rules.check_service_period(invoice.service_from, invoice.service_to)
    invoice.customer = db.session.get_one(Customer, invoice.customer_id)
    invoice.project = db.session.get_one(Project, invoice.project_id) if invoice.project_id else None
    if invoice.project is not None and invoice.project.customer_id != invoice.customer_id:
        raise rules.ProjectOfOtherCustomer()


def _line_for(invoice: Invoice, sent: Mapping[str, Any], index: int) -> InvoiceLine:
    if sent.get("id") is None:
        return InvoiceLine(id=new_id())
    for line in invoice.line_items:
        if line.id == sent["id"]:
            return line
    raise rules.UnknownLine(field=f"line_items.{index}.id")


def _set_lines(
    invoice: Invoice, lines: Iterable[Mapping[str, Any]], case: rules.TaxCase, by: Viewer | None
) -> None:
    """Lines sent with their id stay, others are new; the entries of those that are left out are free.

    Where no position is sent they are numbered in order, unless they are those that are there already.
    """
    lines, kept, last = list(lines), [], 0
    unmoved = [line.id for line in invoice.line_items] == [sent.get("id") for sent in lines]
    for index, sent in enumerate(lines):
        line = _line_for(invoice, sent, index)
        if line in kept:
            raise rules.UnknownLine(field=f"line_items.{index}.id")
        for name in _LINE:
            setattr(line, name, sent[name])
        if sent["tax_rate"] is None:
            line.tax_rate = rules.usual_rate(case)
        line.position = last = sent.get("position") or (line.position if unmoved else last + 1)
        line.net = rules.line_net(line.figures)
        kept.append(line)
    left_out = [line for line in invoice.line_items if line not in kept]
    for line in left_out:
        free_line(line.id, by=by)
    if left_out:
        db.session.flush()
    invoice.line_items = sorted(kept, key=lambda line: line.position)


def set_totals(invoice: Invoice) -> None:
    """Adds up the lines of a draft."""
    found = invoice.totals
    invoice.subtotal, invoice.tax_amount, invoice.total = found.subtotal, found.tax_amount, found.total


def _refuse_tax(invoice: Invoice) -> None:
    rules.refuse_tax(tax_case_of(invoice), [line.figures for line in invoice.line_items])


def _new_draft(values: Mapping[str, Any]) -> Invoice:
    id_ = new_id()
    invoice = Invoice(id=id_, document_type=rules.DocumentType.INVOICE, number_key=f"~{id_.hex}")
    invoice.terms = get_company().terms
    with db.session.no_autoflush:
        _set_head(invoice, values)
        without_ids = [{**line, "id": None} for line in values["line_items"]]
        _set_lines(invoice, without_ids, tax_case_of(invoice), None)
        _refuse_tax(invoice)
        set_totals(invoice)
    db.session.add(invoice)
    return invoice


@atomic
def create_draft(values: Mapping[str, Any], *, by: Viewer | None) -> Invoice:
    """A new draft. Without `terms` among the values it gets the company's text."""
    keep_named(values, customer_id=Customer, project_id=Project)
    invoice = _new_draft(values)
    audit.created(invoice, by=by)
    return invoice


@atomic
def change_draft(
    invoice: Invoice, values: Mapping[str, Any], version: int | None = None, *, by: Viewer | None
) -> Invoice:
    """Changes a draft. `line_items` are all lines.

    One with its id stays, with its time entries; one that is left out is removed and its entries are free.
    """
    keep_named(values, customer_id=Customer, project_id=Project)
    hold(invoice, version)
    refuse_issued(invoice)
    with audit.changing(invoice, by=by), db.session.no_autoflush:
        _set_head(invoice, values)
        if "line_items" in values:
            _set_lines(invoice, values["line_items"], tax_case_of(invoice), by)
        _refuse_tax(invoice)
        set_totals(invoice)
    return invoice


@atomic
def change_notes(
    invoice: Invoice, notes: str | None, version: int | None = None, *, by: Viewer | None
) -> Invoice:
    """The internal notes, which are not on the paper, may be changed at any time."""
    hold(invoice, version)
    with audit.changing(invoice, by=by):
        invoice.notes = notes
    return invoice


@atomic
def recalculate(invoice: Invoice, *, by: Viewer | None) -> Invoice:
    """Adds up a draft anew; of an issued document it only verifies the figures (`FiguresDiffer`)."""
    hold(invoice)
    found = invoice.totals
    if invoice.is_issued:
        stored = (
            invoice.subtotal,
            invoice.tax_amount,
            invoice.total,
            tuple(line.net for line in invoice.line_items),
        )
        if stored != (found.subtotal, found.tax_amount, found.total, found.line_nets):
            raise rules.FiguresDiffer()
        return invoice
    with audit.changing(invoice, by=by):
        for line, net in zip(invoice.line_items, found.line_nets, strict=True):
            line.net = net
        set_totals(invoice)
    return invoice


@atomic
def delete_draft(invoice: Invoice, version: int | None = None, *, by: Viewer | None) -> None:
    """Deletes a draft; its time entries are free again. An issued document is cancelled instead."""
    hold(invoice, version)
    refuse_deletion(invoice)
    free_entries(invoice.id, by=by)
    let_go("invoice", [invoice.id], by=by)
    db.session.flush()
    audit.deleted(invoice, by=by)
    db.session.delete(invoice)


@atomic
def draft_from_time(values: Mapping[str, Any], *, by: Viewer) -> Invoice:
    """A draft of all time that can be billed; its lines keep their entries. Or `NothingToBill`.

    The values are those of `billing`, and the `tax_rate` of the lines (None: that of the tax case).
    """
    wanted = dict(values)
    tax_rate = wanted.pop("tax_rate")
    if wanted["project_id"] is not None and wanted["customer_id"] is None:
        wanted["customer_id"] = PROJECT.get(wanted["project_id"], by).customer_id
    keep_named(wanted, customer_id=Customer, project_id=Project)
    found = billing(viewer=by, **wanted, locked=True)
    if not found.groups:
        raise nothing_to_bill(found.customer, found.project)
    invoice = _new_draft(_billed_values(found, tax_rate))
    text = N_("Draft made from %(hours)s hours of recorded time")
    audit.created(invoice, by=by, text=text, hours=write_hours(found.recorded))
    for line, group in zip(invoice.line_items, found.groups, strict=True):
        bill_entries(group.entry_ids, invoice.id, line.id, by=by)
    return invoice


def _billed_values(found: Billing, tax_rate: Any) -> dict[str, Any]:
    return {
        "customer_id": found.customer.id,
        "project_id": found.project.id if found.project else None,
        "service_from": min(group.first_day for group in found.groups),
        "service_to": max(group.last_day for group in found.groups),
        "line_items": [
            {
                "description": group.description,
                "quantity": group.quantity,
                "unit": "Std." if found.customer.language == "de" else "h",
                "unit_price": group.unit_price,
                "tax_rate": tax_rate,
                "discount_percent": 0,
            }
            for group in found.groups
        ],
    }
