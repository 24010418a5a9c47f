"""The logo of the demonstration company, drawn as a person with little time would."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import app.invoices.pdf as paper

INK, MUTED = (11, 110, 127), (91, 104, 118)
FONTS = Path(paper.__file__).parent / "fonts"


def draw() -> bytes:
    """A PNG of 900 by 200 pixels."""
    bold = next(path for path in sorted(FONTS.glob("*.ttf")) if "Regular" not in path.name)
    plain = next(path for path in sorted(FONTS.glob("*.ttf")) if "Regular" in path.name)
    picture = Image.new("RGB", (900, 200), "white")
    pen = ImageDraw.Draw(picture)
    pen.text((0, 10), "Muster & Partner", font=ImageFont.truetype(str(bold), 104), fill=INK)
    pen.text((2, 138), "IT-Beratung GmbH", font=ImageFont.truetype(str(plain), 46), fill=MUTED)
    content = io.BytesIO()
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()
