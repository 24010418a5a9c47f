"""Payments as JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from app.invoices import actions, queries
from app.invoices.api.contracts import PAYMENT, api
from app.invoices.api.documents import found
from app.invoices.forms import PaymentForm
from app.invoices.models import Payment
from app.views import json
from app.views.json import operation
from app.web import guard
from app.web.guard import needs


@api.get("/payments")
@needs("payments:read")
@operation("Payments", listing=queries.PAYMENTS, gives=PAYMENT)
def list_payments() -> Response:
    return json.listing(queries.PAYMENTS, PAYMENT)


@api.get("/<uuid:id>/payments")
@needs("payments:read")
@operation("Payments of an invoice", listing=queries.PAYMENTS, gives=PAYMENT)
def list_of_invoice(id: UUID) -> Response:
    return json.listing(queries.PAYMENTS, PAYMENT, invoice_id=[found(id).id])


@api.post("/<uuid:id>/payments")
@needs("payments:write")
@operation("Book a payment", takes=PaymentForm, gives=PAYMENT, status=201)
def book_payment(id: UUID) -> Response:
    invoice = found(id)

    def book(values: dict[str, Any]) -> Payment:
        return actions.book_payment(invoice, values, by=guard.viewer(), today=queries.company_today())

    return json.create(PaymentForm, book, PAYMENT, "invoices_api.show_payment")


@api.get("/payments/<uuid:id>")
@needs("payments:read")
@operation("One payment", gives=PAYMENT)
def show_payment(id: UUID) -> Response:
    return json.show(queries.get_payment(id, viewer=guard.viewer()), PAYMENT)


@api.patch("/payments/<uuid:id>")
@needs("payments:write")
@operation("Change a payment", takes=PaymentForm, partial=True, gives=PAYMENT)
@json.lays_over
def change_payment(id: UUID) -> Response:
    payment = queries.get_payment(id, viewer=guard.viewer())

    def change(values: dict[str, Any], version: int | None) -> Payment:
        return actions.change_payment(
            payment, values, version, by=guard.viewer(), today=queries.company_today()
        )

    return json.replace(PaymentForm, payment, change, PAYMENT, partial=True)


@api.delete("/payments/<uuid:id>")
@needs("payments:delete")
@operation("Delete a payment", status=204)
def delete_payment(id: UUID) -> Response:
    payment = queries.get_payment(id, viewer=guard.viewer())
    return json.delete(payment, lambda version: actions.delete_payment(payment, version, by=guard.viewer()))
