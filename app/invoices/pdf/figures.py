"""The figures of the paper as text in its language. Nothing is computed here."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from app.values.numbers import write_money, write_number


def money(amount: Decimal, language: str) -> str:
    return _spaced(write_money(amount, language))


def _spaced(figure: str) -> str:
    """With the wide no-break space: this typeface has so narrow a narrow one that 19 % looks like 19%."""
    return figure.replace("\u202f", "\xa0")


def percent(rate: Decimal, language: str) -> str:
    """19 % in German (DIN 5008 asks for the space), 19% in English."""
    number = write_number(rate, language, places=4, least=0)
    return f"{number}\xa0%" if language == "de" else f"{number}%"


def unit_price(price: Decimal, language: str) -> str:
    """An amount with the two decimals of money, or with up to four where the price has them."""
    return money(price, language).replace(
        write_number(abs(price), language, places=2), write_number(abs(price), language, places=4, least=2)
    )


class HasQuantity(Protocol):
    """A line, on paper or stored, as far as its quantity goes."""

    @property
    def quantity(self) -> Any: ...

    @property
    def unit(self) -> Any: ...


def quantities(lines: Sequence[HasQuantity], language: str) -> list[str]:
    """Quantities of the same unit are written alike: 14,00 next to 128,50 (Std.), but 3 (Stk.)."""
    fractional = {line.unit for line in lines if line.quantity % 1}
    return [
        write_number(line.quantity, language, places=4, least=2 if line.unit in fractional else 0)
        for line in lines
    ]
