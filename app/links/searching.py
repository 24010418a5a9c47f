"""Finding records by words: each word occurs in their own text, or in that of what they belong to.

A rare word is looked up in the trigram indexes; a common one is found soon enough by walking the list in its
order. Which of the two it is, is asked first, for at most `MOST` hits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, union_all

from app.database import db, trigrams
from app.values.folding import folded, like

MOST = 2000
"""So many hits are sorted; where there are more, the list is walked."""
WORDS = 8


@dataclass(frozen=True, eq=False)
class Searched:
    """What is searched of a record: its folded text, and that of records it belongs to, by foreign key."""

    text: Any
    via: tuple[tuple[Any, Searched], ...] = ()

    def conditions(self, text: str) -> list[ColumnElement[bool]]:
        """A condition for each word that somebody typed; all of them must hold."""
        return [self._condition(word) for word in folded(text).split()[:WORDS]]

    def _condition(self, word: str) -> ColumnElement[bool]:
        if len(word) >= trigrams.SHORTEST and trigrams.is_indexed(self.text):
            found = db.session.scalars(self._ids(word).limit(MOST + 1)).all()
            if len(found) <= MOST:
                return self._key.in_(set(found))
        return self._anywhere(word)

    @property
    def _key(self) -> Any:
        return self.text.class_.id

    def _anywhere(self, word: str) -> ColumnElement[bool]:
        """For a walk: the row's own text first, the others by a set that is found once."""
        pattern = like(word)
        others = [key.in_(select(other._key).where(other._anywhere(word))) for key, other in self.via]
        return or_(self.text.like(pattern, escape="\\"), *others)

    def _ids(self, word: str) -> Select[Any]:
        """Whom the word is found for; somebody may be in it twice."""
        own = self._own(word)
        others = [select(self._key).where(key.in_(other._ids(word))) for key, other in self.via]
        return select(union_all(own, *others).subquery()) if others else own

    def _own(self, word: str) -> Select[Any]:
        if trigrams.is_indexed(self.text):
            return trigrams.ids_with(self.text, word)
        return select(self._key).where(self.text.like(like(word), escape="\\"))
