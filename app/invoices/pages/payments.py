"""Pages of payments."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.invoices import actions, queries
from app.invoices.forms import PaymentForm
from app.invoices.pages.documents import named
from app.views import html
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("payments", __name__)


@pages.get("/payments")
@needs("payments:read")
def index() -> Response:
    return html.listing(queries.PAYMENTS, "payments/index.html")


@pages.get("/payments/<uuid:id>")
@needs("payments:read")
def show(id: UUID) -> Response:
    """A payment stands on its invoice's page."""
    payment = queries.get_payment(id, viewer=guard.viewer())
    return redirect(url_for("invoices.show", id=payment.invoice_id, _anchor="payment-title"))


@pages.route("/payments/<uuid:id>/edit", methods=["GET", "POST"])
@needs("payments:write")
def edit(id: UUID) -> Response:
    payment = queries.get_payment(id, viewer=guard.viewer())
    today = queries.company_today()
    back = url_for("invoices.show", id=payment.invoice_id)
    return html.submit(
        PaymentForm,
        lambda values, version: actions.change_payment(
            payment, values, version, by=guard.viewer(), today=today
        ),
        "invoices/payment.html",
        title=_("Change payment"),
        then=lambda _payment: back,
        said=lambda _payment: _("The payment has been saved."),
        cancel_url=back,
        stored=payment,
        invoice=payment.invoice,
        name=named(payment.invoice),
        delete_url=url_for("payments.delete", id=id) if guard.viewer().may("payments:delete") else None,
    )


@pages.route("/payments/<uuid:id>/delete", methods=["GET", "POST"])
@needs("payments:delete")
def delete(id: UUID) -> Response:
    payment = queries.get_payment(id, viewer=guard.viewer())
    back = url_for("invoices.show", id=payment.invoice_id)
    amount, name = languages.money(payment.amount), named(payment.invoice)
    return html.confirm(
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
