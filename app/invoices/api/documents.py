"""Documents as JSON: reading, writing and deleting them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from app.invoices import actions, queries, rules
from app.invoices.api.contracts import INVOICE, STATISTICS, api
from app.invoices.forms import FromTimeForm, InvoiceForm, NotesForm
from app.invoices.models import Invoice
from app.views import json
from app.views.json import operation
from app.web import guard
from app.web.bodies import read_object
from app.web.guard import needs


def found(id_: UUID) -> Invoice:
    """The document of an address, as far as the caller may see it."""
    return queries.get_invoice(id_, viewer=guard.viewer())


@api.get("")
@needs("invoices:read")
@operation("Invoices", listing=queries.INVOICES, gives=INVOICE)
def list_invoices() -> Response:
    return json.listing(queries.INVOICES, INVOICE)


@api.get("/statistics")
@needs("invoices:read")
@operation("Figures over all invoices", gives=STATISTICS)
def statistics() -> Response:
    return json.answer(STATISTICS(queries.statistics(guard.viewer(), queries.company_today())))


@api.post("")
@needs("invoices:write")
@operation("Write a draft", takes=InvoiceForm, gives=INVOICE, status=201)
def create_invoice() -> Response:
    def create(values: dict[str, Any]) -> Invoice:
        return actions.create_draft(values, by=guard.viewer())

    return json.create(InvoiceForm, create, INVOICE, "invoices_api.show_invoice")


@api.post("/from-time-entries")
@needs("invoices:write")
@operation("Make a draft from recorded time", takes=FromTimeForm, gives=INVOICE, status=201)
def create_from_time() -> Response:
    def create(values: dict[str, Any]) -> Invoice:
        return actions.draft_from_time(**values, by=guard.viewer())

    return json.create(FromTimeForm, create, INVOICE, "invoices_api.show_invoice")


@api.get("/<uuid:id>")
@needs("invoices:read")
@operation("One invoice", gives=INVOICE)
def show_invoice(id: UUID) -> Response:
    return json.show(found(id), INVOICE)


@api.get("/by-number/<path:invoice_number>")
@needs("invoices:read")
@operation("The invoice with this number", gives=INVOICE)
def show_by_number(invoice_number: str) -> Response:
    return json.show(queries.get_by_number(invoice_number, viewer=guard.viewer()), INVOICE)


@api.patch("/<uuid:id>")
@needs("invoices:write")
@operation(
    "Change a draft, or the notes of an issued invoice", takes=InvoiceForm, partial=True, gives=INVOICE
)
@json.lays_over
def change_invoice(id: UUID) -> Response:
    invoice = found(id)
    if invoice.is_issued:
        return _change_notes(invoice)
    return json.replace(
        InvoiceForm,
        invoice,
        lambda values, version: actions.change_draft(invoice, values, version, by=guard.viewer()),
        INVOICE,
        partial=True,
    )


def _change_notes(invoice: Invoice) -> Response:
    if set(read_object()) - InvoiceForm.read_only - {"notes"}:
        raise rules.InvoiceIsIssued()
    return json.replace(
        NotesForm,
        invoice,
        lambda values, version: actions.change_notes(invoice, values["notes"], version, by=guard.viewer()),
        INVOICE,
        partial=True,
    )


@api.delete("/<uuid:id>")
@needs("invoices:delete")
@operation("Delete a draft", status=204)
def delete_invoice(id: UUID) -> Response:
    invoice = found(id)
    return json.delete(invoice, lambda version: actions.delete_draft(invoice, version, by=guard.viewer()))
