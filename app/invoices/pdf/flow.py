"""Filling sheets from top to bottom."""

from dataclasses import dataclass, field

from app.invoices.pdf import typeset
from app.invoices.pdf.sheet import (
    BODY,
    CONTINUED_TOP,
    INK,
    LEADING,
    LEFT,
    MUTED,
    RIGHT,
    SMALL,
    Sheet,
    mm,
)


@dataclass(slots=True)
class Flow:
    """Where the next thing goes. The footer begins at `bottom`; `sender` and `title` head further pages."""

    sender: str
    title: str
    bottom: float
    y: float = 0
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def left(self) -> float:
        return self.bottom - self.y

    @property
    def whole_page(self) -> float:
        return self.bottom - CONTINUED_TOP

    def turn(self) -> None:
        """Begins a page; its head says whose and which paper it belongs to (DIN 5008)."""
        self.sheets.append(Sheet())
        title = typeset.shorten(self.title, mm(90), SMALL)
        room = RIGHT - LEFT - typeset.width(title, SMALL) - mm(8)
        self.sheet.write(LEFT, mm(21), typeset.shorten(self.sender, room, SMALL), SMALL, colour=MUTED)
        self.sheet.write_to(RIGHT, mm(21), title, SMALL, colour=MUTED)
        self.y = CONTINUED_TOP

    def need(self, height: float) -> None:
        """Turns the page unless so much is left; what is higher than a page begins where it is."""
        if self.left < height <= self.whole_page:
            self.turn()

    def paragraph(self, text: str, end: float, *, strong: str = "", colour: str = INK) -> None:
        """Text in lines from the left margin to `end`, over pages if need be; `strong` within it is bold."""
        # Measured in bold where something is bold: a little early to break, never too late.
        for line in typeset.wrap(text, end - LEFT, BODY, bold=bool(strong)):
            if self.left < LEADING:
                self.turn()
            self.y += LEADING
            self._line(line, strong, colour)

    def _line(self, line: str, strong: str, colour: str) -> None:
        x = LEFT
        before, found, after = line.partition(strong) if strong else (line, "", "")
        for text, bold in ((before, False), (found, True), (after, False)):
            self.sheet.write(x, self.y - mm(1.2), text, BODY, bold=bold, colour=colour)
            x += typeset.width(text, BODY, bold=bold)
