"""The top of the first page after DIN 5008 form B: logo, address field, information block, subject."""

from app.invoices.pdf import typeset
from app.invoices.pdf.paper import Paper, Party, Seller
from app.invoices.pdf.phrases import Phrases
from app.invoices.pdf.sheet import (
    ACCENT,
    BODY,
    INK,
    LEFT,
    MARK,
    MIDDLE,
    MUTED,
    RIGHT,
    SMALL,
    SMALL_LEADING,
    Sheet,
    mm,
)
from app.values.dates import write_date, write_period

LOGO_TOP = mm(13)
LOGO_WIDTH = mm(75)
LOGO_HEIGHT = mm(22)

_FIELD_WIDTH = mm(80)  # the field is 85 mm wide from x 20; the text begins at 25
_FIELD_TOP = mm(62.7)
_FIELD_HEIGHT = mm(27.3)
_FIELD_SIZES = (10.0, 9.0, 8.0, 7.0, 6.0)
_ROW = mm(5.5)
_ROW_AGAIN = mm(4.0)


def draw_letterhead(
    sheet: Sheet, paper: Paper, phrases: Phrases, title: str, logo: tuple[float, float] | None
) -> float:
    """Draws all that is above the table, and says where that ends. `logo` is the size of the logo."""
    _fold_marks(sheet)
    if logo:
        sheet.logo = (LEFT, LOGO_TOP, *logo)
    else:
        _name(sheet, paper.seller)
    _contact(sheet, paper.seller)
    _return_line(sheet, paper.seller)
    _recipient(sheet, paper.buyer, paper.seller)
    y = max(mm(105), _information(sheet, paper, phrases) + mm(10))
    room = RIGHT - LEFT
    size = typeset.largest(title, room, (15.0, 14.0, 13.0, 12.0), bold=True)
    for line in typeset.clip(typeset.wrap(title, room, size, bold=True), 3, room, size, bold=True):
        sheet.write(LEFT, y, line, size, bold=True)
        y += size * 1.3
    for line in _subjects(paper, phrases):
        for part in typeset.clip(typeset.wrap(line, room, BODY), 2, room, BODY):
            sheet.write(LEFT, y, part, BODY, colour=MUTED)
            y += mm(5)
    return y + mm(2.5)


def _fold_marks(sheet: Sheet) -> None:
    """Folds at 105 and 210 mm, the hole mark in the middle of the page, a little longer."""
    for y, end in ((105, 8), (148.5, 10), (210, 8)):
        sheet.rule(mm(4), mm(y), mm(end), colour=MARK, thickness=mm(0.2))


def _name(sheet: Sheet, seller: Seller) -> None:
    """In place of a logo: on one line if it can be, else on a few smaller ones."""
    room = MIDDLE - mm(5) - LEFT
    for size, most in ((18.0, 1), (17.0, 1), (16.0, 1), (15.0, 1), (14.0, 2), (12.0, 3), (10.0, 4), (8.0, 6)):
        lines = typeset.wrap(seller.name, room, size, bold=True)
        if len(lines) <= most:
            break
    y = mm(20)
    for line in typeset.clip(lines, most, room, size, bold=True):
        sheet.write(LEFT, y, line, size, bold=True, colour=ACCENT)
        y += size * 1.3


def _contact(sheet: Sheet, seller: Seller) -> None:
    y = mm(16)
    for text in filter(None, (seller.phone, seller.email, seller.website)):
        size = typeset.largest(text, RIGHT - MIDDLE, (SMALL, 7.0, 6.0))
        sheet.write(MIDDLE, y, typeset.shorten(text, RIGHT - MIDDLE, size), size, colour=MUTED)
        y += SMALL_LEADING


def _return_line(sheet: Sheet, seller: Seller) -> None:
    parts = [seller.name, *seller.address.split("\n"), f"{seller.postal_code} {seller.city}".strip()]
    text = " · ".join(filter(None, parts))
    size = typeset.largest(text, _FIELD_WIDTH, (6.5, 6.0, 5.5))
    text = typeset.shorten(text, _FIELD_WIDTH, size)
    sheet.write(LEFT, mm(58.6), text, size, colour=MUTED)
    sheet.rule(LEFT, mm(60), LEFT + typeset.width(text, size), colour=MARK, thickness=0.5)


def _recipient(sheet: Sheet, buyer: Party, seller: Seller) -> None:
    """Six lines of 10 pt; more text gets smaller lines; what still has no place is cut before the town."""
    town = f"{buyer.postal_code} {buyer.city}".strip()
    last = [town]
    if buyer.country and buyer.country.casefold() != seller.country.casefold():
        last = [f"{buyer.postal_code} {buyer.city.upper()}".strip(), buyer.country.upper()]
    for size in _FIELD_SIZES:
        leading = size * 1.29
        count = int(_FIELD_HEIGHT // leading)
        foot = [line for entry in last if entry for line in typeset.wrap(entry, _FIELD_WIDTH, size)]
        first = [
            line
            for entry in (buyer.name, *buyer.address.split("\n"))
            if entry
            for line in typeset.wrap(entry, _FIELD_WIDTH, size)
        ]
        if len(first) + len(foot) <= count:
            break
    else:
        foot = typeset.clip(foot, 4, _FIELD_WIDTH, size)
        first = typeset.clip(first, count - len(foot), _FIELD_WIDTH, size)
    y = _FIELD_TOP
    for line in [*first, *foot]:
        y += leading
        sheet.write(LEFT, y - leading * 0.22, line, size)


def _information(sheet: Sheet, paper: Paper, phrases: Phrases) -> float:
    """Label left, value right; a value that is too long shrinks, then wraps. Says where the block ends."""
    rows = _rows(paper, phrases)
    usual = next((size for size in (BODY, 9.5, 9.0) if _fits(rows, size)), 9.5)
    room = _value_room(rows, usual)
    y = mm(53.5)
    for label, value, bold in rows:
        sheet.write(MIDDLE, y, label, usual, colour=MUTED)
        size = typeset.largest(value, room, (usual, 9.0, 8.0), bold=bold)
        for line in typeset.clip(typeset.wrap(value, room, size, bold=bold), 4, room, size, bold=bold):
            sheet.write_to(RIGHT, y, line, size, bold=bold, colour=INK)
            y += _ROW_AGAIN
        y += _ROW - _ROW_AGAIN
    return y - _ROW


def _value_room(rows: list[tuple[str, str, bool]], size: float) -> float:
    return RIGHT - MIDDLE - max(typeset.width(label, size) for label, _, _ in rows) - mm(3.5)


def _fits(rows: list[tuple[str, str, bool]], size: float) -> bool:
    room = _value_room(rows, size)
    return all(typeset.width(value, size, bold=bold) <= room for _, value, bold in rows)


def _rows(paper: Paper, phrases: Phrases) -> list[tuple[str, str, bool]]:
    """What § 14 Abs. 4 UStG asks for by number and date, with what helps the reader to file the paper."""
    language = paper.language
    cancels = paper.is_cancellation
    number = phrases.draft if paper.is_draft else paper.number
    rows = [(phrases.cancellation_number if cancels else phrases.number, number, True)]
    if paper.issue_date:
        label = phrases.cancellation_date if cancels else phrases.issue_date
        rows.append((label, write_date(paper.issue_date, language), False))
    first, last = paper.service_from or paper.service_to, paper.service_to or paper.service_from
    if first and last:
        label = phrases.service_date if first == last else phrases.service_period
        rows.append((label, write_period(first, last, language), False))
    rows.append((phrases.customer_number, paper.customer_number, False))
    rows.append((phrases.reference, paper.buyer_reference, False))
    if paper.tax_case in ("reverse_charge", "intra_community"):  # § 14a Abs. 1 and 3 UStG: both ids
        rows.append((phrases.buyer_vat_id, paper.buyer.vat_id, False))
    if paper.due_date and paper.asks_for_payment:
        rows.append((phrases.due, write_date(paper.due_date, language), True))
    return [(label, value, bold) for label, value, bold in rows if value]


def _subjects(paper: Paper, phrases: Phrases) -> list[str]:
    lines = []
    if paper.is_cancellation and paper.cancels_number:
        if paper.cancels_date:
            when = write_date(paper.cancels_date, paper.language)
            lines.append(phrases.cancels_dated.format(number=paper.cancels_number, date=when))
        else:
            lines.append(phrases.cancels.format(number=paper.cancels_number))
    if paper.project:
        lines.append(phrases.project.format(project=paper.project))
    return lines
