"""Text folded for searching and sorting: case and accents do not count."""

import unicodedata

_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def folded(text: str) -> str:
    """Lower case without accents, blanks folded to one: `Bäckerei  Löwenstein` is `backerei lowenstein`.

    Umlauts sort with their vowel (DIN 5007-1).
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def spelled(text: str) -> str:
    """Text in small ASCII letters and digits, umlauts spelled out: `Zeiteinträge` is `zeiteintraege`."""
    plain = folded(text.casefold().translate(_UMLAUTS))
    return " ".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in plain).split())


def folded_all(*parts: str | None) -> str:
    """The search text of a record: its parts folded, one per line, so that no find runs across two."""
    return "\n".join(folded(part) for part in parts if part)


def like(needle: str) -> str:
    """A LIKE pattern that finds this text anywhere; `\\` is the escape sign."""
    escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
