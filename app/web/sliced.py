"""A list as the API asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.database import db
from app.web import guard
from app.web.lists import API_LARGEST, PAGE_SIZE, Listing, whole_number
from app.web.outputs import DURATION, MONEY


class ApiList:
    """A slice of a list for the JSON API: same filters and sorts, `limit` and `offset`, exact total."""

    def __init__(self, listing: Listing, args: MultiDict[str, str], fixed: Mapping[str, Any]) -> None:
        self.listing = listing
        self.values = listing.read_filters(args) | dict(fixed)
        self.sort = listing.read_sort(args.get("sort") or listing.api_sort)
        self.limit = whole_number(args, "limit", PAGE_SIZE, 1, API_LARGEST)
        self.offset = whole_number(args, "offset", 0, 0, None)
        self.matching = listing.narrowed(guard.viewer(), self.values)

    def records(self) -> list[Any]:
        """The records of this slice, with what their output needs."""
        record = self.listing.record
        ids = self.listing.ordered(self.matching.with_only_columns(record.id), self.sort)
        wanted = list(db.session.scalars(ids.limit(self.limit).offset(self.offset)))
        if not wanted:
            return []
        statement = select(record).where(record.id.in_(wanted)).options(*self.listing.api_options)
        found = {one.id: one for one in db.session.scalars(statement)}
        return [found[id_] for id_ in wanted if id_ in found]

    def exact_count(self) -> int:
        """How many match."""
        return self.listing.count(self.matching)

    def api_sums(self) -> dict[str, Any]:
        """The sums that stand in the envelope, written as JSON."""
        sums = [one for one in self.listing.sums if one.api]
        totals = self.listing.total(self.matching, sums)
        return {
            one.api or "": (DURATION if one.kind == "hours" else MONEY).write(totals[one.name])
            for one in sums
        }
