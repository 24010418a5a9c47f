"""The logo, prepared once: small enough to draw quickly, in a colour space that PDF/A-3 takes."""

import io
from functools import lru_cache

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

from app.invoices.pdf.letterhead import LOGO_HEIGHT, LOGO_WIDTH

_PIXELS_AT_MOST = 40_000_000
_DOTS_PER_POINT = 300 / 72


@lru_cache(maxsize=8)
def read_logo(data: bytes) -> tuple[ImageReader, tuple[float, float]] | None:
    """The picture and its size in its box with its proportions kept; None if it is no PNG or JPEG.

    Reduced to 300 dpi. CMYK becomes RGB: it would contradict the sRGB output intent (ISO 19005-3, 6.2.4.3).
    """
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            width, height = opened.size
            if not 0 < width * height <= _PIXELS_AT_MOST:
                return None
            upright = ImageOps.exif_transpose(opened)
            transparent = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
            picture = upright.convert("RGBA" if transparent else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    scale = min(LOGO_WIDTH / picture.width, LOGO_HEIGHT / picture.height)
    size = (picture.width * scale, picture.height * scale)
    picture.thumbnail((int(size[0] * _DOTS_PER_POINT) + 1, int(size[1] * _DOTS_PER_POINT) + 1))
    return ImageReader(picture), size
