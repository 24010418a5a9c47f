"""Papers are drawn as when they were issued: dated by it, and those of the first version as they were then."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from app.invoices.actions import drawn, issuing, pdf_of
from app.invoices.pdf import PaperTax, draw
from tests.invoices.given import NOW, cancel, draft, issued
from tests.invoices.test_pdf import SMALL_BUSINESS
from tests.invoices.test_pdf_reading import CANCELLATION, DRAFT, INVOICE, SELLER, logo, many_lines

FIRST = {
    "invoice": INVOICE,
    "cancellation": CANCELLATION,
    "draft": DRAFT,
    "small": SMALL_BUSINESS,
    "contradiction": replace(INVOICE, seller=replace(SELLER, small_business=True)),
    "reverse": replace(
        INVOICE,
        tax_case="reverse_charge",
        tax_note="x",
        taxes=(PaperTax(tax_rate=Decimal(0), net=Decimal("13785.23"), tax=Decimal(0)),),
        tax_amount=Decimal(0),
        total=Decimal("13785.23"),
    ),
    "many": replace(INVOICE, lines=many_lines(60), logo=logo(), language="en"),
}
"""Papers that the first version of this program drew."""

KNOWN = {
    "invoice": "0148f6a562daed90f24c2308dca07fb138cb71f5d2b842bb4d8a04e59fd83ba5",
    "cancellation": "27ae374642f6a0b1e638bf8b487a835116973db040e856ab9cbf103aeb068f8f",
    "draft": "4f239a51cc6614c8dfeaa78bb01f24695a668d3c88e1ffe20bfcaa7a51cc12b2",
    "small": "111ec6e11aae0c50d512318a1adeee770c5be33583ac8c8bd8f82c7b03e60ed3",
    "contradiction": "b180a602fffb68a94aa72e6a50ce9f865ac15d2b5e13443b6427bfdcfc11300d",
    "reverse": "886c8b2d025988f7751a7ab97723aab6d1cfce46defa8be2b01d9fdc1fed87de",
    "many": "a845919891d766156e3501829873ba8d8afd68da41cda0fe28128dbc08c25530",
}
"""What these papers contain, unpacked: zlib may pack the same contents differently from build to build."""


def dates(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/Metadata" not in document.Root
        return {str(document.docinfo[name]) for name in ("/CreationDate", "/ModDate")}


def contents(pdf: bytes) -> str:
    """The hash of all that a PDF consists of: its objects, and its streams unpacked."""
    found = hashlib.sha256()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                told = {key: str(value) for key, value in each.items() if key not in ("/Length", "/Filter")}
                found.update(repr(sorted(told.items())).encode() + each.read_bytes())
            else:
                found.update(each.unparse())
    return found.hexdigest()


@pytest.mark.parametrize("name", FIRST)
def test_papers_of_the_first_version_are_drawn_as_they_were(name):
    assert contents(draw(replace(FIRST[name], version=1))) == KNOWN[name]


def lose(app, sha256: str) -> None:
    (Path(app.config["DATA_DIR"]) / "files" / sha256[:2] / sha256).unlink()


@pytest.mark.parametrize("version", [1, 2])
def test_a_lost_paper_is_restored_by_the_version_it_was_issued_with(app, api, monkeypatch, version):
    monkeypatch.setattr(issuing, "PAPER_VERSION", version)
    made = issued()
    monkeypatch.undo()
    kept = pdf_of(made)
    lose(app, made.pdf_sha256)
    answer = api("buchhaltung").post(f"/api/backoffice/invoices/{made.id}/regenerate-pdf", status=200)
    assert answer["sha256"] == made.pdf_sha256
    assert pdf_of(made) == kept


def test_a_document_keeps_the_version_that_it_was_issued_with(app):
    made = issued()
    assert (made.paper_version, cancel(made).paper_version, draft().paper_version) == (2, 2, None)


def test_a_paper_is_dated_by_its_issuing(app):
    made = issued()
    expected = NOW.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    assert dates(pdf_of(made)) == dates(pdf_of(cancel(made))) == {expected}


def test_a_draft_is_dated_by_its_last_change(app):
    made = draft()
    assert dates(drawn(made)) == {made.updated_at.strftime("D:%Y%m%d%H%M%S+00'00'")}


def test_a_moment_of_any_zone_gives_the_same_bytes():
    moments = (datetime(2026, 11, 20, 9, 40, tzinfo=UTC), datetime.fromisoformat("2026-11-20T10:40:00+01:00"))
    first, second = (draw(replace(INVOICE, made_at=moment)) for moment in moments)
    assert first == second
