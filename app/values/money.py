"""Amounts: exact decimals in Python, whole minor units (cents) in the database."""

from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

CURRENCY = "EUR"
CENT = Decimal("0.01")

# The default context has 28 digits and rounds half even: quantity × price × discount at the limits of our
# columns needs 32. All products are computed in this one.
EXACT = Context(prec=80, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation, Overflow])

_LARGEST_MINOR = 2**63 - 1  # BIGINT on both databases


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Commercial rounding (DIN 1333): a half goes away from zero, also below it; never gives a negative 0."""
    return EXACT.add(value.quantize(Decimal(1).scaleb(-places), context=EXACT), Decimal(0))


def to_minor(value: Decimal | int, places: int) -> int:
    """Units of 10^-places; ValueError for floats, NaN, infinity, too many decimals, more than a BIGINT.

    Nothing is rounded here: whoever stores an amount has rounded it before.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise ValueError(f"an amount is a Decimal, not {type(value).__name__}")
    amount = Decimal(value)
    if not amount.is_finite():
        raise ValueError("an amount is a finite number")
    if amount and amount.adjusted() > 18:
        raise ValueError(f"{amount} is too large")
    if amount != amount.quantize(Decimal(1).scaleb(-places), context=EXACT):
        raise ValueError(f"{amount} has more than {places} decimals")
    minor = int(amount.scaleb(places, context=EXACT))
    if abs(minor) > _LARGEST_MINOR:
        raise ValueError(f"{amount} is too large")
    return minor


def from_minor(minor: int, places: int) -> Decimal:
    """The amount of so many units of 10^-places, with exactly that many decimals."""
    return Decimal(minor).scaleb(-places, context=EXACT)
