"""The names of what rows are attached to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.links.finder import finder
from app.links.kinds import ANY
from app.lists.columns import Column


def name_subjects(columns: Sequence[Column], rows: Sequence[Any]) -> list[Any]:
    """The rows with the records themselves in place of their ids, None where they are out of sight.

    One statement for all rows and kinds.
    """
    places = [place for place, column in enumerate(columns) if column.shape == "subject"]
    if not places:
        return list(rows)
    ids = {row[place] for row in rows for place in places if row[place] is not None}
    found = finder().found(ANY, list(ids))
    return [
        [found.get(value) if place in places else value for place, value in enumerate(row)] for row in rows
    ]
