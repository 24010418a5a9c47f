"""Hundreds of documents: the paper names the cents of the record, and is the same bytes when drawn again."""

from __future__ import annotations

import io
import random
from decimal import Decimal

import pypdfium2

from app import storage
from app.audit.queries import verify
from app.invoices.actions import drawn
from app.invoices.rules import totals
from app.values.numbers import write_money
from tests.invoices import given

WORDS = [
    "Konzeption",
    "Umsetzung",
    "&",
    "Prüfung",
    "<b>fett</b>",
    "100",
    "€",
    "Übergröße",
    "Straßenverzeichnisaktualisierungsdienst",
    "🙂",
]


def plain(text: str) -> str:
    """Text with ordinary blanks."""
    return " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())


def test_three_hundred_documents(app):
    chance = random.Random(7)
    for _number in range(300):
        lines = [
            given.line(
                f"{chance.randrange(1, 99999) / 1000:.3f}",
                f"{chance.randrange(0, 9999999) / 10000:.4f}",
                chance.choice(("19", "7", "0")),
                f"{chance.randrange(0, 10000) / 100:.2f}",
                description=" ".join(chance.choices(WORDS, k=chance.randrange(1, 60))),
            )
            for _line in range(chance.choice((1, 3, 12, 60)))
        ]
        invoice = given.issued(*lines)
        found = totals([line.figures for line in invoice.line_items])
        assert (found.subtotal, found.tax_amount, found.total) == (
            invoice.subtotal,
            invoice.tax_amount,
            invoice.total,
        )
        kept = storage.get(invoice.pdf_sha256)
        assert drawn(invoice) == kept
        document = pypdfium2.PdfDocument(io.BytesIO(kept))
        text = plain(" ".join(page.get_textpage().get_text_range() for page in document))
        for amount in (invoice.subtotal, invoice.total):
            assert plain(write_money(Decimal(amount), "de")) in text
        document.close()
    assert verify()[1] is None
