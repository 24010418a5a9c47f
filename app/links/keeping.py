"""What keeps a record from being deleted, and what goes along with it when it is.

An action that deletes asks `check_unused` and calls `let_go`, both while it holds the record: who refers or
attaches to it holds it as well (`database.kept`), so nothing comes in between. The question before it asks
`check_unused` too, so that nobody is asked what will be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select

from app.database import db
from app.permissions import Viewer
from app.values.refusals import Mend, Refusal
from app.values.texts import N_, Msgids

Companion = Callable[[str, Collection[UUID], Viewer | None], None]


@dataclass(frozen=True)
class Use:
    """How others refer to records of a kind: what they are called, by which column, and the list of them."""

    word: str
    column: Any
    page: str | None
    by: str | None

    def refers_to(self, id_: UUID) -> ColumnElement[bool]:
        """Whether any of them refers to this record."""
        return exists().where(self.column == id_)

    def mend(self, id_: UUID) -> Mend | None:
        """Where those that refer to this record stand."""
        values = {self.by: id_} if self.by else {}
        return Mend(self.page, N_("Show %(what)s"), **values).of(self.word) if self.page else None


_uses: dict[str, list[Use]] = {}
_companions: dict[str, list[Companion]] = {}
EVERY = "*"


class IsUsed(Refusal):
    """This cannot be deleted, since it is used by: %(what)s."""


def keeps(kind: str, word: str, column: Any, page: str | None = None, by: str | None = None) -> None:
    """Registers that rows refer to records of this kind by this column, which therefore are not deleted.

    `word` (`N_("projects")`) says what they are; `page` is the list of them, filtered by its id in `by`.
    """
    _uses.setdefault(kind, []).append(Use(word, column, page, by))


def check_unused(record: Any, refusal: type[Refusal] = IsUsed, *mends: Mend) -> None:
    """Refuses, with all that uses it (`%(what)s`) and where that stands, to delete what others refer to.

    `mends` are what can be done instead.
    """
    uses = _uses.get(record.__tablename__, [])
    if not uses:
        return
    answers = db.session.execute(select(*[one.refers_to(record.id) for one in uses])).one()
    found = [use for use, is_used in zip(uses, answers, strict=True) if is_used]
    if found:
        words = dict.fromkeys(use.word for use in found)
        lists = [mend for use in found if (mend := use.mend(record.id))]
        raise refusal(what=Msgids(words)).leading_to(*lists, *mends)


def goes_with(*kinds: str) -> Callable[[Companion], Companion]:
    """Registers what is deleted along with records of these kinds (none named: of all kinds).

    `companion(kind, ids, by)` does it.
    """

    def register(companion: Companion) -> Companion:
        for kind in kinds or (EVERY,):
            companions = _companions.setdefault(kind, [])
            if companion not in companions:
                companions.append(companion)
        return companion

    return register


def let_go(kind: str, ids: Collection[UUID], *, by: Viewer | None) -> None:
    """Deletes what hangs on records that are about to be deleted. The records are held, all of them."""
    for companion in (*_companions.get(kind, ()), *_companions.get(EVERY, ())) if ids else ():
        companion(kind, ids, by)
