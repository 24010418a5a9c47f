"""Countries (ISO 3166 alpha-2) with their names from CLDR, in the person's language."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from babel import Locale

from app.forms.fields import Choice
from app.values.folding import folded
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


def country_name(code: str, language: str) -> str:
    """A country's name in a language."""
    return str(Locale(language).territories.get(code, code))


class CountryChoice(Choice):
    """A country, Germany unless something else is said; sorted by the names that the person reads."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, Country, default=Country("DE"), **kwargs)  # type: ignore[arg-type]

    def told(self, member: Any) -> str:
        return country_name(member, languages.language())

    @property
    def options(self) -> list[tuple[str, Any, bool]]:
        return sorted(super().options, key=lambda option: folded(option[1]))
