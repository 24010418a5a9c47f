"""Two people at the same record: what stands in the form of one, and what the other has saved meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.forms.form import CHOICE, MINE, THEIRS, Form
from app.forms.lines import Lines
from app.links.changes import Change, last_changes
from app.web import guard

NOT_COMPARED = ("hidden", "unseen", "file", "password")


@dataclass(frozen=True)
class Difference:
    """A field in which the two differ, each as lines that people read, and which of them is proposed."""

    name: str
    label: Any
    mine: Sequence[str]
    theirs: Sequence[str]
    chosen: str

    @property
    def input(self) -> str:
        """The name of the input that says which shall hold."""
        return f"{CHOICE}{self.name}"


@dataclass(frozen=True)
class Conflict:
    """Who has saved something else meanwhile, and where that differs from what stands in the form."""

    change: Change | None = None
    differences: Sequence[Difference] = ()

    @property
    def is_own(self) -> bool:
        """Whether it was the same person, in another window."""
        return self.change is not None and self.change.actor_id == guard.viewer().id


def conflict_of(form: Form, stored: Any, expected: int | None) -> Conflict:
    """What differs between a form and the record that it edits, read afresh. All lines are one field.

    Where the person has changed nothing, what is stored is proposed; elsewhere what they typed.
    """
    change = last_changes(stored, stored.version - expected) if expected is not None else None
    theirs = type(form)(formdata=None, obj=stored)
    differences = []
    for name, field in form._fields.items():
        if field.shape in NOT_COMPARED or _value(field, field) == _value(theirs[name], field):
            continue
        untouched = change is not None and change.stood(name, _value(field, field))
        chosen = THEIRS if untouched else MINE
        differences.append(Difference(name, field.label.text, _told(field), _told(theirs[name]), chosen))
        if isinstance(field, Lines):
            field.forget_vanished(theirs[name])
    return Conflict(change, differences)


def _value(field: Any, sent: Any) -> Any:
    """What is compared of a field: of lines all that a page shows of them."""
    if not isinstance(field, Lines):
        return field.data if field.data not in ("", []) else None
    shown = {one.short_name for row in sent.rows() for one in row if one.raw_data and one.shape != "hidden"}
    return [{one.short_name: one.data for one in row if one.short_name in shown} for row in field.rows()]


def _told(field: Any) -> Sequence[str]:
    if isinstance(field, Lines):
        return [row.in_words for row in field.rows()]
    return [line for line in field.in_words.split("\n") if line.strip()]
