from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.money import from_minor, round_half_up, to_minor


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.005", 2, "0.01"),
        ("0.00499999999999999999999999999999999999", 2, "0.00"),
        ("-0.005", 2, "-0.01"),
        ("2.675", 2, "2.68"),
        ("2.665", 2, "2.67"),
        ("1.0049", 2, "1.00"),
        ("12345678901234567890123456789.125", 2, "12345678901234567890123456789.13"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("-2.5", 0, "-3"),
        ("0.00005", 4, "0.0001"),
        ("7", 2, "7.00"),
    ],
)
def test_rounding_is_half_up(value, places, expected):
    assert str(round_half_up(Decimal(value), places)) == expected


def test_there_is_no_negative_zero():
    assert str(round_half_up(Decimal("-0.001"))) == "0.00"
    assert str(round_half_up(Decimal("-0"))) == "0.00"


@pytest.mark.parametrize(
    ("value", "places", "minor"),
    [
        ("12.50", 2, 1250),
        ("12.500", 2, 1250),
        ("-0.01", 2, -1),
        ("0", 4, 0),
        ("0E+50", 2, 0),
        ("1.2345", 4, 12345),
        ("1E+2", 2, 10000),
        ("92233720368547758.07", 2, 2**63 - 1),
    ],
)
def test_minor_units(value, places, minor):
    assert to_minor(Decimal(value), places) == minor
    assert to_minor(minor, 0) == minor


@pytest.mark.parametrize(
    "value",
    [
        12.5,
        True,
        "12.50",
        None,
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("0.001"),
        Decimal("1E-999"),
        Decimal("1E+999"),
        Decimal("92233720368547758.08"),
        Decimal("-92233720368547758.08"),
    ],
)
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(ValueError):
        to_minor(value, 2)


@given(minor=st.integers(-(2**63) + 1, 2**63 - 1), places=st.integers(0, 4))
def test_there_and_back(minor, places):
    amount = from_minor(minor, places)
    assert to_minor(amount, places) == minor
    assert amount.as_tuple().exponent == -places
