"""The two typefaces, and which characters they can draw.

Registered when this module is imported, so once per process and under the import lock: a font that is
registered again while a document is being drawn would lose that document's glyphs.
"""

import unicodedata
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "IBMPlexSans"
BOLD = "IBMPlexSans-SemiBold"

_FOLDER = Path(__file__).parent / "fonts"
_regular = TTFont(REGULAR, str(_FOLDER / "IBMPlexSans-Regular.ttf"))
_bold = TTFont(BOLD, str(_FOLDER / "IBMPlexSans-SemiBold.ttf"))
registerFont(_regular)
registerFont(_bold)

_DRAWABLE = frozenset(_regular.face.charToGlyph) & frozenset(_bold.face.charToGlyph)


class _Replacements(dict[int, str]):
    """For str.translate: decides about each character once."""

    def __missing__(self, code: int) -> str:
        self[code] = replacement = _replacement(chr(code))
        return replacement


def _replacement(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\n\v\f\r\x85\u2028\u2029":
        return "\n"
    if character in "\xa0\u202f":
        return "\xa0"
    if character == "\t" or category == "Zs":
        return " "
    if category in ("Cc", "Cf") or "\ufe00" <= character <= "\ufe0f":
        return ""  # controls, directions, soft hyphens, joiners and variation selectors have no shape
    if category.startswith("M") or ord(character) not in _DRAWABLE:
        return "?"  # also marks that NFC could not compose: without shaping they would land beside the letter
    return character


_replacements = _Replacements()


def drawable(text: str) -> str:
    """The text with line breaks as "\\n" and "?" for what the fonts lack.

    A .notdef box says less than a question mark, and PDF/A refuses it (ISO 19005-3, 6.2.11.8).
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_replacements)
