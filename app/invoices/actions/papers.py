"""The PDF of a document: drawn for a draft, kept for what is issued."""

from __future__ import annotations

import hashlib

from app import storage
from app.database import is_writing
from app.invoices import rules
from app.invoices.models import Invoice
from app.invoices.pdf import draw
from app.invoices.pdf.filling import fill
from app.invoices.queries import parties_of


def _logo(sha256: str | None) -> bytes | None:
    try:
        return storage.get(sha256) if sha256 else None
    except storage.Damaged:
        return None


def drawn(invoice: Invoice) -> bytes:
    """The PDF as the stored facts give it; the same facts give the same bytes."""
    parties = parties_of(invoice)
    return draw(fill(invoice, parties, _logo(parties.seller.get("logo_sha256"))))


def keep_pdf(invoice: Invoice) -> str:
    """Draws and keeps the PDF of a document that is being issued; it is on the disk before the commit."""
    if not is_writing():
        raise RuntimeError("the PDF of a document is kept inside @atomic only")
    invoice.pdf_sha256 = storage.put(drawn(invoice))
    return invoice.pdf_sha256


def pdf_of(invoice: Invoice) -> bytes:
    """A draft's PDF is drawn anew; an issued document's is the kept one.

    A kept file that is missing or damaged is drawn again from the frozen data and kept again, if the bytes
    are the same; otherwise `PdfCannotBeRestored`, since what was sent must not silently become another one.
    """
    if invoice.pdf_sha256 is None:
        return drawn(invoice)
    try:
        return storage.get(invoice.pdf_sha256)
    except storage.Damaged:
        pass
    content = drawn(invoice)
    if hashlib.sha256(content).hexdigest() != invoice.pdf_sha256:
        raise rules.PdfCannotBeRestored(sha256=invoice.pdf_sha256)
    storage.put(content)
    return content
