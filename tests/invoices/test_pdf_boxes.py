"""Nothing runs out of its box, off the page or over something else, whatever people write."""

from dataclasses import fields, replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.invoices.pdf import Paper, PaperTax, Party, draw
from app.invoices.pdf.fonts import drawable
from tests.invoices.test_pdf_reading import (
    BUYER,
    CANCELLATION,
    DRAFT,
    INVOICE,
    LINES,
    MM,
    SELLER,
    Piece,
    line,
    logo,
    many_lines,
    read,
    texts,
)

LONG_NAME = "Gesellschaft für ganzheitliche Unternehmensentwicklung und Organisationsberatung mbH & Co. KG "
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 7
HUGE = Decimal("9999999999.99")


def check(paper: Paper) -> list[list[Piece]]:
    """Draws the paper and holds it to the margins of DIN 5008; no two texts touch."""
    pages = read(draw(paper))
    for page in pages:
        for piece in page:
            assert piece.left >= 25 * MM - 2, piece
            assert piece.right <= 190 * MM + 1, piece
            assert piece.top >= 10 * MM, piece
            assert piece.bottom <= (297 - 16.5) * MM, piece
        for one, other in combinations(page, 2):
            assert not _overlap(one, other), (one, other)
        foot = min((piece.top for piece in page if piece.text.startswith(("Seite ", "Page "))), default=0)
        assert foot > 150 * MM
    first = pages[0]
    field = [piece for piece in first if piece.left < 100 * MM and 61 * MM < piece.top < 95 * MM]
    assert all(piece.right <= 106 * MM and piece.bottom <= 90.5 * MM for piece in field), field
    return pages


def _overlap(one: Piece, other: Piece, slack: float = 0.6) -> bool:
    return (
        one.left + slack < other.right
        and other.left + slack < one.right
        and one.top + slack < other.bottom
        and other.top + slack < one.bottom
    )


def _one_line(**more: object) -> Paper:
    return replace(INVOICE, lines=(replace(LINES[0], **more),))  # type: ignore[arg-type]


CASES = {
    "as in the drawing": INVOICE,
    "with a logo": replace(INVOICE, logo=logo()),
    "a tall logo": replace(INVOICE, logo=logo(50, 900)),
    "a wide logo": replace(INVOICE, logo=logo(3000, 20)),
    "cancellation": CANCELLATION,
    "draft": DRAFT,
    "no lines": replace(INVOICE, lines=()),
    "one line": replace(INVOICE, lines=LINES[:1]),
    "200 lines": replace(INVOICE, lines=many_lines(200)),
    "english": replace(INVOICE, language="en", tax_case="reverse_charge", lines=many_lines(30)),
    "a long word": _one_line(description=f"{LONG_WORD}\n{LONG_WORD}"),
    "a word without hyphens": _one_line(description="W" * 300),
    "4,000 characters": _one_line(description="Beschreibung der Leistung, ausführlich. " * 100),
    "120 small lines": _one_line(description="Titel\n" + "\n".join(f"Zeile {number}" for number in range(120))),
    "empty description": _one_line(description=""),
    "a long unit": _one_line(unit="Verrechnungseinheiten je Monat"),
    "a unit without blanks": _one_line(unit="V" * 30, quantity=Decimal("-9999999.999")),
    "huge amounts": replace(
        _one_line(net=-HUGE, unit_price=Decimal("9999999999.9999"), quantity=Decimal("9999999.9999"), unit="Tage"),
        subtotal=HUGE,
        total=HUGE,
        taxes=(PaperTax(tax_rate=Decimal("19.25"), net=HUGE, tax=HUGE),),
    ),
    "huge amounts on many pages": replace(INVOICE, lines=tuple(replace(each, net=HUGE) for each in many_lines(40))),
    "forty rates": replace(
        INVOICE,
        taxes=tuple(PaperTax(tax_rate=Decimal(rate), net=Decimal(rate), tax=Decimal(1)) for rate in range(40)),
    ),
    "position 123456": _one_line(position=123456),
    "long names": replace(
        INVOICE,
        seller=replace(
            SELLER,
            name=LONG_NAME * 3,
            address="Hinterhaus, drittes Obergeschoss\nAn der alten Landstraße nach Niederlahnstein 123a",
            register=LONG_NAME * 2,
            managers="Geschäftsführung: " + ", ".join(["Dr. Johannes Krämer-Winterberg"] * 8),
            email="a" * 100 + "@example.org",
            bank_name=LONG_NAME,
        ),
        buyer=replace(BUYER, name=LONG_NAME * 3, address="\n".join([LONG_NAME] * 6), city="Überlingen" * 10),
        buyer_reference="REF-0815/" * 30,
        customer_number="K" * 60,
        project=LONG_NAME * 5,
    ),
    "names without blanks": replace(
        INVOICE,
        seller=replace(SELLER, name=LONG_WORD, address=LONG_WORD, city=LONG_WORD, managers=LONG_WORD),
        buyer=replace(BUYER, name=LONG_WORD, address=LONG_WORD, city=LONG_WORD, country=LONG_WORD),
        project=LONG_WORD,
        number="RE-" + "9" * 80,
    ),
    "long terms": replace(INVOICE, terms="Es gelten unsere Bedingungen. " * 300, tax_note="Hinweis. " * 300),
    "nothing but names": replace(
        INVOICE,
        seller=type(SELLER)(name="A"),
        buyer=Party(name="B"),
        project=None,
        buyer_reference=None,
        customer_number=None,
        issue_date=None,
        due_date=None,
        service_from=None,
        service_to=None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("paper", CASES.values(), ids=CASES.keys())
def test_everything_stays_in_its_box(paper: Paper) -> None:
    check(paper)


@pytest.mark.parametrize("count", range(5, 17))
def test_totals_and_payment_find_room_whatever_is_left_on_the_page(count: int) -> None:
    pages = check(replace(INVOICE, lines=many_lines(count), tax_note="Ein Satz.", terms="Noch einer."))
    tops = {piece.text: (number, piece.top) for number, page in enumerate(pages) for piece in page}
    assert tops["Gesamtbetrag"][0] == tops["USt. 19 % auf 13.677,50 €"][0]


def test_a_description_of_many_pages_loses_no_word() -> None:
    wanted = [f"Wort{number}" for number in range(900)]
    found = texts(draw(_one_line(description=" ".join(wanted))))
    assert [word for text in found for word in text.split() if word.startswith("Wort")] == wanted


def test_a_word_without_blanks_loses_no_letter() -> None:
    word = "".join(f"{number:03}" for number in range(100))
    assert word in "".join(texts(draw(_one_line(description=word))))


def test_a_row_that_goes_on_shows_its_figures_once() -> None:
    paper = _one_line(description="Eine ausführliche Beschreibung. " * 250)
    pages = check(paper)
    assert len(pages) > 2
    assert sum(piece.text == "14 Std." for page in pages for piece in page) == 1
    assert [piece.text for piece in pages[0]].count("Übertrag") == 1
    assert "Übertrag" in [piece.text for piece in pages[1]]


def test_a_short_row_is_never_parted() -> None:
    lines = tuple(
        line(number, "Titel\nzweite\ndritte\nvierte", "1", "Stk.", "1", "1") for number in range(1, 40)
    )
    for page in read(draw(replace(INVOICE, lines=lines))):
        found = [piece.text for piece in page]
        assert found.count("Titel") == found.count("vierte") == found.count("zweite")


def test_markup_is_printed_as_it_was_written() -> None:
    found = texts(draw(_one_line(description="<b>fett</b> & <img src='http://x'/> &amp; %s {x}")))
    assert "<b>fett</b> & <img src='http://x'/>" in " ".join(found)
    assert "&amp; %s {x}" in " ".join(found)


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Größe Åström Łódź Čeština Ñandú ẞ €", "Größe Åström Łódź Čeština Ñandú ẞ €"),
        ("u\u0308ber", "über"),
        ("漢字 😀", "?? ?"),
        ("👩\u200d💻 ❤\ufe0f", "?? ?"),
        ("a\u0336b", "a?b"),
        ("a\x00b\x07c\x1bd\x7fe", "abcde"),
        ("rechts\u202elinks", "rechtslinks"),
        ("a\tb\u2003c", "a b c"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ud800", "?"),
        ("weich\xadtrennen", "weichtrennen"),
    ],
)
def test_what_the_fonts_lack_is_a_question_mark(written: str, drawn: str) -> None:
    assert drawable(written) == drawn


ANY_TEXT = st.text(st.characters(blacklist_categories=()), max_size=400)
WORDS = st.text("Wij äÜ€.-/\n<&", max_size=800)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_people_write(data: st.DataObject) -> None:
    anything = ANY_TEXT | WORDS
    seller = replace(SELLER, **{name: data.draw(anything) for name in _texts(SELLER)})
    buyer = replace(BUYER, **{name: data.draw(anything) for name in _texts(BUYER)})
    lines = tuple(
        replace(each, description=data.draw(anything), unit=data.draw(ANY_TEXT), position=number)
        for number, each in enumerate(many_lines(data.draw(st.integers(0, 12))))
    )
    own = {
        name: data.draw(anything)
        for name in ("customer_number", "buyer_reference", "project", "tax_note", "terms")
    }
    check(replace(INVOICE, seller=seller, buyer=buyer, lines=lines, number=data.draw(anything), **own))


def _texts(value: object) -> list[str]:
    return [field.name for field in fields(value) if isinstance(getattr(value, field.name), str)]  # type: ignore[arg-type]
