"""From sheets to bytes: the only place that knows ReportLab's canvas."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.invoices.pdf import typeset
from app.invoices.pdf.fonts import BOLD, REGULAR
from app.invoices.pdf.sheet import (
    ACCENT,
    GHOST,
    HAIR,
    INK,
    MARK,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Sheet,
)

_COLOURS = {colour: HexColor(colour) for colour in (INK, MUTED, ACCENT, HAIR, MARK, GHOST)}
_BLACK = HexColor("#000000")

# ReportLab's font objects read their file through one shared position: two threads would mix up their glyphs.
_one_at_a_time = Lock()


def press(
    sheets: Sequence[Sheet],
    *,
    title: str,
    author: str,
    locale: str,
    logo: ImageReader | None = None,
    made_at: datetime | None = None,
) -> bytes:
    """The same sheets give the same bytes. Fonts are embedded as subsets, no other is named (PDF/A-3).

    `made_at` is the file's date of creation and change, which is never the present moment.
    """
    buffer = io.BytesIO()
    with _one_at_a_time:
        canvas = Canvas(
            buffer,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            initialFontName=REGULAR,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            lang=locale,
        )
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject(title)
        canvas.setCreator("Kontor")
        if made_at is not None:
            date = made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
            canvas.setDateFormatter(lambda *_parts: date)
        for sheet in sheets:
            _print_sheet(canvas, sheet, logo)
            canvas.showPage()
        canvas.save()
    return buffer.getvalue()


def _print_sheet(canvas: Any, sheet: Sheet, logo: ImageReader | None) -> None:
    if sheet.ghost:
        _print_ghost(canvas, sheet.ghost)
    if sheet.logo and logo:
        x, y, width, height = sheet.logo
        canvas.drawImage(logo, x, PAGE_HEIGHT - y - height, width, height, mask="auto")
    for rule in sheet.rules:
        canvas.setStrokeColor(_COLOURS[rule.colour])
        canvas.setLineWidth(rule.thickness)
        canvas.line(rule.x, PAGE_HEIGHT - rule.y, rule.x + rule.length, PAGE_HEIGHT - rule.y)
    if sheet.modules:
        canvas.setFillColor(_BLACK)
        path = canvas.beginPath()
        for x, y, width, height in sheet.modules:
            path.rect(x, PAGE_HEIGHT - y - height, width, height)
        canvas.drawPath(path, stroke=0, fill=1)
    font: tuple[str, float] | None = None
    colour = ""
    for text in sheet.texts:
        wanted = (BOLD if text.bold else REGULAR, text.size)
        if wanted != font:
            canvas.setFont(*wanted)
            font = wanted
        if text.colour != colour:
            canvas.setFillColor(_COLOURS[text.colour])
            colour = text.colour
        canvas.drawString(text.x, PAGE_HEIGHT - text.y, text.text)


def _print_ghost(canvas: Any, word: str) -> None:
    """Diagonal over the page, as large as its width allows."""
    size = 230 / typeset.width(word, 1, bold=True) * 2.4
    canvas.saveState()
    canvas.setFillColor(_COLOURS[GHOST])
    canvas.setFont(BOLD, size)
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(50)
    canvas.drawCentredString(0, -size * 0.35, word)
    canvas.restoreState()
