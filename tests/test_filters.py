"""The ends of a range belong to it: every filter by day or amount of every list, on the demonstration company."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from app.database import db
from app.demo.load import load_small
from app.lists import registry
from app.lists.filters import Amount, Since
from app.values.periods import local_day
from tests import cast
from tests.demo.test_load import NOW

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
ROWS = 4


@pytest.fixture
def demonstration(app):
    cast.dismiss()
    load_small(now=NOW)
    return app


def step(field):
    return timedelta(days=1) if isinstance(field, Since) else Decimal("0.01")


def ends(field):
    """The first and the last value of a search for where a filter begins to let a row in."""
    if isinstance(field, Since):
        return date(1990, 1, 1), date(2060, 1, 1)
    return Decimal(-9_000_000), Decimal(9_000_000)


def middle(low, high, least):
    return low + least * ((high - low) // least // 2)


def edge(lets_in, field):
    """The last value with which the row is still in the list; None where it is always or never in it."""
    low, high = ends(field)
    first, last, least = lets_in(low), lets_in(high), step(field)
    if first == last:
        return None
    while high - low > least:
        between = middle(low, high, least)
        low, high = (between, high) if lets_in(between) == first else (low, between)
    return low if first else high


def told(record, zone):
    """Every day and every amount of a record, as people read them."""
    for attribute in type(record).__mapper__.column_attrs:
        value = getattr(record, attribute.key)
        yield local_day(value, zone) if isinstance(value, datetime) else value


def edges(listing, field, viewer):
    """Some rows with the last value that lets them in, and all that they have of that kind."""
    model, found = listing.record, 0
    for record in db.session.scalars(listing.base.with_only_columns(model).order_by(model.id)):
        own = listing.base.where(model.id == record.id)
        at = edge(lambda value, own=own: listing.count(own.where(field.condition(value))) > 0, field)
        if at is not None:
            yield record, at, list(told(record, viewer.timezone))
            found += 1
        if found == ROWS:
            return


def test_the_ends_of_every_range_belong_to_it(demonstration):
    """Whatever a filter compares with, a row comes in with exactly one of its own days or amounts."""
    viewer, seen, wrong = cast.viewer("admin"), set(), []
    for name in registry.names():
        listing = registry.made_for(name, viewer)
        for field in listing.filters.values():
            if isinstance(field, (Since, Amount)):
                for record, at, own in edges(listing, field, viewer):
                    seen.add(f"{name}?{field.name}")
                    if at not in own:
                        wrong.append(f"{name}?{field.name} lets {record} in from {at} on, no value of it")
    assert not wrong, "\n".join(wrong)
    assert seen >= {"invoices?due_to", "invoices?max_total", "payments?to_date"}
