import pytest

from app.crm.rules import (
    CustomerIsUsed,
    LeitwegIdNotValid,
    PostalCodeNotValid,
    VatIdNotValid,
    checked_leitweg_id,
    checked_postal_code,
    checked_vat_id,
)


@pytest.mark.parametrize(
    ("text", "country", "vat_id"),
    [
        ("DE136695976", "DE", "DE136695976"),
        (" de 136 695 976 ", "DE", "DE136695976"),
        ("DE-136.695.976", "DE", "DE136695976"),
        ("ATU13585627", "AT", "ATU13585627"),
        ("ATU13585627", "DE", "ATU13585627"),
        ("EL094259216", "GR", "EL094259216"),
        ("GR 094259216", "GR", "EL094259216"),
        ("FR40303265045", "FR", "FR40303265045"),
        ("CHE-123.456.788 MWST", "CH", "CHE123456788MWST"),
        ("DE136695976", "CH", "DE136695976"),
    ],
)
def test_vat_ids(text, country, vat_id):
    assert checked_vat_id(text, country) == vat_id


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("DE136695977", "DE"),
        ("DE136695977", "CH"),
        ("136695976", "DE"),
        ("DE", "DE"),
        ("", "DE"),
        ("", "CH"),
        ("CHE123456788MWST", "DE"),
        ("DE١٣٦٦٩٥٩٧٦", "DE"),
        ("x" * 40, "US"),
        ("<b>123", "US"),
    ],
)
def test_wrong_vat_ids_are_refused(text, country):
    with pytest.raises(VatIdNotValid) as refused:
        checked_vat_id(text, country)
    assert (refused.value.status, refused.value.field) == (422, "vat_id")


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("10115", "DE", "10115"),
        (" 01067 ", "DE", "01067"),
        ("1010", "AT", "1010"),
        ("SW1A  1AA", "GB", "SW1A 1AA"),
    ],
)
def test_postal_codes(text, country, code):
    assert checked_postal_code(text, country) == code


@pytest.mark.parametrize("text", ["", "1011", "101155", "D-10115", "1011a", "١٠١١٥", "10 115"])
def test_wrong_german_postal_codes_are_refused(text):
    with pytest.raises(PostalCodeNotValid):
        checked_postal_code(text, "DE")


@pytest.mark.parametrize("text", ["04011000-12345-03", "991-33333TEST-33", " 991-33333TEST-33 "])
def test_leitweg_ids(text):
    assert checked_leitweg_id(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "04011000-12345-04",
        "04011000-12354-03",
        "991-33333TEST-34",
        "991-33333TEST",
        "991",
        "",
        "n/a",
        "991--33",
        "1234567890123-1-00",
        "991-33333TÄST-33",
        "٩٩١-33333TEST-33",
    ],
)
def test_wrong_leitweg_ids_are_refused(text):
    with pytest.raises(LeitwegIdNotValid) as refused:
        checked_leitweg_id(text)
    assert refused.value.field == "buyer_reference"


def test_a_used_customer_says_by_what():
    assert "used by 2 projects" in str(CustomerIsUsed(what="2 projects"))
