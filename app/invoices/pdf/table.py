"""The table of lines over as many pages as it takes: heads repeated, sums carried over."""

from decimal import Decimal

from app.invoices.pdf import typeset
from app.invoices.pdf.columns import Detail, Row, lay_columns
from app.invoices.pdf.figures import money
from app.invoices.pdf.flow import Flow
from app.invoices.pdf.paper import Paper
from app.invoices.pdf.phrases import Phrases
from app.invoices.pdf.sheet import ACCENT, BODY, INK, LEADING, LEFT, MUTED, RIGHT, SMALL, SMALL_LEADING, mm

_PAD = mm(1.9)
_CARRY = LEADING + 2 * _PAD
_SHORT = mm(60)
"""A row up to this height goes to the next page as a whole; a higher one is broken where the page ends."""


class Table:
    """Puts rows on sheets. What is carried over is the sum of the nets printed so far."""

    def __init__(self, flow: Flow, paper: Paper, phrases: Phrases) -> None:
        self._flow = flow
        self._phrases = phrases
        self._language = paper.language
        self._columns, self._rows = lay_columns(paper, phrases)
        self._carried = Decimal(0)
        self._begun = False

    def draw(self) -> None:
        self._head()
        for row in self._rows:
            self._draw_row(row)

    def keep_together(self, height: float) -> None:
        """Makes room for what follows the table; on a new page it still stands under the sum carried over."""
        if self._flow.left < height <= self._flow.whole_page - mm(10) - _CARRY:
            self._turn()

    def _head(self) -> None:
        flow, columns = self._flow, self._columns
        flow.y += mm(4.5)
        position, description, *figures = columns.heads
        _small_head(flow, LEFT, position)
        _small_head(flow, columns.description, description)
        for text, right in zip(figures, columns.rights, strict=True):
            flow.sheet.write_to(right, flow.y, text, SMALL, bold=True, colour=MUTED)
        flow.y += mm(2.2)
        flow.sheet.rule(LEFT, flow.y, RIGHT, colour=ACCENT, thickness=0.9)

    def _turn(self) -> None:
        if self._begun:
            self._carry()
        self._flow.turn()
        self._head()
        if self._begun:
            self._carry()
            self._flow.sheet.rule(LEFT, self._flow.y, RIGHT)

    def _carry(self) -> None:
        flow, columns = self._flow, self._columns
        flow.y += _CARRY
        baseline = flow.y - _PAD - LEADING * 0.28
        amount = money(self._carried, self._language)
        room = RIGHT - columns.description - typeset.width(self._phrases.carried, BODY) - mm(4)
        size = typeset.largest(amount, room, (BODY, 9.0, 8.0), bold=True)
        flow.sheet.write(columns.description, baseline, self._phrases.carried, BODY, colour=MUTED)
        flow.sheet.write_to(RIGHT, baseline, amount, size, bold=True, colour=INK)

    def _draw_row(self, row: Row) -> None:
        flow = self._flow
        height = max(row.least, _height(row.details)) + 2 * _PAD
        if height > flow.left - _CARRY and height <= _SHORT:
            self._turn()
        details, first = row.details, True
        while True:
            space = flow.left - _CARRY - 2 * _PAD
            count = _how_many(details, space)
            if count == len(details) and (not first or row.least <= space):
                break
            if first and (count < 2 or row.least > space):
                self._turn()
                continue
            count = max(1, min(count, len(details) - 2))  # never a single line alone on the next page
            self._part(row, details[:count], first)
            details, first = details[count:], False
            self._turn()
        self._part(row, details, first)
        flow.sheet.rule(LEFT, flow.y, RIGHT)

    def _part(self, row: Row, details: tuple[Detail, ...], first: bool) -> None:
        flow, columns = self._flow, self._columns
        top = flow.y + _PAD
        baseline = top + LEADING * 0.72
        height = _height(details)
        if first:
            flow.sheet.write(LEFT, baseline, row.position.text, row.position.size, colour=MUTED)
            for figure, right in zip(row.figures, columns.rights, strict=True):
                flow.sheet.write_to(right, baseline, figure.text, figure.size)
            for index, unit in enumerate(row.unit, start=1):
                y = baseline + index * SMALL_LEADING
                flow.sheet.write_to(columns.rights[0], y, unit.text, unit.size, colour=MUTED)
            height = max(height, row.least)
            self._carried += row.line.net
            self._begun = True
        y = top
        for detail in details:
            y += detail.leading
            colour = MUTED if detail.muted else INK
            baseline = y - detail.leading * 0.28
            flow.sheet.write(columns.description, baseline, detail.text, detail.size, colour=colour)
        flow.y = top + height + _PAD


def _small_head(flow: Flow, x: float, text: str) -> None:
    flow.sheet.write(x, flow.y, text, SMALL, bold=True, colour=MUTED)


def _height(details: tuple[Detail, ...]) -> float:
    return sum(detail.leading for detail in details)


def _how_many(details: tuple[Detail, ...], space: float) -> int:
    for count, detail in enumerate(details):
        space -= detail.leading
        if space < 0:
            return count
    return len(details)
