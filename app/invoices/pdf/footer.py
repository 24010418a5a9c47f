"""The foot of every page: the firm, its registration, its bank (§ 35a GmbHG, § 37a HGB, DIN 5008)."""

from dataclasses import dataclass

from app.company.rules import written_iban
from app.invoices.pdf import typeset
from app.invoices.pdf.paper import Seller
from app.invoices.pdf.phrases import Phrases
from app.invoices.pdf.sheet import HAIR, LEFT, MUTED, PAGE_HEIGHT, RIGHT, SMALL, Sheet, mm

_LAST_BASELINE = PAGE_HEIGHT - mm(17.5)  # DIN 5008 keeps 16.9 mm free below
_GAP = mm(5)
_UNBROKEN = (8.0, 7.75, 7.5, 7.25, 7.0)
_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)  # DIN 5008 wants 8; less only before something would be cut
_LINES = 6
_LINES_AT_MOST = 16


@dataclass(frozen=True, slots=True)
class Footer:
    size: float
    columns: tuple[tuple[float, tuple[str, ...]], ...]

    @property
    def _leading(self) -> float:
        return self.size * 1.34

    @property
    def _rule(self) -> float:
        longest = max((len(lines) for _, lines in self.columns), default=0)
        return _LAST_BASELINE - self._leading * longest - mm(1.3)

    @property
    def top(self) -> float:
        """Text above has to end here: the page number stands between it and the rule."""
        return self._rule - mm(8)

    def draw(self, sheet: Sheet, phrases: Phrases, number: int, count: int) -> None:
        page = phrases.page.format(number=number, count=count)
        sheet.write_to(RIGHT, self._rule - mm(2.2), page, SMALL, colour=MUTED)
        sheet.rule(LEFT, self._rule, RIGHT, colour=HAIR)
        for x, lines in self.columns:
            y = self._rule + mm(1.3)
            for line in lines:
                y += self._leading
                sheet.write(x, y, line, self.size, colour=MUTED)


def footer(seller: Seller, phrases: Phrases) -> Footer:
    """Columns as wide as their text; too long a text shrinks a little, then wraps, then shrinks again."""
    columns = [entries for entries in _entries(seller, phrases) if entries]
    size = next((size for size in _UNBROKEN if _fits_unbroken(columns, size)), None)
    if size is None:
        size = next((size for size in _SIZES if _height(_lay(columns, size)) <= _LINES), None)
    laid = _lay(columns, size or _SIZES[-1], limit=None if size else _LINES)
    laid = [(x, lines[:_LINES_AT_MOST]) for x, lines in laid]
    return Footer(size or _SIZES[-1], tuple((x, tuple(lines)) for x, lines in laid))


def _fits_unbroken(columns: list[list[str]], size: float) -> bool:
    return _height(_lay(columns, size)) == max(map(len, columns), default=0)


def _height(laid: list[tuple[float, list[str]]]) -> int:
    return max((len(lines) for _, lines in laid), default=0)


def _entries(seller: Seller, phrases: Phrases) -> list[list[str]]:
    town = f"{seller.postal_code} {seller.city}".strip()
    firm = [seller.name, *seller.address.split("\n"), town]
    register = [
        seller.register,
        seller.managers,
        seller.vat_id and phrases.vat_id.format(id=seller.vat_id),
        seller.tax_id and phrases.tax_id.format(id=seller.tax_id),
    ]
    bank = [
        seller.bank_name,
        seller.iban and f"IBAN {written_iban(seller.iban)}",
        seller.bic and f"BIC {seller.bic}",
    ]
    return [[entry for entry in entries if entry] for entries in (firm, register, bank)]


def _lay(columns: list[list[str]], size: float, limit: int | None = None) -> list[tuple[float, list[str]]]:
    rooms = _rooms([max(typeset.width(entry, size) for entry in entries) for entries in columns])
    spare = RIGHT - LEFT - sum(rooms)
    gap = spare / (len(columns) - 1) if len(columns) > 1 else 0.0
    laid: list[tuple[float, list[str]]] = []
    x = LEFT
    for entries, room in zip(columns, rooms, strict=True):
        lines: list[str] = []
        for entry in entries:
            wrapped = typeset.wrap(entry, room, size)
            lines.extend(wrapped if limit is None else typeset.clip(wrapped, limit, room, size))
        laid.append((x, lines))
        x += room + gap
    return laid


def _rooms(natural: list[float]) -> list[float]:
    """Shares the width: whoever needs less than an equal share gets that, the others divide the rest."""
    rooms = [0.0] * len(natural)
    left = RIGHT - LEFT - _GAP * (len(natural) - 1)
    for rank, index in enumerate(sorted(range(len(natural)), key=natural.__getitem__)):
        rooms[index] = min(natural[index] + 0.01, left / (len(natural) - rank))
        left -= rooms[index]
    return rooms
