"""The API's conventions, for every kind and every address that there is: the registries say which (docs/api.md)."""

from __future__ import annotations

import pytest

from app.values.refusals import Refusal
from app.web.bodies import LARGEST_BODY
from tests.records import Maker
from tests.resources import ID, NOBODY, SEEN, addresses, kind_at, of_kind
from tests.web.test_trouble import failing, locked

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
every_kind = pytest.mark.parametrize("name", SEEN)
CHANGES = ("replace", "change", "delete")

UNREADABLE = ("nonsense", '"v1x"', '"', ",", '"*"', "", '"v١"'.encode().decode("latin-1"))
"""No version of any record; not even the star within quotes."""


class Resource:
    """A kind in the API with a record of it, for the administration."""

    def __init__(self, app, name):
        self.maker = Maker(app)
        self.client = self.maker.client
        self.record = self.maker.make(name)
        self.addresses = of_kind(app, name)
        self.place = self.addresses["show"].of(self.record["id"])
        self.methods = {self.addresses[change].method for change in CHANGES if change in self.addresses}

    def shown(self):
        return self.client.get(self.place)

    @property
    def version(self):
        """The number in the tag of the record."""
        self.shown()
        return int(self.client.last.headers["ETag"].strip('"').removeprefix("v"))


@pytest.fixture
def resource(app, name):
    return Resource(app, name)


# making, showing, deleting


@every_kind
def test_who_makes_something_is_led_to_it(resource):
    answer = resource.maker.answer
    assert resource.client.get(answer.headers["Location"]) == answer.get_json()
    assert resource.client.last.headers["ETag"] == answer.headers["ETag"]


@every_kind
def test_what_is_deleted_is_gone(resource):
    resource.client.delete(resource.place, status=204)
    resource.client.get(resource.place, status=404)


# changing


@every_kind
def test_what_was_read_can_be_sent_back(resource):
    for method in resource.methods - {"DELETE"}:
        before = resource.shown()
        after = resource.client.call(method, resource.place, before, status=200)
        assert after == before | {"updated_at": after["updated_at"]}, method


@every_kind
def test_nothing_sent_changes_nothing(resource):
    before = resource.shown()
    resource.client.patch(resource.place, {})
    assert resource.shown() == before


# If-Match


@every_kind
def test_tags_that_name_no_version_of_it_are_412(resource):
    version, before = resource.version, resource.shown()
    for header in (*UNREADABLE, f'"v{version - 1}", "v{version + 1}"'):
        for method in resource.methods:
            body = None if method == "DELETE" else before
            resource.client.call(method, resource.place, body, status=412, headers={"If-Match": header})
    assert resource.shown() == before


@every_kind
def test_tags_that_name_its_version_let_it_be_changed(resource):
    for method in resource.methods - {"DELETE"}:
        for header in ('"v{0}"', '"v0", "v{0}"', '"v{0}","v0"', '"other", W/"v{0}"', "*"):
            right = {"If-Match": header.format(resource.version)}
            resource.client.call(method, resource.place, resource.shown(), status=200, headers=right)
    right = {"If-Match": f'"v0", "v{resource.version}"'}
    resource.client.delete(resource.place, status=204, headers=right)


# what is wrong


def test_unknown_fields_are_told_with_all_that_is_wrong(app):
    """Each field gets an object, which none of them takes, beside one that nobody knows."""
    made, asked = {}, 0
    for one in addresses(app):
        if not one.needs_json:
            continue
        kind = kind_at(app, one.rule)
        if kind is not None and kind.name not in made:
            made[kind.name] = Maker(app).make(kind.name)["id"]
        with app.test_request_context():
            fields = list(one.form(formdata=None)._fields)
        body = {name: {"strange": 1} for name in [*fields, "nonsense"]}
        path = one.of(made[kind.name]) if kind is not None else one.of()
        problem = Maker(app).client.call(one.method, path, body, status=422)
        assert set(problem["errors"]) == set(body), one
        asked += 1
    assert asked > 20


def test_what_takes_nothing_names_all_that_it_does_not_take(app):
    for one in addresses(app):
        if one.form is not None and one.form.may_be_absent:
            kind = kind_at(app, one.rule)
            path = one.of(Maker(app).make(kind.name)["id"] if kind is not None else NOBODY)
            problem = Maker(app).client.call(one.method, path, {"nonsense": 1, "more": 2}, status=422)
            assert {"nonsense", "more"} <= set(problem["errors"]), one


BODIES = {
    "no JSON": (400, {"data": "{", "content_type": "application/json"}),
    "no object": (400, {"data": "[]", "content_type": "application/json"}),
    "a name twice": (400, {"data": '{"a": 1, "a": 2}', "content_type": "application/json"}),
    "no type": (415, {"data": "{}", "content_type": "text/plain"}),
    "too large": (
        413,
        {"data": '{"a": "' + "x" * LARGEST_BODY + '"}', "content_type": "application/json"},
    ),
}


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_cannot_be_read(app, api, what):
    """The problem documents, and that no sentence is werkzeug's, are held by the client."""
    status, sent = BODIES[what]
    made = {name: Maker(app).make(name)["id"] for name in SEEN}
    for one in addresses(app):
        if one.needs_json:
            kind = kind_at(app, one.rule)
            path = one.of(made[kind.name] if kind is not None else NOBODY)
            assert api("admin").send(one.method, path, **sent).status_code == status, one


# addresses


@pytest.mark.parametrize("id_", ["nonsense", "1", NOBODY[:-1], f"{NOBODY}0", NOBODY.replace("-", ""), "%00"])
def test_a_malformed_id_in_an_address_is_not_there(outside, api, id_):
    client = api("admin")
    for one in addresses(outside):
        if ID in one.rule.rule:
            assert client.send(one.method, one.of(id_), json={}).status_code in (404, 405), one


def test_an_id_that_nobody_has_is_not_there(outside, api):
    client = api("admin")
    for one in addresses(outside):
        if ID in one.rule.rule:
            assert client.send(one.method, one.of(), json={}).status_code == 404, one


def test_who_shows_no_token_gets_a_401(outside, api):
    for one in addresses(outside):
        if one.endpoint != "openapi.openapi":
            assert api(None).send(one.method, one.of(), json={}).status_code == 401, one


def test_what_an_address_does_not_offer_is_a_405(outside, api):
    client, offered = api("admin"), {}
    for one in addresses(outside):
        offered.setdefault(one.rule.rule, {})[one.method] = one
    for methods in offered.values():
        path = next(iter(methods.values())).of()
        for method in {"POST", "PUT", "PATCH", "DELETE"} - methods.keys():
            answer = client.send(method, path, json={})
            assert answer.status_code == 405, (method, path, answer.status_code)
            assert methods.keys() <= set(answer.headers["Allow"].split(", ")), path


class TooOften(Refusal):
    """Too many failed attempts. Please try again in %(minutes)s minutes."""

    status = 429
    retry_after = 60


@pytest.mark.parametrize(("error", "status"), [(TooOften(minutes=1), 429), (locked(), 503)])
def test_who_shall_try_again_is_told_when(outside, api, error, status):
    every = list(addresses(outside))
    with failing(outside, error, *{one.endpoint for one in every}):
        for one in every:
            answer = api("admin").send(one.method, one.of(), json={})
            assert answer.status_code == status, one
            assert int(answer.headers["Retry-After"]) > 0, one


# searching


@every_kind
def test_percent_and_underscore_in_a_search_are_plain_signs(app, name):
    """Neither matches what has no such sign; both are found where they stand."""
    index, maker = of_kind(app, name)["index"].of(), Maker(app, word="Wendelstein")
    maker.make(name)
    assert [maker.client.get(f"{index}?q={sign}")["total"] for sign in ("%25", "_", "%25_")] == [0, 0, 0]
    found = Maker(app, word="100%_ja").make(name)
    for text in ("00%25_j", "%25", "_"):
        hits = maker.client.get(f"{index}?q={text}")["items"]
        assert found["id"] in [one["id"] for one in hits], text
    assert maker.client.get(f"{index}?q=00x_j")["total"] == 0
