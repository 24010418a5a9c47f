"""Countries (ISO 3166 alpha-2) with their names from CLDR, in the person's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from babel import Locale

from app.web import languages

# CLDR also names regions that ISO 3166 has reserved or never given a code.
_NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
CODES = tuple(
    sorted(
        code
        for code in map(str, Locale("en").territories)
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    )
)
Country: Any = StrEnum("Country", {code: code for code in CODES})  # type: ignore[misc]
"""Every country there is a code for."""


class _Names(Mapping[str, str]):
    def __getitem__(self, code: str) -> str:
        return str(Locale(languages.language()).territories[str(code)])

    def __iter__(self) -> Iterator[str]:
        return iter(CODES)

    def __len__(self) -> int:
        return len(CODES)


COUNTRIES: Mapping[str, str] = _Names()
"""Code -> name as the person reads it."""


def country_name(code: str, language: str) -> str:
    """A country's name in a language."""
    return str(Locale(language).territories.get(code, code))
