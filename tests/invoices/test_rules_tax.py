from decimal import Decimal

import pytest

from app.invoices.rules import EU_COUNTRIES, Line, TaxCase, TaxNotAllowed, refuse_tax, tax_case_for, tax_note


@pytest.mark.parametrize(
    ("seller", "small", "buyer", "business", "vat_id", "case"),
    [
        ("DE", False, "DE", True, "DE136695976", "standard"),
        ("DE", False, "DE", False, None, "standard"),
        ("DE", False, "DE", True, "ATU13585627", "standard"),
        ("DE", False, "AT", True, "ATU13585627", "reverse_charge"),
        ("DE", False, "AT", True, "FR40303265045", "reverse_charge"),
        ("DE", False, "GR", True, "EL094259216", "reverse_charge"),
        ("AT", False, "DE", True, "DE136695976", "reverse_charge"),
        ("DE", False, "AT", True, "DE136695976", "standard"),
        ("DE", False, "AT", True, None, "standard"),
        ("DE", False, "AT", True, "", "standard"),
        ("DE", False, "AT", True, "CHE123456788", "standard"),
        ("DE", False, "AT", False, "ATU13585627", "standard"),
        ("GR", False, "AT", True, "EL094259216", "standard"),
        ("DE", False, "CH", True, "CHE123456788", "export"),
        ("DE", False, "GB", True, None, "export"),
        ("DE", False, "US", False, None, "export"),
        ("DE", True, "DE", True, None, "small_business"),
        ("DE", True, "AT", True, "ATU13585627", "small_business"),
        ("DE", True, "US", True, None, "small_business"),
    ],
)
def test_the_case_follows_from_seller_and_buyer(seller, small, buyer, business, vat_id, case):
    assert (
        tax_case_for(
            seller_country=seller,
            seller_small_business=small,
            buyer_country=buyer,
            buyer_is_business=business,
            buyer_vat_id=vat_id,
        )
        == case
    )


def test_the_union_has_27_states():
    assert len(EU_COUNTRIES) == 27


@pytest.mark.parametrize("case", [case for case in TaxCase if case != TaxCase.STANDARD])
def test_each_other_case_says_why_there_is_no_tax(case):
    german, english = tax_note(case, "de"), tax_note(case, "en")
    assert german and english and german != english


def test_the_words_that_the_law_asks_for():
    assert tax_note(TaxCase.STANDARD, "de") is None
    assert (
        tax_note(TaxCase.SMALL_BUSINESS, "de")
        == "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet (Kleinunternehmer)."
    )
    for language in ("de", "en"):
        assert "Steuerschuldnerschaft des Leistungsempfängers" in tax_note(TaxCase.REVERSE_CHARGE, language)
        assert "reverse charge" in tax_note(TaxCase.REVERSE_CHARGE, language).lower()
    assert "innergemeinschaftliche Lieferung" in tax_note(TaxCase.INTRA_COMMUNITY, "de")
    assert tax_note(TaxCase.EXEMPT, "de", " § 4 Nr. 21 UStG ") == "Steuerfrei: § 4 Nr. 21 UStG"
    assert tax_note(TaxCase.EXEMPT, "en", "section 4 no. 21 UStG") == "Exempt from VAT: section 4 no. 21 UStG"
    assert tax_note(TaxCase.SMALL_BUSINESS, "de", "something") == tax_note(TaxCase.SMALL_BUSINESS, "de")


def lines(*rates):
    return [Line(Decimal(1), Decimal(100), Decimal(rate)) for rate in rates]


@pytest.mark.parametrize("case", list(TaxCase))
def test_only_the_standard_case_has_tax(case):
    refuse_tax(case, lines("0", "0"))
    refuse_tax(case, [])
    if case == TaxCase.STANDARD:
        refuse_tax(case, lines("19", "0"))
        return
    with pytest.raises(TaxNotAllowed) as refused:
        refuse_tax(case, lines("0", "7"))
    assert (refused.value.status, refused.value.field) == (422, "line_items.1.tax_rate")
