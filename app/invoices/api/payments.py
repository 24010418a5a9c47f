"""Payments as JSON."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.database import utc_now
from app.invoices import actions
from app.invoices.api.contracts import PAYMENT_OUTPUT
from app.invoices.api.documents import found
from app.invoices.forms import PaymentForm
from app.invoices.queries import PAYMENT
from app.views import json
from app.views.json import operation
from app.web import guard
from app.web.guard import needs

api = Blueprint("payments_api", __name__)


@api.get("/payments")
@needs("payments:read")
@operation("Payments", listing=PAYMENT, gives=PAYMENT_OUTPUT)
def index() -> Response:
    return json.listing(PAYMENT, PAYMENT_OUTPUT)


@api.get("/<uuid:id>/payments")
@needs("payments:read")
@operation("Payments of an invoice", listing=PAYMENT, gives=PAYMENT_OUTPUT)
def of_invoice(id: UUID) -> Response:
    return json.listing(PAYMENT, PAYMENT_OUTPUT, invoice_id=[found(id).id])


@api.post("/<uuid:id>/payments")
@needs("payments:write")
@operation("Book a payment", takes=PaymentForm, gives=PAYMENT_OUTPUT, status=201)
def create(id: UUID) -> Response:
    invoice = found(id)
    return json.create(
        PaymentForm,
        lambda values: actions.book_payment(invoice, values, by=guard.viewer(), now=utc_now()),
        PAYMENT_OUTPUT,
        "payments_api.show",
    )


@api.get("/payments/<uuid:id>")
@needs("payments:read")
@operation("One payment", gives=PAYMENT_OUTPUT)
def show(id: UUID) -> Response:
    return json.show(PAYMENT.get(id, guard.viewer()), PAYMENT_OUTPUT)


@api.patch("/payments/<uuid:id>")
@needs("payments:write")
@operation("Change a payment", takes=PaymentForm, partial=True, gives=PAYMENT_OUTPUT)
@json.lays_over
def change(id: UUID) -> Response:
    payment = PAYMENT.get(id, guard.viewer())
    return json.replace(
        PaymentForm,
        payment,
        lambda values, version: actions.change_payment(
            payment, values, version, by=guard.viewer(), now=utc_now()
        ),
        PAYMENT_OUTPUT,
        partial=True,
    )


@api.delete("/payments/<uuid:id>")
@needs("payments:delete")
@operation("Delete a payment", status=204)
def delete(id: UUID) -> Response:
    payment = PAYMENT.get(id, guard.viewer())
    return json.delete(payment, lambda version: actions.delete_payment(payment, version, by=guard.viewer()))
