"""The GiroCode: a transfer as a QR code that banking apps read (EPC069-12, version 002)."""

from decimal import Decimal

import segno

from app.invoices.pdf.paper import Paper

_LEAST, _MOST = Decimal("0.01"), Decimal("999999999.99")

# Readers take any of the eight masks. To look for the best takes longer than the page; mostly it is this one.
_MASK = 4


def girocode(paper: Paper) -> list[list[bool]] | None:
    """The modules of the code row by row, without the quiet zone; None where it would make no sense."""
    payload = girocode_payload(paper)
    if payload is None:
        return None
    code = segno.make_qr(payload, error="m", boost_error=False, mask=_MASK)
    return [[bool(module) for module in row] for row in code.matrix]


def girocode_payload(paper: Paper) -> bytes | None:
    """At most 331 bytes: name up to 70, text up to 140 characters; the text begins with the invoice's number.

    ISO 8859-1 (2) where the text allows it, else UTF-8 (1): readers guess wrongly with umlauts in UTF-8.
    """
    seller = paper.seller
    iban = "".join((seller.iban or "").split()).upper()
    bic = "".join((seller.bic or "").split()).upper()
    if paper.is_draft or not paper.asks_for_payment or not paper.number or not seller.name:
        return None
    if not (15 <= len(iban) <= 34 and iban.isascii() and iban.isalnum() and _LEAST <= paper.total <= _MOST):
        return None
    if not (len(bic) in (8, 11) and bic.isascii() and bic.isalnum()):
        bic = ""
    name, text = seller.name[:70].rstrip(), paper.number[:35]
    for charset, encoding in (("2", "iso-8859-1"), ("1", "utf-8")):
        lines = ["BCD", "002", charset, "SCT", bic, name, iban, f"EUR{paper.total:.2f}", "", "", text]
        try:
            return "\n".join(lines).encode(encoding)
        except UnicodeEncodeError:
            continue
    return None
