"""What happens to documents: issuing, cancelling, deleting, the PDF; each question has its own address."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.company.queries import company_day
from app.database import utc_now
from app.forms.form import Nothing
from app.invoices import actions, queries
from app.invoices.forms import CancelForm, PaymentForm
from app.invoices.pages.documents import found, pages
from app.invoices.pages.readiness import contradiction, gaps, not_printed
from app.invoices.queries import INVOICE, named
from app.invoices.rules import PaymentMethod
from app.invoices.sending import pdf_response
from app.views import forms, records
from app.web import guard
from app.web.guard import needs


@pages.get("/invoices/<uuid:id>/pdf")
@needs("invoices:read")
def pdf(id: UUID) -> Response:
    return pdf_response(found(id), inline=request.args.get("disposition") == "inline")


@pages.route("/invoices/<uuid:id>/issue", methods=records.FORM)
@needs("invoices:manage")
def issue(id: UUID) -> Response:
    invoice = found(id)
    back = INVOICE.url("show", id=id)
    return forms.submit(
        Nothing,
        lambda _values, version: actions.issue_invoice(invoice, version, by=guard.viewer(), now=utc_now()),
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
        today=company_day(utc_now()),
        submit_label=_("Issue"),
    )


@pages.route("/invoices/<uuid:id>/cancel", methods=records.FORM)
@needs("invoices:manage")
def cancel(id: UUID) -> Response:
    invoice = found(id)
    return forms.submit(
        CancelForm,
        lambda values, _version: actions.cancel_invoice(
            invoice, values["reason"], by=guard.viewer(), now=utc_now()
        ),
        "invoices/cancel.html",
        title=_("Cancel %(name)s", name=named(invoice)),
        then=lambda cancellation: INVOICE.url("show", id=cancellation.id),
        said=lambda cancellation: _("%(name)s has been issued.", name=named(cancellation)),
        cancel_url=INVOICE.url("show", id=id),
        about=invoice,
        invoice=invoice,
        payments=queries.payments_of(invoice) if guard.viewer().may("payments:read") else [],
    )


@pages.route("/invoices/<uuid:id>/delete", methods=records.FORM)
@needs("invoices:delete")
def delete(id: UUID) -> Response:
    return records.delete(
        INVOICE,
        id,
        actions.delete_draft,
        text=lambda draft: _(
            "Delete the draft for %(customer)s? Its recorded time can be billed again.",
            customer=draft.customer_name,
        ),
        cancel_url=INVOICE.url("show", id=id),
        said=lambda _draft: _("The draft has been deleted."),
        refuse=actions.refuse_deletion,
    )


@pages.route("/invoices/<uuid:id>/payments/new", methods=records.FORM)
@needs("payments:write")
def new_payment(id: UUID) -> Response:
    invoice = found(id)
    back = INVOICE.url("show", id=id)
    return forms.submit(
        PaymentForm,
        lambda values, _version: actions.book_payment(invoice, values, by=guard.viewer(), now=utc_now()),
        "invoices/payment.html",
        title=_("Book a payment"),
        then=lambda _payment: back,
        said=lambda _payment: _("The payment has been booked."),
        cancel_url=back,
        about=invoice,
        defaults={
            "amount": invoice.outstanding_amount,
            "payment_date": company_day(utc_now()),
            "method": PaymentMethod.BANK_TRANSFER,
        },
        invoice=invoice,
        name=named(invoice),
        submit_label=_("Book"),
    )
