"""Documents as JSON: reading, writing and deleting them."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from app.company.queries import company_day
from app.database import utc_now
from app.invoices import actions, queries, rules
from app.invoices.api.contracts import INVOICE_OUTPUT, STATISTICS, api
from app.invoices.forms import FromTimeForm, InvoiceForm, NotesForm
from app.invoices.models import Invoice
from app.invoices.queries import INVOICE
from app.views import json
from app.views.json import operation
from app.web import guard
from app.web.bodies import read_object
from app.web.guard import needs


def found(id_: UUID) -> Invoice:
    """The document of an address, as far as the caller may see it."""
    invoice: Invoice = INVOICE.get(id_, guard.viewer())
    return invoice


@api.get("")
@needs("invoices:read")
@operation("Invoices", listing=INVOICE, gives=INVOICE_OUTPUT)
def index() -> Response:
    return json.listing(INVOICE, INVOICE_OUTPUT)


@api.get("/statistics")
@needs("invoices:read")
@operation("Figures over all invoices", gives=STATISTICS)
def statistics() -> Response:
    return json.answer(STATISTICS(queries.statistics(guard.viewer(), company_day(utc_now()))))


@api.post("")
@needs("invoices:write")
@operation("Write a draft", takes=InvoiceForm, gives=INVOICE_OUTPUT, status=201)
def create() -> Response:
    return json.create(
        InvoiceForm,
        lambda values: actions.create_draft(values, by=guard.viewer()),
        INVOICE_OUTPUT,
        "invoices_api.show",
    )


@api.post("/from-time-entries")
@needs("invoices:write")
@operation("Make a draft from recorded time", takes=FromTimeForm, gives=INVOICE_OUTPUT, status=201)
def create_from_time() -> Response:
    return json.create(
        FromTimeForm,
        lambda values: actions.draft_from_time(values, by=guard.viewer()),
        INVOICE_OUTPUT,
        "invoices_api.show",
    )


@api.get("/<uuid:id>")
@needs("invoices:read")
@operation("One invoice", gives=INVOICE_OUTPUT)
def show(id: UUID) -> Response:
    return json.show(found(id), INVOICE_OUTPUT)


@api.get("/by-number/<path:invoice_number>")
@needs("invoices:read")
@operation("The invoice with this number", gives=INVOICE_OUTPUT)
def show_by_number(invoice_number: str) -> Response:
    return json.show(queries.get_by_number(invoice_number, viewer=guard.viewer()), INVOICE_OUTPUT)


@api.patch("/<uuid:id>")
@needs("invoices:write")
@operation(
    "Change a draft, or the notes of an issued invoice", takes=InvoiceForm, partial=True, gives=INVOICE_OUTPUT
)
@json.lays_over
def change(id: UUID) -> Response:
    invoice = found(id)
    if invoice.is_issued:
        return _change_notes(invoice)
    return json.replace(
        InvoiceForm,
        invoice,
        lambda values, version: actions.change_draft(invoice, values, version, by=guard.viewer()),
        INVOICE_OUTPUT,
        partial=True,
    )


def _change_notes(invoice: Invoice) -> Response:
    if set(read_object()) - InvoiceForm.read_only - {"notes"}:
        raise rules.InvoiceIsIssued()
    return json.replace(
        NotesForm,
        invoice,
        lambda values, version: actions.change_notes(invoice, values["notes"], version, by=guard.viewer()),
        INVOICE_OUTPUT,
        partial=True,
    )


@api.delete("/<uuid:id>")
@needs("invoices:delete")
@operation("Delete a draft", status=204)
def delete(id: UUID) -> Response:
    invoice = found(id)
    return json.delete(invoice, lambda version: actions.delete_draft(invoice, version, by=guard.viewer()))
