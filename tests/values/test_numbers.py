from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.numbers import Unreadable, read_canonical, read_number, write_money, write_number


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "1.234,50", "1234.50"),
        ("de", "1234,5", "1234.50"),
        ("de", "1.234", "1234.00"),
        ("de", "1.234.567,89", "1234567.89"),
        ("de", "1 234,50", "1234.50"),
        ("de", "1\u202f234,50\u202f€", "1234.50"),
        ("de", "\u00a0 12,50 € ", "12.50"),
        ("de", "€ 12,50", "12.50"),
        ("de", "-12,50", "-12.50"),
        ("de", "− 12,50 €", "-12.50"),
        ("de", "€ -12,50", "-12.50"),
        ("de", "19 %", "19.00"),
        ("de", "7%", "7.00"),
        ("de", ",5", "0.50"),
        ("de", "007", "7.00"),
        ("de", "-0", "0.00"),
        ("de", "9999999999,99", "9999999999.99"),
        ("en", "1,234.50", "1234.50"),
        ("en", "1234.5", "1234.50"),
        ("en", "1,234", "1234.00"),
        ("en", "-€1,730.09", "-1730.09"),
        ("en", "€1,730.09", "1730.09"),
        ("en", ".5", "0.50"),
    ],
)  # fmt: skip
def test_what_people_write(language, text, expected):
    assert str(read_number(text, language, places=2)) == expected


@pytest.mark.parametrize(
    ("language", "text", "example"),
    [
        ("de", "12.50", "12,50"),
        ("de", "1.5", "1,5"),
        ("de", "1,234.50", "1.234,50"),
        ("de", "0.12", "0,12"),
        ("de", "0.125", "1.234,50"),
        ("de", "1.23.456", "1.234,50"),
        ("de", "1234.567", "1.234,50"),
        ("de", "1.234 567", "1.234,50"),
        ("de", "12,5,0", "1.234,50"),
        ("de", "12,", "1.234,50"),
        ("de", "1e999", "1.234,50"),
        ("de", "1e3", "1.234,50"),
        ("de", "NaN", "1.234,50"),
        ("de", "Infinity", "1.234,50"),
        ("de", "١٢", "1.234,50"),
        ("de", "１２", "1.234,50"),
        ("de", "=1+1", "1.234,50"),
        ("de", "+5", "1.234,50"),
        ("de", "--5", "1.234,50"),
        ("de", "5-", "1.234,50"),
        ("de", "€", "1.234,50"),
        ("de", "€ 5 €", "5"),
        ("de", "5 USD", "1.234,50"),
        ("de", "1_000", "1.234,50"),
        ("de", "0x10", "1.234,50"),
        ("de", "9" * 101, "1.234,50"),
        ("en", "12,50", "12.50"),
        ("en", "1.234,50", "1,234.50"),
        ("en", "1,23", "1.23"),
    ],
)
def test_what_is_unclear_is_refused_with_an_example(language, text, example):
    with pytest.raises(Unreadable) as refused:
        read_number(text, language, places=2)
    assert str(refused.value) == f"Please write the number like this: {example}."
    read_number(example, language, places=2)


@pytest.mark.parametrize(
    ("text", "places", "whole", "sentence"),
    [
        ("", 2, 10, "Please enter a number."),
        (" \u00a0", 2, 10, "Please enter a number."),
        ("1,234", 2, 10, "Please enter no more than 2 decimals."),
        ("1,500", 2, 10, "Please enter no more than 2 decimals."),
        ("1,5", 0, 10, "Please enter a whole number, without decimals."),
        (
            "12345678901",
            2,
            10,
            "This number is too large: no more than 10 digits are possible before the decimals.",
        ),
        ("1.000", 2, 3, "This number is too large: no more than 3 digits are possible before the decimals."),
    ],
)
def test_what_does_not_fit_is_refused(text, places, whole, sentence):
    with pytest.raises(Unreadable) as refused:
        read_number(text, "de", places=places, whole=whole)
    assert str(refused.value) == sentence


def test_unreadable_carries_what_is_translated():
    with pytest.raises(Unreadable) as refused:
        read_number("12.50", "de", places=2)
    assert refused.value.message_id == "Please write the number like this: %(example)s."
    assert refused.value.params == {"example": "12,50"}
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize(
    ("value", "language", "options", "expected"),
    [
        ("1234.5", "de", {"places": 2}, "1.234,50"),
        ("1234.5", "en", {"places": 2}, "1,234.50"),
        ("1234.5", "de", {"places": 2, "grouping": False}, "1234,50"),
        ("95", "de", {"places": 4, "least": 2}, "95,00"),
        ("95.125", "de", {"places": 4, "least": 2}, "95,125"),
        ("95.12345", "de", {"places": 4, "least": 2}, "95,1235"),
        ("10.500", "de", {"places": 3, "least": 0}, "10,5"),
        ("10", "de", {"places": 3, "least": 0}, "10"),
        ("100", "en", {"places": 0}, "100"),
        ("0.005", "de", {"places": 2}, "0,01"),
        ("0.125", "de", {"places": 2}, "0,13"),
        ("-0.001", "de", {"places": 2}, "0,00"),
        ("-1234567.891", "de", {"places": 2}, "-1.234.567,89"),
    ],
)
def test_writing_numbers(value, language, options, expected):
    assert write_number(Decimal(value), language, **options) == expected


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        ("1730.09", "de", "1.730,09\u202f€"),
        ("1730.09", "en", "€1,730.09"),
        ("-1730.09", "de", "-1.730,09\u202f€"),
        ("-1730.09", "en", "-€1,730.09"),
        ("-0.001", "en", "€0.00"),
        ("0", "de", "0,00\u202f€"),
    ],
)
def test_writing_money(value, language, expected):
    assert write_money(Decimal(value), language) == expected


@given(cents=st.integers(-(10**12) + 1, 10**12 - 1), language=st.sampled_from(["de", "en"]))
def test_what_is_written_can_be_read(cents, language):
    amount = Decimal(cents) / 100
    assert read_number(write_money(amount, language), language, places=2) == amount
    assert read_number(write_number(amount, language, places=2, grouping=False), language, places=2) == amount


@given(text=st.text(max_size=30), language=st.sampled_from(["de", "en"]))
def test_any_text_is_a_number_or_unreadable(text, language):
    try:
        number = read_number(text, language, places=2)
    except Unreadable as refused:
        assert str(refused)
    else:
        assert number.is_finite()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12, "12.00"),
        (-3, "-3.00"),
        (Decimal("12.5"), "12.50"),
        (Decimal("12.500"), "12.50"),
        (Decimal("1E+2"), "100.00"),
        ("12.50", "12.50"),
        ("-0.01", "-0.01"),
        ("-0", "0.00"),
        (Decimal("0E+999"), "0.00"),
        (9999999999, "9999999999.00"),
    ],
)
def test_canonical_numbers(value, expected):
    assert str(read_canonical(value, 2)) == expected


@pytest.mark.parametrize(
    "value",
    [
        True,
        False,
        12.5,
        None,
        [],
        {},
        "12,50",
        "1,234.50",
        "1.234,50",
        "",
        " 1",
        "1e3",
        "NaN",
        "+1",
        ".5",
        "5.",
        "١٢",
        "0x10",
        "1_000",
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
        Decimal("1E+999"),
        Decimal("1E+999999"),
        Decimal("1E-999"),
        Decimal("12.345"),
        "12.345",
        10**10,
        10**3000,
        "9" * 11,
        "1" * 101,
    ],
)
def test_what_is_no_canonical_number_is_refused(value):
    with pytest.raises(Unreadable) as refused:
        read_canonical(value, 2)
    assert str(refused.value)
