"""Filters and sums of every list: what is let through, at its edges too, and that sums are of that and no more."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest

from app.links.kinds import kind_of
from app.lists import registry
from app.lists.filters import Amount, Chosen, Since
from app.lists.registry import today
from tests import cast
from tests.records import Maker
from tests.resources import SEEN, of_kind
from tests.rows import copies

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
every_kind = pytest.mark.parametrize("name", SEEN)
DAY = timedelta(days=1)


class List:
    """A list as one person sees it: its JSON, its sums and its exports."""

    def __init__(self, app, pages, api, name, who="admin"):
        self.app, self.kind = app, kind_of(name)
        self.client, self.browser = api(who), pages(who)
        self.listing = registry.made_for(self.kind.blueprint, cast.viewer(who))
        self.filters = self.listing.filters.values()
        self.index = of_kind(app, name)["index"].of()

    def envelope(self, **filters):
        return self.client.get(f"{self.index}?{urlencode({'limit': 200} | filters)}")

    def items(self, **filters):
        return self.envelope(**filters)["items"]

    def page(self, **arguments):
        with self.app.test_request_context():
            return self.kind.url("index", **{"all": "true"} | arguments)

    def sums(self, **filters):
        """The sums below the list, by name."""
        summary = self.browser.get(self.page(**filters), part="summary")
        texts = summary.xpath("//*[@class='summary-sum']/strong/text()")
        return {one.name: read(text) for one, text in zip(self.listing.sums, texts, strict=True)}

    def column(self, number, **filters):
        """A column of its export."""
        answer = self.browser.raw("GET", self.page(export="csv", **filters))
        lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))[1:]
        return [read(line[number]) for line in lines]


def read(text):
    """An amount or hours as people read them."""
    if ":" in text:
        hours, minutes = re.sub("[^0-9:]", "", text).split(":")
        return timedelta(hours=int(hours), minutes=int(minutes))
    digits = re.sub("[^0-9,-]", "", text).replace(",", ".")
    return Decimal(digits) if digits.strip("-") else None


def total(values):
    """What these values make; nothing is None."""
    some = [value for value in values if value is not None]
    return sum(some[1:], some[0]) if some else None


def cases(one, items):
    """Values of a filter, each with the condition that an item must fulfil."""
    if isinstance(one, Amount):
        name = one.name.removeprefix("min_").removeprefix("max_")
        for value in sorted({item[name] for item in items}):
            yield (
                value,
                lambda item, value=value: (
                    item[name] >= value if one.name.startswith("min_") else item[name] <= value
                ),
            )
    elif items and one.name in items[0]:
        found = list(one.enum) if isinstance(one, Chosen) else [item[one.name] for item in items]
        for value in list(dict.fromkeys(value for value in found if value is not None))[:6]:
            written = str(value).lower() if isinstance(value, bool) else value
            yield written, lambda item, value=value: item[one.name] == value


def test_a_filter_lets_through_what_has_its_value(app, pages, api):
    copies(app, 12)
    for name in SEEN:
        list_ = List(app, pages, api, name)
        every = list_.items()
        for one in list_.filters:
            for value, holds in cases(one, every):
                wanted = [item["id"] for item in every if holds(item)]
                found = [item["id"] for item in list_.items(**{one.name: value})]
                assert sorted(found) == sorted(wanted), (name, one.name, value)


@every_kind
def test_the_days_of_a_filter_are_inclusive(app, pages, api, name):
    made, list_ = Maker(app).make(name), List(app, pages, api, name)
    day = today()
    if start := made.get("start_time"):
        day = datetime.fromisoformat(start).astimezone(ZoneInfo("Europe/Berlin")).date()
    for one in (one for one in list_.filters if isinstance(one, Since)):
        beyond = DAY if "from" in one.name else -DAY
        within = [
            [item["id"] for item in list_.items(**{one.name: day + by})] for by in (-beyond, 0 * DAY, beyond)
        ]
        assert [made["id"] in ids for ids in within] == [True, True, False], one.name


@pytest.mark.parametrize("who", ["admin", "leitung", "mitarbeit"])
def test_count_and_sums_are_of_what_is_seen_and_let_through(app, pages, api, who):
    """Below the page, in the envelope, over the export and over the items: the same."""
    copies(app, 12)
    for owner in cast.ROLES:
        for name in ("time_entry", "reminder"):
            Maker(app, owner=owner).make(name)
    for name in SEEN:
        if not cast.viewer(who).may(f"{kind_of(name).module}:read"):
            continue
        list_ = List(app, pages, api, name, who)
        every = list_.items()
        some = {one.name: next(cases(one, every))[0] for one in list_.filters if list(cases(one, every))}
        for filters in ({}, *({key: value} for key, value in some.items())):
            hold_sums(list_, filters)


def hold_sums(list_, filters):
    envelope, below = list_.envelope(**filters), list_.sums(**filters)
    items = envelope["items"]
    assert envelope["total"] == len(items), (list_.index, filters)
    for one in list_.listing.sums:
        place, shown = (list_.index, one.name, filters), below[one.name]
        if one.api:
            clock = [int(part) for part in envelope[one.api].split(":")]
            assert timedelta(hours=clock[0], minutes=clock[1]) == shown, place
        columns = [column.value is one.expression for column in list_.listing.columns]
        if any(columns):
            zero = shown - shown
            assert (total(list_.column(columns.index(True), **filters)) or zero) == shown, place
        key = getattr(one.expression, "key", None)
        if items and isinstance(items[0].get(key), float):
            assert round(sum(Decimal(str(item[key])) for item in items), 2) == shown, place
