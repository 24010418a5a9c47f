"""Pages of payments."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.database import utc_now
from app.invoices import actions
from app.invoices.forms import PaymentForm
from app.invoices.queries import INVOICE, PAYMENT, named
from app.views import forms, records
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("payments", __name__)


@pages.get("/payments")
@needs("payments:read")
def index() -> Response:
    return records.index(PAYMENT)


@pages.get("/payments/<uuid:id>")
@needs("payments:read")
def show(id: UUID) -> Response:
    """A payment stands on its invoice's page."""
    payment = PAYMENT.get(id, guard.viewer())
    return redirect(INVOICE.url("show", id=payment.invoice_id, _anchor="payment-title"))


@pages.route("/payments/<uuid:id>/edit", methods=records.FORM)
@needs("payments:write")
def edit(id: UUID) -> Response:
    payment = PAYMENT.get(id, guard.viewer())
    back = INVOICE.url("show", id=payment.invoice_id)
    return forms.submit(
        PaymentForm,
        lambda values, version: actions.change_payment(
            payment, values, version, by=guard.viewer(), now=utc_now()
        ),
        "invoices/payment.html",
        title=_("Change payment"),
        then=lambda _payment: back,
        said=lambda _payment: _("The payment has been saved."),
        cancel_url=back,
        stored=payment,
        invoice=payment.invoice,
        name=named(payment.invoice),
        delete_url=PAYMENT.url("delete", id=id) if guard.viewer().may("payments:delete") else None,
    )


@pages.route("/payments/<uuid:id>/delete", methods=records.FORM)
@needs("payments:delete")
def delete(id: UUID) -> Response:
    payment = PAYMENT.get(id, guard.viewer())
    back = INVOICE.url("show", id=payment.invoice_id)
    amount, name = languages.money(payment.amount), named(payment.invoice)
    return forms.confirm(
        lambda: actions.delete_payment(payment, by=guard.viewer()),
        title=_("Delete payment"),
        text=_(
            "Delete the payment of %(amount)s on %(name)s? The amount is then outstanding again.",
            amount=amount,
            name=name,
        ),
        button=_("Delete"),
        cancel_url=back,
        then=back,
        said=_("The payment has been deleted."),
    )
