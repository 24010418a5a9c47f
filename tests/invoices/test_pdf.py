"""What stands on the paper, word for word and figure for figure."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
import segno

from app.invoices.pdf import PaperTax, Party, draw
from app.invoices.pdf.girocode import girocode, girocode_payload
from tests.invoices.test_pdf_reading import (
    CANCELLATION,
    DRAFT,
    INVOICE,
    SELLER,
    line,
    logo,
    many_lines,
    read,
    texts,
    whole,
)

SMALL_BUSINESS = replace(
    INVOICE,
    tax_case="small_business",
    seller=replace(SELLER, small_business=True, vat_id=None),
    tax_note="Gemäß § 19 UStG wird keine Umsatzsteuer berechnet (Kleinunternehmer).",
    taxes=(PaperTax(tax_rate=Decimal(0), net=Decimal("13785.23"), tax=Decimal(0)),),
    tax_amount=Decimal(0),
    total=Decimal("13785.23"),
)


def test_an_invoice_says_what_paragraph_14_ustg_asks_for() -> None:
    found = texts(draw(INVOICE))
    for expected in (
        "Muster & Partner IT-Beratung GmbH", "Rheinstraße 12", "56068 Koblenz",
        "Muster & Partner IT-Beratung GmbH · Rheinstraße 12 · 56068 Koblenz",
        "Stadtwerke Mittelrhein AöR", "Einkauf, Frau Dr. Åström-Weiß", "Am Ufer 3", "56112 Lahnstein",
        "Rechnung RE-2026-00117", "Projekt P-00031, Relaunch Intranet",
        "Rechnungsnummer", "RE-2026-00117", "Rechnungsdatum", "18.11.2026",
        "Leistungszeitraum", "03.11.–14.11.2026", "Kundennummer", "K-00042",
        "Ihre Referenz", "07137-12345-06", "Zahlbar bis", "18.12.2026",
        "Pos.", "Leistung", "Menge", "Einzelpreis", "USt.", "Netto",
        "Konzeption und Moderation", "Workshop am 03.11. und 04.11.", "14,00 Std.", "105,00 €", "1.470,00 €",
        "128,50 Std.", "95,00 €", "12.207,50 €", "3 Stk.", "39,90 €", "7 %", "107,73 €", "abzüglich 10 % Rabatt",
        "13.785,23 €", "USt. 19 % auf 13.677,50 €", "2.598,73 €", "USt. 7 % auf 107,73 €", "7,54 €",
        "Gesamtbetrag", "16.391,50 €",
        "Amtsgericht Koblenz HRB 99999", "Geschäftsführung: J. Krämer", "USt-IdNr. DE136695976",
        "St.-Nr. 22/650/12345", "Musterbank Koblenz", "IBAN DE02 1203 0000 0000 2020 51", "BIC BYLADEM1001",
        "+49 261 123456-0", "post@muster.example", "www.muster.example", "Seite 1 von 1", "GiroCode",
    ):  # fmt: skip
        assert expected in found, expected
    sentence = " ".join(found)
    assert "Bitte überweisen Sie den Gesamtbetrag bis zum 18.12.2026 unter Angabe" in sentence


def test_an_invoice_in_english() -> None:
    found = texts(draw(replace(INVOICE, language="en")))
    for expected in (
        "Invoice RE-2026-00117", "Project P-00031, Relaunch Intranet", "Invoice number", "18 Nov 2026",
        "Service period", "3 Nov – 14 Nov 2026", "Payable by", "Quantity", "128.50 Std.", "€105.00",
        "VAT 19% on €13,677.50", "€16,391.50", "less 10% discount", "Page 1 of 1", "VAT ID DE136695976",
    ):  # fmt: skip
        assert expected in found, expected
    assert "Please transfer the total by 18 Dec 2026" in " ".join(found)
    assert not {"Rechnung", "Menge", "USt."} & set(found)


def test_a_small_business_shows_no_tax_but_says_why() -> None:
    found = whole(draw(SMALL_BUSINESS))
    assert "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet (Kleinunternehmer)." in found
    assert "Betrag" in found.split("\n")
    assert "13.785,23 €" in found
    assert not any(tax in found for tax in ("USt. ", "USt.\n", "19 %", "0 %\n", "\nNetto"))


@pytest.mark.parametrize("tax_case", ["reverse_charge", "intra_community"])
def test_both_vat_ids_where_the_recipient_owes_the_tax(tax_case: str) -> None:
    note = "Steuerschuldnerschaft des Leistungsempfängers"
    found = texts(draw(replace(INVOICE, tax_case=tax_case, tax_note=note)))
    assert {"Ihre USt-IdNr.", "DE111111125", "USt-IdNr. DE136695976", note} <= set(found)
    assert "DE111111125" not in texts(draw(INVOICE))


def test_a_cancellation_names_its_invoice_and_asks_for_nothing() -> None:
    found = texts(draw(replace(CANCELLATION, terms="Zahlbar sofort.")))
    for expected in (
        "Stornorechnung ST-2026-00003", "Storno zu Rechnung RE-2026-00117 vom 18.11.2026", "Stornonummer",
        "-14,00 Std.", "105,00 €", "-1.470,00 €", "USt. 19 % auf -13.677,50 €", "-2.598,73 €", "-16.391,50 €",
    ):  # fmt: skip
        assert expected in found, expected
    everything = " ".join(found)
    assert "Es ist nichts zu zahlen." in everything
    for absent in ("Zahlbar", "überweisen", "GiroCode", "18.12.2026", "Gutschrift"):
        assert absent not in everything
    english = texts(draw(replace(CANCELLATION, language="en")))
    assert "Cancellation invoice ST-2026-00003" in english
    assert "Cancels invoice RE-2026-00117 of 18 Nov 2026" in english
    assert "-€16,391.50" in english


@pytest.mark.parametrize("paper", [DRAFT, replace(INVOICE, number=None), replace(INVOICE, draft=True)])
def test_a_draft_says_so_on_every_page_and_has_neither_number_nor_code(paper: object) -> None:
    pdf = draw(replace(paper, lines=many_lines(40)))  # type: ignore[type-var]
    found = texts(pdf)
    assert "Rechnung – ENTWURF" in found
    assert "GiroCode" not in found
    assert "RE-2026-00117" not in " ".join(found)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        turned = [page for page in document.pages if b".642788 .766044" in page.Contents.read_bytes()]
        assert len(turned) == len(document.pages) > 1


def test_a_total_of_nothing_asks_for_nothing() -> None:
    found = " ".join(texts(draw(replace(INVOICE, total=Decimal(0)))))
    assert "0,00 €" in found
    assert "überweisen" not in found
    assert "Zahlbar" not in found


def test_service_dates() -> None:
    one = date(2026, 11, 3)
    for first, last in ((one, one), (one, None), (None, one)):
        found = texts(draw(replace(INVOICE, service_from=first, service_to=last)))
        assert "Leistungsdatum" in found
        assert "03.11.2026" in found
    none = texts(draw(replace(INVOICE, service_from=None, service_to=None)))
    assert not {"Leistungsdatum", "Leistungszeitraum"} & set(none)


def test_an_address_abroad_ends_with_town_and_country_in_capitals() -> None:
    buyer = Party(
        name="Nordlicht B.V.",
        address="Gracht 12",
        postal_code="1015 CN",
        city="Amsterdam",
        country="Niederlande",
    )
    found = texts(draw(replace(INVOICE, buyer=buyer)))
    assert {"1015 CN AMSTERDAM", "NIEDERLANDE"} <= set(found)
    assert "DEUTSCHLAND" not in whole(draw(INVOICE))


def test_terms_and_tax_note_keep_their_lines() -> None:
    found = texts(
        draw(replace(INVOICE, terms="2 % Skonto bis 25.11.2026.\nDanach netto.", tax_note="Ein Satz."))
    )
    assert {"2 % Skonto bis 25.11.2026.", "Danach netto.", "Ein Satz."} <= set(found)


def test_prices_have_as_many_decimals_as_they_need() -> None:
    lines = (
        line(1, "a", "1.5", "kg", "0.1234", "0.19"),
        line(2, "b", "2", "kg", "0.1250", "0.25"),
        line(3, "c", "1234.125", "m", "-3", "-3702.38"),
    )
    found = texts(draw(replace(INVOICE, lines=lines)))
    for expected in ("0,1234 €", "0,125 €", "-3,00 €", "1,50 kg", "2,00 kg", "1.234,125 m", "-3.702,38 €"):
        assert expected in found, expected
    assert "€0.125" in texts(draw(replace(INVOICE, lines=lines, language="en")))


@pytest.mark.parametrize("count", [13, 60, 200])
def test_pages_are_counted_heads_repeated_and_sums_carried_over(count: int) -> None:
    lines = many_lines(count)
    pages = read(draw(replace(INVOICE, lines=lines)))
    assert len(pages) > 1
    nets, carried = [each.net for each in lines], Decimal(0)
    for number, page in enumerate(pages, start=1):
        found = [piece.text for piece in page]
        assert f"Seite {number} von {len(pages)}" in found
        assert "IBAN DE02 1203 0000 0000 2020 51" in found
        assert ("Rechnung RE-2026-00117 vom 18.11.2026" in found) == (number > 1)
        if "Leistung" not in found:
            continue
        assert [head for head in found if head in ("Pos.", "Menge", "Einzelpreis")] == [
            "Pos.",
            "Menge",
            "Einzelpreis",
        ]
        carries = [found[at + 1] for at, text in enumerate(found) if text == "Übertrag"]
        expected = [_german(carried)] if number > 1 else []
        for _ in range(sum(text in ("14,00 Std.", "128,50 Std.", "3 Stk.") for text in found)):
            carried += nets.pop(0)
        if nets:
            expected.append(_german(carried))
        assert carries[: len(expected)] == expected
    assert nets == []


def _german(amount: Decimal) -> str:
    return f"{amount:,.2f} €".replace(",", "_").replace(".", ",").replace("_", ".")


def test_every_position_appears_once() -> None:
    pages = read(draw(replace(INVOICE, lines=many_lines(200))))
    numbers = [
        piece.text for page in pages for piece in page if abs(piece.left - 71.5) < 2 and piece.text.isdigit()
    ]
    assert numbers == [str(number) for number in range(1, 201)]


def test_a_logo_takes_the_place_of_the_name() -> None:
    name = SELLER.name
    assert texts(draw(INVOICE)).count(name) == 2
    assert texts(draw(replace(INVOICE, logo=logo()))).count(name) == 1


@pytest.mark.parametrize(
    "broken", [b"\x89PNG\r\n\x1a\nrubbish", b"<svg/>", b"GIF89a", b"\xff\xd8\xff", logo()[:-40]]
)
def test_a_logo_that_cannot_be_read_leaves_the_name(broken: bytes) -> None:
    assert texts(draw(replace(INVOICE, logo=broken))).count(SELLER.name) == 2


def test_girocode_says_who_gets_how_much_for_what() -> None:
    payload = girocode_payload(INVOICE)
    assert payload is not None
    assert payload.decode("iso-8859-1").split("\n") == [
        "BCD", "002", "2", "SCT", "BYLADEM1001", "Muster & Partner IT-Beratung GmbH",
        "DE02120300000000202051", "EUR16391.50", "", "", "RE-2026-00117",
    ]  # fmt: skip


def test_girocode_of_a_name_outside_latin_1_and_of_any_length() -> None:
    paper = replace(
        INVOICE, seller=replace(SELLER, name="Łódź " * 40, bic="??", iban="DE02 1203 0000 0000 2020 51")
    )
    payload = girocode_payload(paper)
    assert payload is not None
    lines = payload.decode("utf-8").split("\n")
    assert lines[2] == "1"
    assert lines[4] == ""
    assert len(lines[5]) <= 70
    assert lines[6] == "DE02120300000000202051"
    assert len(payload) <= 331


@pytest.mark.parametrize(
    "paper",
    [
        CANCELLATION,
        DRAFT,
        replace(INVOICE, total=Decimal(0)),
        replace(INVOICE, total=Decimal("1000000000")),
        replace(INVOICE, seller=replace(SELLER, iban=None)),
        replace(INVOICE, seller=replace(SELLER, iban="rubbish")),
    ],
)
def test_no_girocode_without_sense(paper: object) -> None:
    assert girocode(paper) is None  # type: ignore[arg-type]
    assert "GiroCode" not in texts(draw(paper))  # type: ignore[arg-type]


def test_girocode_is_drawn_module_by_module_and_large_enough() -> None:
    with pikepdf.open(io.BytesIO(draw(INVOICE))) as pdf:
        boxes = [
            [float(number) for number in operands]
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "re"
        ]
    code = segno.make_qr(girocode_payload(INVOICE), error="m", boost_error=False, mask=4)
    left, top = min(box[0] for box in boxes), max(box[1] + box[3] for box in boxes)
    side = max(box[0] + box[2] for box in boxes) - left
    assert 20 <= side * 25.4 / 72 <= 30
    module = side / len(code.matrix)
    drawn = [[False] * len(code.matrix) for _ in code.matrix]
    for x, y, width, height in boxes:
        row = round((top - y - height) / module)
        for column in range(round((x - left) / module), round((x + width - left) / module)):
            drawn[row][column] = True
    assert drawn == [[bool(dark) for dark in row] for row in code.matrix]
    assert code.version <= 13
