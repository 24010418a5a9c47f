"""Numbers as people write them in German and English, and as JSON carries them. Nothing is ever guessed."""

import re
from decimal import Decimal
from functools import lru_cache

from app.values.money import EXACT, round_half_up
from app.values.texts import N_

_NARROW_SPACE = "\u202f"  # the no-break space that DIN 5008 puts before a unit
_SPACES = " \u00a0\u2009\u202f"
_SIGNS = {"de": (".", ","), "en": (",", ".")}  # grouping, decimal
_DRESSED = re.compile(r"(?P<minus>[-−]?)\s*(?P<front>[€%]?)\s*(?P<body>[^€%]*?)\s*(?P<back>[€%]?)")
_CANONICAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Unreadable(ValueError):
    """What somebody wrote cannot be read; message_id is an English sentence with %(name)s for its params."""

    def __init__(self, message_id: str, /, **params: object) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.params = params

    def __str__(self) -> str:
        return self.message_id % self.params


def _shape(language: str) -> re.Pattern[str]:
    grouping, decimal = (re.escape(sign) for sign in _SIGNS[language])
    # No group follows a leading zero: 0.125 in German is a slip of the pen, not one hundred and twenty-five.
    grouped = rf"[1-9][0-9]{{0,2}}(?P<gap>[{grouping}{_SPACES}])[0-9]{{3}}(?:(?P=gap)[0-9]{{3}})*"
    return re.compile(rf"(?P<whole>{grouped}|[0-9]+)?(?:{decimal}(?P<decimals>[0-9]+))?")


_SHAPES = {language: _shape(language) for language in _SIGNS}


def _parts(body: str, language: str) -> tuple[str, str] | None:
    """The digits before and after the decimal sign, or None if this is no number in that language."""
    found = _SHAPES[language].fullmatch(body)
    if found is None or not body:
        return None
    return re.sub(r"[^0-9]", "", found["whole"] or ""), found["decimals"] or ""


def _example(body: str, language: str, places: int) -> str:
    """How the person should have written it: their own number if the other language can read it."""
    other = _parts(body, "en" if language == "de" else "de")
    if other is None or len(other[0]) > 15 or len(other[1]) > places:
        return write_number(Decimal("1234.5"), language, places=min(places, 2))
    meant = Decimal(f"{other[0] or 0}.{other[1] or 0}")
    return write_number(meant, language, places=places, least=len(other[1]))


def read_number(text: str, language: str, *, places: int, whole: int = 10) -> Decimal:
    """The number somebody wrote in "de" (1.234,50) or "en" (1,234.50), with exactly `places` decimals.

    A € or % sign, spaces around it and a minus are allowed; groups of three may be parted by the language's
    sign or by a space. Raises Unreadable for anything else, for more decimals than `places` (also zeros:
    1,500 may have been meant as fifteen hundred) and for more than `whole` digits before the decimal sign.
    """
    stripped = text.strip()
    if not stripped:
        raise Unreadable(N_("Please enter a number."))
    dressed = _DRESSED.fullmatch(stripped) if len(stripped) <= 100 else None
    body = dressed["body"] if dressed else ""
    minus = bool(dressed and dressed["minus"])
    if dressed and dressed["front"] and not minus and body[:1] in ("-", "−"):  # € -5
        minus, body = True, body[1:].lstrip()
    parts = _parts(body, language)
    if dressed is None or parts is None or (dressed["front"] and dressed["back"]):
        raise Unreadable(
            N_("Please write the number like this: %(example)s."), example=_example(body, language, places)
        )
    before, after = parts[0].lstrip("0"), parts[1]
    if len(after) > places:
        raise _too_many_decimals(places)
    if len(before) > whole:
        raise _too_large(whole)
    number = Decimal(f"{before or 0}.{after or 0}")
    return round_half_up(-number if minus else number, places)


def _too_many_decimals(places: int) -> Unreadable:
    if places == 0:
        return Unreadable(N_("Please enter a whole number, without decimals."))
    return Unreadable(N_("Please enter no more than %(places)s decimals."), places=places)


def _too_large(whole: int) -> Unreadable:
    return Unreadable(
        N_("This number is too large: no more than %(whole)s digits are possible before the decimals."),
        whole=whole,
    )


@lru_cache(maxsize=16384)
def write_number(
    value: Decimal | int, language: str, *, places: int, least: int | None = None, grouping: bool = True
) -> str:
    """The number as people read it in "de" or "en", rounded half up to `places` decimals.

    `least` is how many decimals stay when trailing zeros are dropped; without it all `places` are shown.
    """
    group_sign, decimal_sign = _SIGNS[language]
    written = format(round_half_up(Decimal(value), places), f",.{places}f")
    before, _, after = written.partition(".")
    if least is not None:
        after = after[:least] + after[least:].rstrip("0")
    before = before.replace(",", group_sign if grouping else "")
    return f"{before}{decimal_sign}{after}" if after else before


def write_money(value: Decimal | int, language: str) -> str:
    """An amount in euros with two decimals: 1.730,09 € (narrow no-break space, DIN 5008) or €1,730.09."""
    number = write_number(value, language, places=2)
    if language == "de":
        return f"{number}{_NARROW_SPACE}€"
    return f"-€{number[1:]}" if number.startswith("-") else f"€{number}"


def read_canonical(value: object, places: int, whole: int = 10) -> Decimal:
    """A number out of JSON, with exactly `places` decimals: an int, a Decimal, or a string such as "12.50".

    Raises Unreadable for bool and float (JSON is to be parsed with parse_float=Decimal), for a decimal comma
    or an exponent in a string, NaN, infinity, too many decimals and more than `whole` digits before them.
    """
    if isinstance(value, str):
        if not _CANONICAL.fullmatch(value) or len(value) > 100:
            raise Unreadable(N_("Please write the number like this: %(example)s."), example="12.50")
        number = Decimal(value)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
    else:
        raise Unreadable(N_("This must be a number."))
    if not number.is_finite():
        raise Unreadable(N_("This must be a number."))
    if number and number.adjusted() >= whole:
        raise _too_large(whole)
    if not number:
        return round_half_up(Decimal(0), places)
    rounded = number.quantize(Decimal(1).scaleb(-places), context=EXACT)
    if rounded != number:
        raise _too_many_decimals(places)
    return rounded
