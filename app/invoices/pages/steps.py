"""What happens to documents: issuing, cancelling, deleting, the PDF; each question has its own address."""

from __future__ import annotations

from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.database import utc_now
from app.forms.form import Nothing
from app.invoices import actions, queries
from app.invoices.forms import CancelForm, PaymentForm
from app.invoices.pages.documents import found, named, pages
from app.invoices.pages.readiness import contradiction, gaps, not_printed
from app.invoices.rules import PaymentMethod
from app.invoices.sending import pdf_response
from app.invoices.words import TAX_CASE
from app.views import html
from app.web import guard
from app.web.guard import needs


@pages.get("/invoices/<uuid:id>/pdf")
@needs("invoices:read")
def pdf(id: UUID) -> Response:
    return pdf_response(found(id), inline=request.args.get("disposition") == "inline")


@pages.route("/invoices/<uuid:id>/issue", methods=["GET", "POST"])
@needs("invoices:manage")
def issue(id: UUID) -> Response:
    invoice = found(id)
    today = queries.company_today()
    back = url_for("invoices.show", id=id)
    return html.submit(
        Nothing,
        lambda _values, version: actions.issue_invoice(
            invoice, version, by=guard.viewer(), today=today, now=utc_now()
        ),
        "invoices/issue.html",
        title=_("Issue invoice"),
        then=lambda _invoice: back,
        said=lambda issued: _("%(name)s has been issued.", name=named(issued)),
        cancel_url=back,
        stored=invoice,
        invoice=invoice,
        parties=queries.parties_of(invoice),
        gaps=gaps(invoice),
        contradiction=contradiction(invoice),
        not_printed=not_printed(invoice) if not invoice.is_issued else [],
        today=today,
        tax_words=TAX_CASE,
        submit_label=_("Issue"),
    )


@pages.route("/invoices/<uuid:id>/cancel", methods=["GET", "POST"])
@needs("invoices:manage")
def cancel(id: UUID) -> Response:
    invoice = found(id)
    today = queries.company_today()
    return html.submit(
        CancelForm,
        lambda values, _version: actions.cancel_invoice(
            invoice, values["reason"], by=guard.viewer(), today=today, now=utc_now()
        ),
        "invoices/cancel.html",
        title=_("Cancel %(name)s", name=named(invoice)),
        then=lambda cancellation: url_for("invoices.show", id=cancellation.id),
        said=lambda cancellation: _("%(name)s has been issued.", name=named(cancellation)),
        cancel_url=url_for("invoices.show", id=id),
        about=invoice,
        invoice=invoice,
        payments=queries.payments_of(invoice) if guard.viewer().may("payments:read") else [],
    )


@pages.route("/invoices/<uuid:id>/delete", methods=["GET", "POST"])
@needs("invoices:delete")
def delete(id: UUID) -> Response:
    invoice = found(id)
    name = invoice.customer_name
    return html.confirm(
        lambda: actions.delete_draft(invoice, by=guard.viewer()),
        title=_("Delete draft"),
        text=_("Delete the draft for %(customer)s? Its recorded time can be billed again.", customer=name),
        button=_("Delete"),
        cancel_url=url_for("invoices.show", id=id),
        then=url_for("invoices.index"),
        said=_("The draft has been deleted."),
    )


@pages.route("/invoices/<uuid:id>/payments/new", methods=["GET", "POST"])
@needs("payments:write")
def new_payment(id: UUID) -> Response:
    invoice = found(id)
    today = queries.company_today()
    back = url_for("invoices.show", id=id)
    return html.submit(
        PaymentForm,
        lambda values, _version: actions.book_payment(invoice, values, by=guard.viewer(), today=today),
        "invoices/payment.html",
        title=_("Book a payment"),
        then=lambda _payment: back,
        said=lambda _payment: _("The payment has been booked."),
        cancel_url=back,
        about=invoice,
        defaults={
            "amount": invoice.outstanding_amount,
            "payment_date": today,
            "method": PaymentMethod.BANK_TRANSFER,
        },
        invoice=invoice,
        name=named(invoice),
        submit_label=_("Book"),
    )
