"""A list as the API asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.database import db
from app.lists.addresses import Args, all_of, refuse_unclear, refuse_unknown, whole_number
from app.lists.listing import API_LARGEST, PAGE_SIZE, Listing


class ApiList:
    """A slice of a list for the JSON API: same filters and sorts, `limit` and `offset`, exact total.

    `fixed` narrows as the path says (`/by-project/:id`). Raises `InvalidInput` with all that is wrong.
    """

    def __init__(self, listing: Listing, args: Args, fixed: Mapping[str, Any]) -> None:
        self.listing = listing
        values, self.sort, self.limit, self.offset, *_checked = all_of(
            lambda: listing.take_filters(args),
            lambda: listing.read_sort(args.get("sort") or listing.api_sort),
            lambda: whole_number(args, "limit", PAGE_SIZE, 1, API_LARGEST),
            lambda: whole_number(args, "offset", 0, 0, None),
            lambda: refuse_unclear(args, "sort", "limit", "offset"),
            lambda: refuse_unknown(args, {*listing.filters, "sort", "limit", "offset"}),
        )
        self.matching = listing.narrowed(values, fixed)

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

    def sums(self) -> dict[str, Any]:
        """The sums that stand in the envelope, by their name there."""
        sums = [one for one in self.listing.sums if one.api]
        totals = self.listing.total(self.matching, sums)
        return {one.api or "": totals[one.name] for one in sums}
