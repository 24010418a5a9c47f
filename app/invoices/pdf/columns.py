"""The columns of the table, and its lines as cells of text that fit into them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.invoices.pdf import typeset
from app.invoices.pdf.figures import money, percent, quantities, unit_price
from app.invoices.pdf.paper import Paper, PaperLine
from app.invoices.pdf.phrases import Phrases
from app.invoices.pdf.sheet import BODY, LEADING, LEFT, RIGHT, SMALL, SMALL_LEADING, mm

GAP = mm(4)
_SIZES = (BODY, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
_UNIT_LINES = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a number: right-aligned, in the size in which it fits."""

    text: str
    size: float


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of a description."""

    text: str
    size: float
    leading: float
    muted: bool


@dataclass(frozen=True, slots=True)
class Row:
    line: PaperLine
    position: Figure
    details: tuple[Detail, ...]
    figures: tuple[Figure, ...]
    """Quantity, price, tax rate (where there is tax), net: as many as the columns have."""
    unit: tuple[Figure, ...]
    """What of the unit goes below the quantity because it does not fit beside it."""

    @property
    def least(self) -> float:
        """Height of what cannot be moved to the next page."""
        return LEADING + SMALL_LEADING * len(self.unit)


@dataclass(frozen=True, slots=True)
class Columns:
    heads: tuple[str, ...]
    """Position, description, then the figures."""
    description: float
    room: float
    rights: tuple[float, ...]
    """Right edges of the figures."""
    widths: tuple[float, ...]


def lay_columns(paper: Paper, phrases: Phrases) -> tuple[Columns, list[Row]]:
    """Figures get the width they need, up to a limit where they shrink; the description gets the rest."""
    language = paper.language
    written = [
        _figures(line, quantity, paper.shows_tax, language)
        for line, quantity in zip(paper.lines, quantities(paper.lines, language), strict=True)
    ]
    heads = _heads(paper.shows_tax, phrases)
    limits = (mm(26), mm(28), mm(16), mm(34)) if paper.shows_tax else (mm(26), mm(28), mm(34))
    lows = (mm(17), mm(18), mm(9), mm(22)) if paper.shows_tax else (mm(17), mm(18), mm(22))
    widths = tuple(
        _width([texts[index] for texts in written], head, low, limit)
        for index, (head, low, limit) in enumerate(zip(heads[2:], lows, limits, strict=True))
    )
    positions = [str(line.position) for line in paper.lines]
    number = _width(positions, heads[0], mm(6), mm(14))
    description = LEFT + number + GAP * 0.75
    rights = _rights(widths)
    columns = Columns(heads, description, rights[0] - widths[0] - GAP - description, rights, widths)
    rows = [
        Row(
            line=line,
            position=Figure(position, typeset.largest(position, number, _SIZES)),
            details=tuple(_details(line, columns.room, language, phrases)),
            figures=_fitted(texts, widths),
            unit=_unit(line.unit, texts[0], widths[0]),
        )
        for line, position, texts in zip(paper.lines, positions, written, strict=True)
    ]
    return columns, rows


def _width(texts: Sequence[str], head: str, low: float, limit: float) -> float:
    natural = [typeset.width(head, SMALL, bold=True), *(typeset.width(text, BODY) for text in texts)]
    return min(limit, max(low, *natural))


def _heads(shows_tax: bool, phrases: Phrases) -> tuple[str, ...]:
    first = (phrases.position, phrases.description, phrases.quantity, phrases.unit_price)
    return (*first, phrases.tax, phrases.net) if shows_tax else (*first, phrases.amount)


def _figures(line: PaperLine, quantity: str, shows_tax: bool, language: str) -> tuple[str, ...]:
    unit = line.unit.replace(" ", "\xa0")
    first = (f"{quantity}\xa0{unit}" if unit else quantity, unit_price(line.unit_price, language))
    net = money(line.net, language)
    return (*first, percent(line.tax_rate, language), net) if shows_tax else (*first, net)


def _rights(widths: tuple[float, ...]) -> tuple[float, ...]:
    """Right edges, from the right margin leftwards."""
    rights = [RIGHT]
    for width in reversed(widths[1:]):
        rights.append(rights[-1] - width - GAP)
    return tuple(reversed(rights))


def _fitted(texts: Sequence[str], widths: tuple[float, ...]) -> tuple[Figure, ...]:
    quantity, *others = texts
    if typeset.width(quantity, BODY) > widths[0]:
        quantity = quantity.partition("\xa0")[0]
    return tuple(
        Figure(text, typeset.largest(text, width, _SIZES))
        for text, width in zip((quantity, *others), widths, strict=True)
    )


def _unit(unit: str, quantity: str, room: float) -> tuple[Figure, ...]:
    """The unit in lines of its own if it does not fit beside its quantity, shrunk for its longest word."""
    if not unit or typeset.width(quantity, BODY) <= room:
        return ()
    size = min(typeset.largest(word, room, (SMALL, 7.5, 7.0, 6.5, 6.0)) for word in unit.split(" "))
    lines = typeset.clip(typeset.wrap(unit, room, size), _UNIT_LINES, room, size)
    return tuple(Figure(line, size) for line in lines)


def _details(line: PaperLine, room: float, language: str, phrases: Phrases) -> list[Detail]:
    title, _, rest = line.description.partition("\n")
    details = [Detail(text, BODY, LEADING, False) for text in typeset.wrap(title, room, BODY)]
    if line.discount_percent:
        discount = phrases.discount.format(rate=percent(line.discount_percent, language))
        rest = f"{rest}\n{discount}" if rest else discount
    if rest:
        details.extend(Detail(text, SMALL, SMALL_LEADING, True) for text in typeset.wrap(rest, room, SMALL))
    return details
