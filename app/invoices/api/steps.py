"""What happens to documents, as JSON: status, cancelling, recalculating, the PDF."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.database import utc_now
from app.forms.form import Nothing, validated
from app.invoices import actions
from app.invoices.api.contracts import INVOICE_OUTPUT, PDF, api
from app.invoices.api.documents import found
from app.invoices.forms import CancelForm, StatusForm
from app.invoices.models import Invoice
from app.invoices.sending import pdf_response
from app.values.refusals import Forbidden
from app.views import json
from app.views.json import operation
from app.web import guard
from app.web.errors import InvalidInput
from app.web.guard import needs

_MAY_CHANGE = ("invoices:write", "invoices:manage", "payments:write")


@api.patch("/<uuid:id>/status")
@needs("invoices:read")
@operation(
    "Issue (sent, needs invoices:manage) or settle (paid, needs payments:write)",
    takes=StatusForm,
    gives=INVOICE_OUTPUT,
)
def change_status(id: UUID) -> Response:
    viewer = guard.viewer()
    if not any(viewer.may(permission) for permission in _MAY_CHANGE):
        raise Forbidden()
    invoice = found(id)

    def change(values: dict[str, Any], version: int | None) -> Invoice:
        return actions.change_status(
            invoice,
            values["status"],
            _("Set to paid by hand"),
            version,
            by=viewer,
            now=utc_now(),
        )

    return json.replace(StatusForm, invoice, change, INVOICE_OUTPUT)


@api.post("/<uuid:id>/cancel")
@needs("invoices:manage")
@operation(
    "Cancel an issued invoice: gives the cancellation document",
    takes=CancelForm,
    gives=INVOICE_OUTPUT,
    status=201,
)
def cancel(id: UUID) -> Response:
    invoice = found(id)
    return json.create(
        CancelForm,
        lambda values: actions.cancel_invoice(invoice, values["reason"], by=guard.viewer(), now=utc_now()),
        INVOICE_OUTPUT,
        "invoices_api.show",
    )


@api.post("/<uuid:id>/recalculate")
@needs("invoices:write")
@operation("Add up a draft anew; verify an issued invoice", takes=Nothing, gives=INVOICE_OUTPUT)
def recalculate(id: UUID) -> Response:
    invoice = found(id)
    return json.act(Nothing, lambda _values: actions.recalculate(invoice, by=guard.viewer()), INVOICE_OUTPUT)


@api.get("/<uuid:id>/pdf")
@needs("invoices:read")
@operation("The PDF; `disposition=inline` shows it", content_type="application/pdf")
def show_pdf(id: UUID) -> Response:
    disposition = request.args.get("disposition") or "attachment"
    if disposition not in ("attachment", "inline"):
        raise InvalidInput({"disposition": [_("This is not one of the choices.")]})
    return pdf_response(found(id), inline=disposition == "inline")


@api.post("/<uuid:id>/regenerate-pdf")
@needs("invoices:write")
@operation("Check the kept PDF, and restore it if it is damaged", takes=Nothing, gives=PDF)
def regenerate_pdf(id: UUID) -> Response:
    invoice = found(id)
    validated(Nothing)
    content = actions.pdf_of(invoice)
    made = {
        "pdf_path": url_for("invoices_api.show_pdf", id=id),
        "sha256": hashlib.sha256(content).hexdigest(),
        "generated_at": invoice.issued_at or utc_now(),
    }
    return json.answer(PDF(made))
