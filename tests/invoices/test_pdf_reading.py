"""How the tests of the paper read it, and what holds for its bytes: fonts, names, repeatability."""

import io
import sys
import threading
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw
from PIL import Image

from app.invoices.pdf import Paper, PaperLine, PaperTax, Party, Seller, draw

MM = 72 / 25.4
GHOSTS = ("ENTWURF", "DRAFT")

SELLER = Seller(
    name="Muster & Partner IT-Beratung GmbH",
    address="Rheinstraße 12",
    postal_code="56068",
    city="Koblenz",
    country="Deutschland",
    vat_id="DE136695976",
    tax_id="22/650/12345",
    email="post@muster.example",
    phone="+49 261 123456-0",
    website="www.muster.example",
    bank_name="Musterbank Koblenz",
    iban="DE02120300000000202051",
    bic="BYLADEM1001",
    register="Amtsgericht Koblenz HRB 99999",
    managers="Geschäftsführung: J. Krämer",
)
BUYER = Party(
    name="Stadtwerke Mittelrhein AöR",
    address="Einkauf, Frau Dr. Åström-Weiß\nAm Ufer 3",
    postal_code="56112",
    city="Lahnstein",
    country="Deutschland",
    vat_id="DE111111125",
)


def line(
    position: int, description: str, quantity: str, unit: str, price: str, net: str, **more: Any
) -> PaperLine:
    return PaperLine(
        position=position,
        description=description,
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal(price),
        net=Decimal(net),
        **{"tax_rate": Decimal(19), **more},
    )


LINES = (
    line(1, "Konzeption und Moderation\nWorkshop am 03.11. und 04.11.", "14.000", "Std.", "105.0000", "1470.00"),
    line(2, "Umsetzung Startseite\nT. Bauer, 05.11.–14.11.", "128.500", "Std.", "95.0000", "12207.50"),
    line(
        3, "Fachbuch „Barrierefreies Intranet“", "3.000", "Stk.", "39.9000", "107.73",
        tax_rate=Decimal(7), discount_percent=Decimal(10),
    ),
)  # fmt: skip
INVOICE = Paper(
    document_type="invoice",
    number="RE-2026-00117",
    issue_date=date(2026, 11, 18),
    due_date=date(2026, 12, 18),
    service_from=date(2026, 11, 3),
    service_to=date(2026, 11, 14),
    customer_number="K-00042",
    buyer_reference="07137-12345-06",
    project="P-00031, Relaunch Intranet",
    seller=SELLER,
    buyer=BUYER,
    lines=LINES,
    subtotal=Decimal("13785.23"),
    taxes=(
        PaperTax(tax_rate=Decimal(19), net=Decimal("13677.50"), tax=Decimal("2598.73")),
        PaperTax(tax_rate=Decimal(7), net=Decimal("107.73"), tax=Decimal("7.54")),
    ),
    tax_amount=Decimal("2606.27"),
    total=Decimal("16391.50"),
)
CANCELLATION = replace(
    INVOICE,
    document_type="cancellation",
    number="ST-2026-00003",
    issue_date=date(2026, 11, 20),
    cancels_number="RE-2026-00117",
    cancels_date=date(2026, 11, 18),
    lines=tuple(replace(each, quantity=-each.quantity, net=-each.net) for each in LINES),
    subtotal=-INVOICE.subtotal,
    taxes=tuple(replace(tax, net=-tax.net, tax=-tax.tax) for tax in INVOICE.taxes),
    tax_amount=-INVOICE.tax_amount,
    total=-INVOICE.total,
)
DRAFT = replace(INVOICE, number=None, draft=True)


def many_lines(count: int) -> tuple[PaperLine, ...]:
    return tuple(replace(LINES[index % 3], position=index + 1) for index in range(count))


def logo(width: int = 300, height: int = 100, mode: str = "RGBA", kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (width, height)).save(buffer, kind)
    return buffer.getvalue()


@dataclass(frozen=True)
class Piece:
    """One piece of text on a page and the box of its ink, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def read(pdf: bytes) -> list[list[Piece]]:
    """The text of each page, without the pale word behind a draft."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        height, text = page.get_height(), page.get_textpage()
        found = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=text)
        pieces = [(piece.extract().replace("\xa0", " ").strip(), *piece.get_bounds()) for piece in found]
        pages.append(
            [
                Piece(words, left, height - top, right, height - bottom)
                for words, left, bottom, right, top in pieces
                if words and not (words in GHOSTS and top - bottom > 100)
            ]
        )
    document.close()
    return pages


def texts(pdf: bytes) -> list[str]:
    """All pieces of text of all pages."""
    return [piece.text for page in read(pdf) for piece in page]


def whole(pdf: bytes) -> str:
    return "\n".join(texts(pdf))


def test_every_font_is_embedded_and_none_is_a_standard_one() -> None:
    for paper in (INVOICE, DRAFT, replace(INVOICE, lines=many_lines(60), logo=logo())):
        with pikepdf.open(io.BytesIO(draw(paper))) as pdf:
            fonts = [
                each
                for each in pdf.objects
                if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
            ]
            assert fonts
            for font in fonts:
                assert "/FontFile2" in font.FontDescriptor
                assert "/ToUnicode" in font
                assert "IBMPlexSans" in str(font.BaseFont)


def test_names_of_the_document() -> None:
    with pikepdf.open(io.BytesIO(draw(INVOICE))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Rechnung RE-2026-00117"
        assert str(pdf.docinfo["/Author"]) == SELLER.name
        assert str(pdf.Root.Lang) == "de-DE"
        assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 595.2756, 841.8898]
    with pikepdf.open(io.BytesIO(draw(replace(DRAFT, language="en")))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Invoice – DRAFT"
        assert str(pdf.Root.Lang) == "en-GB"


def test_nothing_in_the_document_acts() -> None:
    paper = replace(INVOICE, terms="https://example.org <a href='https://example.org'>x</a>")
    with pikepdf.open(io.BytesIO(draw(paper))) as pdf:
        assert all("/Annots" not in page for page in pdf.pages)
        assert "/OpenAction" not in pdf.Root
        assert "/Names" not in pdf.Root


def test_same_paper_same_bytes() -> None:
    paper = replace(INVOICE, lines=many_lines(30), logo=logo())
    assert draw(paper) == draw(paper)


def test_same_bytes_when_many_threads_draw_at_once() -> None:
    papers = [INVOICE, CANCELLATION, replace(INVOICE, lines=many_lines(40)), replace(DRAFT, language="en")]
    expected = [draw(paper) for paper in papers]
    wrong: list[int] = []

    def work(index: int) -> None:
        for _ in range(3):
            if draw(papers[index]) != expected[index]:
                wrong.append(index)

    threads = [threading.Thread(target=work, args=(number % 4,)) for number in range(12)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that threads interrupt each other wherever they can
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []


def test_a_colour_space_beside_rgb_never_appears() -> None:
    """CMYK would contradict the sRGB output intent of PDF/A-3."""
    for mode, kind in (
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("RGB", "JPEG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("1", "PNG"),
    ):
        with pikepdf.open(io.BytesIO(draw(replace(INVOICE, logo=logo(mode=mode, kind=kind))))) as pdf:
            spaces = Counter(str(each["/ColorSpace"]) for each in pdf.objects if _is_picture(each))
            assert spaces
            assert set(spaces) <= {"/DeviceRGB", "/DeviceGray"}


def _is_picture(each: object) -> bool:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
