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

from sqlalchemy import ColumnElement, select

from app.database import db
from app.permissions import Viewer
from app.values.refusals import Mend, Refusal
from app.values.texts import N_, Msgids

Condition = Callable[[UUID], ColumnElement[bool]]
Companion = Callable[[str, Collection[UUID], Viewer | None], None]


@dataclass(frozen=True)
class Use:
    """How others refer to records of a kind: what they are called, when they do, and the list of them."""

    word: str
    condition: Condition
    page: str | None
    by: str | None

    def mend(self, id_: UUID) -> Mend | None:
        """Where those that refer to this record stand."""
        values = {self.by: id_} if self.by else {}
        return Mend(self.page, N_("Show %(what)s"), **values).of(self.word) if self.page else None


_uses: dict[str, list[Use]] = {}
_companions: dict[str, list[Companion]] = {}
EVERY = "*"


class IsUsed(Refusal):
    """This cannot be deleted, since it is used by: %(what)s."""


def keeps(kind: str, word: str, page: str | None = None, by: str | None = None) -> Callable[..., Condition]:
    """Registers when others refer to a record of this kind: a condition in SQL, by its id.

    `word` (`N_("projects")`) says who does; `page` is the list of them, filtered by the record's id in `by`.
    """

    def register(condition: Condition) -> Condition:
        uses = _uses.setdefault(kind, [])
        if condition not in [one.condition for one in uses]:
            uses.append(Use(word, condition, page, by))
        return condition

    return register


def check_unused(record: Any, refusal: type[Refusal] = IsUsed, *mends: Mend) -> None:
    """Refuses, with all that uses it (`%(what)s`) and where that stands, to delete what others refer to.

    `mends` are what can be done instead.
    """
    uses = _uses.get(record.__tablename__, [])
    if not uses:
        return
    answers = db.session.execute(select(*[one.condition(record.id) for one in uses])).one()
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
