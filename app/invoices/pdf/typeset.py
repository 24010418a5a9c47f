"""Measuring, wrapping, shrinking and shortening of plain text."""

from collections.abc import Sequence
from typing import cast

from reportlab.pdfbase.pdfmetrics import stringWidth

from app.invoices.pdf.fonts import BOLD, REGULAR


def width(text: str, size: float, *, bold: bool = False) -> float:
    return cast(float, stringWidth(text, BOLD if bold else REGULAR, size))


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines no wider than the room. A word that is wider itself is broken, if possible at a hyphen or slash.

    Breaks at blanks only, never at a no-break space; empty lines of the text stay.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, room, size, bold))
    return lines


def _wrap_paragraph(paragraph: str, room: float, size: float, bold: bool) -> list[str]:
    if width(paragraph, size, bold=bold) <= room:
        return [paragraph.rstrip(" ")]
    lines: list[str] = []
    line = ""
    blank = width(" ", size, bold=bold)
    used = 0.0
    for word in paragraph.split(" "):
        if not word:
            continue
        needed = width(word, size, bold=bold)
        if line and used + blank + needed <= room:
            line += " " + word
            used += blank + needed
            continue
        if line:
            lines.append(line)
        rest = word
        while needed > room:
            head = _head_that_fits(rest, room, size, bold)
            lines.append(head)
            rest = rest[len(head) :]
            needed = width(rest, size, bold=bold)
        line, used = rest, needed
    if line:
        lines.append(line)
    return lines


def _head_that_fits(word: str, room: float, size: float, bold: bool) -> str:
    """The longest head of the word that fits; one character at least, so that wrapping always ends."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width(word[:middle], size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    after_hyphen = max(word.rfind("-", 0, low), word.rfind("/", 0, low)) + 1
    return word[: after_hyphen if after_hyphen > low // 2 else low]


def largest(text: str, room: float, sizes: Sequence[float], *, bold: bool = False) -> float:
    """The first of the sizes in which the text fits on one line, else the last."""
    return next((size for size in sizes if width(text, size, bold=bold) <= room), sizes[-1])


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    head = _head_that_fits(text, room - width("…", size, bold=bold), size, bold)
    return head.rstrip() + "…"


def clip(lines: list[str], count: int, room: float, size: float, *, bold: bool = False) -> list[str]:
    """At most so many lines; an ellipsis says where something is missing."""
    if len(lines) <= count:
        return lines
    last = lines[count - 1]
    if width(last + "…", size, bold=bold) > room:
        last = shorten(last + "……", room, size, bold=bold)
    else:
        last += "…"
    return [*lines[: count - 1], last]
