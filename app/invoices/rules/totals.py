"""The arithmetic of a document: EN 16931, rounded half up to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from app.values.money import EXACT, round_half_up

_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Line:
    """One line: its price in euros per unit, tax rate and discount in percent."""

    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal
    discount_percent: Decimal = Decimal(0)


@dataclass(frozen=True)
class TaxShare:
    """All lines of one tax rate together: net and tax in euros."""

    tax_rate: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Totals:
    """The sums of a document in euros; line_nets in the order of the lines, tax_breakdown by falling rate."""

    line_nets: tuple[Decimal, ...]
    subtotal: Decimal
    tax_breakdown: tuple[TaxShare, ...]
    tax_amount: Decimal
    total: Decimal


def line_net(line: Line) -> Decimal:
    """quantity × price × (1 − discount), rounded once."""
    with localcontext(EXACT):
        left = (_HUNDRED - line.discount_percent) / _HUNDRED
        return round_half_up(line.quantity * line.unit_price * left)


def totals(lines: Sequence[Line]) -> Totals:
    """All sums of a document. Tax is computed per rate, never per line (EN 16931, BR-CO-17)."""
    with localcontext(EXACT):
        line_nets = tuple(line_net(line) for line in lines)
        nets: dict[Decimal, Decimal] = {}
        for line, net in zip(lines, line_nets, strict=True):
            nets[line.tax_rate] = nets.get(line.tax_rate, Decimal("0.00")) + net
        shares = tuple(
            TaxShare(tax_rate=rate, net=net, tax=round_half_up(net * rate / _HUNDRED))
            for rate, net in sorted(nets.items(), reverse=True)
        )
        subtotal = sum(line_nets, Decimal("0.00"))
        tax_amount = sum((share.tax for share in shares), Decimal("0.00"))
        return Totals(line_nets, subtotal, shares, tax_amount, subtotal + tax_amount)


def negated(line: Line) -> Line:
    """The line of a cancellation document: the quantity is negative, never the price (EN 16931, BR-27)."""
    return replace(line, quantity=-line.quantity)
