"""What stands in a list: columns, sort keys, sums, and a button in each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.lists.shapes import FIGURES, RIGHT, WRITERS, is_word, shape_of
from app.values.words import Word
from app.web import languages


@dataclass(frozen=True)
class Column:
    """A column of a list. `role` says where it stands on a phone's card.

    `shape` says how values are written; it comes from the type of the column, and a status is a badge.

    `nothing` is read where there is no value. A column of the shape `subject` holds the ids of records of
    whatever kind; people read their names, as far as they may see them. `of` names the kinds on whose pages
    it says nothing new: there a short table leaves it out.
    """

    name: str
    label: Any
    value: Any
    shape: str = ""
    sort: str | None = None
    link: bool = False
    muted: bool = False
    role: str = ""
    css: str = ""
    nothing: Any = "–"
    of: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.shape:
            found = "badge" if self.role == "status" and is_word(self.value) else shape_of(self.value)
            object.__setattr__(self, "shape", found)

    @property
    def align(self) -> str:
        return "right" if self.shape in RIGHT else "left"

    @property
    def is_figure(self) -> bool:
        """Whether its values stand below each other figure by figure: numbers, and days and times too."""
        return self.shape in FIGURES

    def written(self, value: Any) -> str:
        """A value as the person reads it."""
        if value is None or value == "":
            return str(self.nothing)
        return languages.word(value) if isinstance(value, Word) else WRITERS[self.shape](value)


@dataclass(frozen=True)
class SortKey:
    """What a list can be sorted by. The expression is never null and stands in an index with the id."""

    expression: Any


@dataclass(frozen=True)
class Sum:
    """A sum over everything that matches; `api` is its name in the JSON envelope."""

    name: str
    label: Any
    expression: Any
    api: str | None = None

    @property
    def shape(self) -> str:
        """How it is written: like the column above it."""
        return shape_of(self.expression)


@dataclass(frozen=True)
class RowButton:
    """A button in each row, and its key for the row in focus: it posts to a page of the record.

    It stands in the rows where the SQL condition `when` holds.
    """

    page: str
    label: Any
    icon: str
    key: str
    needs: str
    when: Any
