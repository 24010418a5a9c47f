"""What keeps a record from being deleted, and what goes along with it when it is.

An action that deletes asks `check_unused` and calls `let_go`, both while it holds the record: who refers or
attaches to it holds it as well (`database.kept`), so nothing comes in between.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from app.permissions import Viewer
from app.values.refusals import Refusal
from app.values.texts import Msgids

Check = Callable[[UUID], str | None]
Companion = Callable[[str, Collection[UUID], Viewer | None], None]

_checks: dict[str, list[Check]] = {}
_companions: dict[str, list[Companion]] = {}
EVERY = "*"


class IsUsed(Refusal):
    """This cannot be deleted, since it is used by: %(what)s."""


def keeps(*kinds: str) -> Callable[[Check], Check]:
    """Registers what may refer to records of these kinds: its word (`N_("projects")`) if it does, or None."""

    def register(check: Check) -> Check:
        for kind in kinds:
            checks = _checks.setdefault(kind, [])
            if check not in checks:
                checks.append(check)
        return check

    return register


def check_unused(record: Any, refusal: type[Refusal] = IsUsed) -> None:
    """Refuses, with the words of all that uses it (`%(what)s`), to delete a record that others refer to."""
    checks = _checks.get(record.__tablename__, ())
    words = dict.fromkeys(word for check in checks if (word := check(record.id)))
    if words:
        raise refusal(what=Msgids(words))


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
