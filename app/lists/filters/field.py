"""What every filter does: it reads its part of the address, narrows the query, and gives its chip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

Where = Callable[[Any], Any]
"""A value -> a SQL condition."""


def short(text: str, most: int) -> str:
    """The text itself; ValueError with a sentence when it is longer than anybody means."""
    if len(text) > most:
        raise ValueError(_("At most %(count)s characters.", count=most))
    return text


class FilterField:
    """One filter of a list. `where` makes the SQL condition; `hidden` ones are for links and the API only.

    Its value comes through one of two doors: `take` for the API, `read` for pages. Both raise ValueError with
    a sentence when it cannot be read, and give None where the filter does not narrow.
    """

    shape = "text"
    schema: Mapping[str, Any] = {"type": "string"}
    repeatable = False
    longest = 100

    def __init__(self, name: str, label: Any, where: Where, *, hidden: bool = False) -> None:
        self.name, self.label, self.where, self.hidden = name, label, where, hidden

    def take(self, texts: Sequence[str]) -> Any:
        """The value as bodies have it, whatever the account's language. An empty text is no day."""
        if len(texts) > 1 and not self.repeatable:
            raise ValueError(_("Only one value is possible here."))
        return self._all(texts, self.canonical)

    def read(self, texts: Sequence[str]) -> Any:
        """The value as the person writes it, or as our own addresses have it. Left empty it is no filter."""
        given = [text for text in (texts if self.repeatable else texts[-1:]) if text.strip()]
        return self._all(given, self.written) if given else None

    def _all(self, texts: Sequence[str], door: Callable[[str], Any]) -> Any:
        values = [door(short(text.strip(), self.longest)) for text in texts]
        return list(dict.fromkeys(values)) if self.repeatable else values[0]

    def canonical(self, text: str) -> Any:
        """One value as the API and the addresses of our own lists have it."""
        return text or None

    def written(self, text: str) -> Any:
        """One value as people write it, or canonical."""
        return self.canonical(text)

    def write(self, value: Any) -> list[str]:
        """The value for an address, canonical."""
        return [str(value)]

    def condition(self, value: Any) -> Any:
        return self.where(value)

    def told(self, value: Any) -> str:
        """The value in words, for the chip."""
        return str(value)
