"""A single strange value in a body that is good otherwise: it is taken or told, and never an incident."""

from __future__ import annotations

import json

import pytest

from app.links.kinds import kind_of
from app.lists import registry
from app.lists.filters import Search
from tests import cast
from tests.records import Maker
from tests.resources import SEEN, of_kind

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
every_kind = pytest.mark.parametrize("name", SEEN)
STRANGE = [
    None,
    True,
    0,
    -1,
    10**60,
    "",
    " ",
    "x",
    "\x00",
    "\ud800",
    "9" * 300,
    [],
    ["x"],
    {},
    [{}],
    "2026-02-30",
]
ANSWERS = {200, 201, 409, 422}


def fields(app, form):
    """The names of what a form takes."""
    with app.test_request_context():
        return list(form(formdata=None)._fields)


def sent(body):
    """A body as bytes; lone surrogates are written as JSON has them."""
    return {"data": json.dumps(body), "content_type": "application/json"}


@every_kind
def test_one_strange_value_is_no_incident(app, name):
    maker = Maker(app)
    made, own = maker.make(name), of_kind(app, name)
    place = own["show"].of(made["id"])
    for field in fields(app, own["change"].form):
        for value in STRANGE:
            answer = maker.client.send("PATCH", place, **sent({field: value}))
            assert answer.status_code in ANSWERS - {201}, (field, value, answer.text)


@every_kind
def test_nothing_where_something_belongs_is_told(app, name):
    """null, and an empty text, in each field of a new record."""
    maker, own = Maker(app), of_kind(app, name)
    maker.make(name)
    place = maker.place
    for field in fields(app, own["create"].form):
        for value in (None, ""):
            answer = maker.client.send("POST", place, **sent(maker.sent | {field: value}))
            assert answer.status_code in ANSWERS - {200}, (field, value, answer.text)


@every_kind
def test_an_empty_text_is_no_default(app, name):
    """Where there is a default, neither null nor an empty text stands for it."""
    maker, own = Maker(app), of_kind(app, name)
    place = own["show"].of(maker.make(name)["id"])
    with app.test_request_context():
        known = own["change"].form(formdata=None)._fields.items()
        defaults = [key for key, field in known if getattr(field, "default", None) is not None]
    for field in defaults:
        for value in (None, ""):
            problem = maker.client.patch(place, {field: value}, status=422)
            assert field in problem["errors"], (field, value)


@every_kind
def test_a_filter_that_cannot_be_read_is_told(app, name):
    """Each filter alone, but for free text."""
    index, client = of_kind(app, name)["index"].of(), Maker(app).client
    with app.app_context():
        filters = registry.made_for(kind_of(name).blueprint, cast.viewer("admin")).filters.values()
    for one in filters:
        for value in ("nonsense", "", "NaN", "01.02.2026") if not isinstance(one, Search) else ():
            problem = client.get(f"{index}?{one.name}={value}", status=422)
            assert list(problem["errors"]) == [one.name]
