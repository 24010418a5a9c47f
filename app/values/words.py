"""Enums whose members know what people call them, and in which tone."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """One of a few values: `HIGH = "high", N_("High"), "warn"`.

    `word` is English, to be translated where it is shown. `tone` is the colour of its badge: `info`, `warn`,
    `good`, `wrong`, `off`, `void` (struck through); without one it is grey.
    """

    word: str
    tone: str

    # The default of `word` is for mypy, which takes a look-up, Priority("high"), for a call of this.
    def __new__(cls, value: str, word: str = "", tone: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.word, member.tone = word, tone
        return member
