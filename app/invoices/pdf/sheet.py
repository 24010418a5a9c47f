"""A sheet of A4: where things are, and what is to be drawn on it.

Lengths are in points, measured from the top left corner as DIN 5008 does; `mm()` converts.
"""

from dataclasses import dataclass, field

from app.invoices.pdf import typeset


def mm(length: float) -> float:
    return length * 72 / 25.4


PAGE_WIDTH = mm(210)
PAGE_HEIGHT = mm(297)
LEFT = mm(25)
RIGHT = mm(190)
MIDDLE = mm(125)
"""Left edge of the information block (DIN 5008)."""
CONTINUED_TOP = mm(32)
"""Where the text of a following page begins (DIN 5008: 27 to 45 mm)."""

INK = "#1b2733"
MUTED = "#5a6672"
ACCENT = "#0b6e7f"
HAIR = "#dfe4e9"
MARK = "#96a4ae"
GHOST = "#edf0f3"

BODY = 10.0
SMALL = 8.0
LEADING = 14.0
SMALL_LEADING = 11.0


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    text: str
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Rule:
    x: float
    y: float
    length: float
    thickness: float
    colour: str


@dataclass(slots=True)
class Sheet:
    """One page, collected before it is drawn: the number of pages is known only at the end."""

    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    modules: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Black rectangles (x, y, width, height): the GiroCode."""
    logo: tuple[float, float, float, float] | None = None
    ghost: str = ""
    """Drawn large and pale behind everything: ENTWURF."""

    def write(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, colour: str = INK
    ) -> None:
        """Writes from x to the right; y is the baseline."""
        if text:
            self.texts.append(Text(x, y, text, size, bold, colour))

    def write_to(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, colour: str = INK
    ) -> None:
        """Writes so that the text ends at x."""
        self.write(x - typeset.width(text, size, bold=bold), y, text, size, bold=bold, colour=colour)

    def rule(self, x: float, y: float, end: float, *, colour: str = HAIR, thickness: float = 0.6) -> None:
        self.rules.append(Rule(x, y, end - x, thickness, colour))
