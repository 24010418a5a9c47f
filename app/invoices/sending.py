"""A document's PDF as an answer, for pages and API alike."""

from __future__ import annotations

from flask import current_app
from werkzeug.wrappers import Response

from app.invoices.actions import pdf_of
from app.invoices.models import Invoice
from app.invoices.pdf.phrases import phrases
from app.invoices.queries import parties_of


def file_name(invoice: Invoice) -> str:
    """`RE-2026-00001.pdf`; of a draft `Entwurf.pdf`. Signs that a file's name cannot have become hyphens."""
    if invoice.invoice_number is None:
        return f"{phrases(parties_of(invoice).language).draft.capitalize()}.pdf"
    safe = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-_.+") else "-"
        for sign in invoice.invoice_number
    )
    return f"{safe}.pdf"


def pdf_response(invoice: Invoice, *, inline: bool) -> Response:
    """The PDF, to be shown or to be kept."""
    response = current_app.response_class(pdf_of(invoice), mimetype="application/pdf")
    way = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f'{way}; filename="{file_name(invoice)}"'
    return response
