"""PATCH and If-Match: changing a part of an object, and not what somebody else has changed meanwhile."""

from __future__ import annotations

import re

import pytest

from app.views import resource
from tests import cast, factories
from tests.invoices import given as documents
from tests.pages import UUID
from tests.processes import Racers
from tests.projects import given as projects
from tests.reminders.given import reminder
from tests.test_architecture import document_of
from tests.time_tracking import given as times
from tests.web import racing

CUSTOMERS = "/api/backoffice/crm/customers"


@pytest.fixture
def customer(app, api):
    """A customer as JSON."""
    made = factories.customer(city="Lahnstein", phone="0261 1", payment_terms_days=30, vat_id="DE136695976")
    return api("admin").get(f"{CUSTOMERS}/{made.id}")


# PATCH


@pytest.mark.on("sqlite")
def test_every_object_with_put_has_patch(outside):
    """The same form and the same answer, but nothing that must be sent."""
    paths = document_of(outside)["paths"]
    replaced = [place for place, methods in paths.items() if "put" in methods]
    assert len(replaced) >= 6
    for place in replaced:
        put, patch = paths[place]["put"], paths[place]["patch"]
        assert patch["responses"] == put["responses"] | {"200": patch["responses"]["200"]}
        sent = [one["requestBody"]["content"]["application/json"]["schema"] for one in (put, patch)]
        assert sent[0]["properties"].keys() == sent[1]["properties"].keys()
        assert "required" not in sent[1], place


@pytest.mark.on("sqlite")
def test_a_patch_has_no_defaults(outside):
    """What is not sent stays: a default would say otherwise."""
    for place, methods in document_of(outside)["paths"].items():
        if "patch" in methods and not place.endswith("/status"):
            schema = methods["patch"]["requestBody"]["content"]["application/json"]["schema"]
            assert not [name for name, one in schema["properties"].items() if "default" in one], place


def test_what_is_not_sent_stays(api, customer):
    place = f"{CUSTOMERS}/{customer['id']}"
    changed = api("admin").patch(place, {"city": "Bonn"})
    assert changed == customer | {"city": "Bonn", "updated_at": changed["updated_at"]}


def test_what_is_sent_as_null_goes(api, customer):
    changed = api("admin").patch(f"{CUSTOMERS}/{customer['id']}", {"phone": None})
    assert changed["phone"] is None and changed["city"] == "Lahnstein"


def test_what_is_stored_and_what_is_sent_are_validated_as_a_whole(app, api):
    """The end that is sent lies before the start that is stored."""
    project = projects.project()
    place = f"/api/backoffice/projects/{project.id}"
    problem = api("admin").patch(place, {"end_date": "1999-01-01"}, status=422)
    assert list(problem["errors"]) == ["end_date"]


@pytest.mark.parametrize("body", [{"name": None}, {"name": ""}, {"status": None}, {"nmae": "x"}])
@pytest.mark.on("sqlite")
def test_a_patch_is_validated(api, customer, body):
    problem = api("admin").patch(f"{CUSTOMERS}/{customer['id']}", body, status=422)
    assert list(problem["errors"]) == list(body)


def objects():
    """One of each object with what is changed of it."""
    customer = factories.customer()
    project = projects.project()
    employee = cast.employee("mitarbeit")
    entry = times.entry(project.id, "20 09:00", "20 10:00")
    payment = documents.pay(documents.issued(documents.line("1", "100")), "10")
    own = reminder(of="admin")
    return {
        f"{CUSTOMERS}/{customer.id}": {"notes": "neu"},
        f"/api/backoffice/crm/contacts/{factories.contact(customer).id}": {"position": "Einkauf"},
        f"/api/backoffice/projects/{project.id}": {"description": "neu"},
        f"/api/backoffice/time-entries/{entry.id}": {"note": "neu"},
        f"/api/reminders/{own.id}": {"title": "neu"},
        f"/api/backoffice/invoices/{documents.draft().id}": {"notes": "neu"},
        f"/api/backoffice/invoices/payments/{payment.id}": {"note": "neu"},
        f"/api/employees/{employee.id}": {"phone": "0261 1234"},
        f"/api/departments/{cast.department()}": {"description": "neu"},
    }


def test_each_object_that_can_be_changed_is_among_them(app):
    """What the tests below say of all objects, they say of those."""
    known = {re.sub(UUID, "{id}", place) for place in objects()}
    described = {place for place, methods in document_of(app)["paths"].items() if "patch" in methods}
    assert {place for place in described if place.endswith("{id}")} == known


def test_each_object_can_be_changed_in_part(app, api):
    client = api("admin")
    for place, change in objects().items():
        before = client.get(place)
        after = client.patch(place, change)
        assert after == before | change | {"updated_at": after["updated_at"]}, place


def test_a_patch_needs_the_permission_of_a_put(api, customer):
    api("mitarbeit").patch(f"{CUSTOMERS}/{customer['id']}", {"city": "Bonn"}, status=403)


# what others change meanwhile


def meanwhile(monkeypatch, do):
    """Somebody else does something once, after a change was read and before it is carried out."""
    really, others = resource._with, [do]

    def carry_out(*args):
        while others:
            others.pop()()
        return really(*args)

    monkeypatch.setattr(resource, "_with", carry_out)


def test_a_patch_keeps_what_somebody_else_changes_meanwhile(api, customer, monkeypatch):
    """Between reading what is stored and writing it, another field is changed: both changes stay."""
    client, place = api("admin"), f"{CUSTOMERS}/{customer['id']}"
    meanwhile(monkeypatch, lambda: api("leitung").patch(place, {"phone": "0261 2"}))
    client.patch(place, {"city": "Bonn"})
    now = client.get(place)
    assert (now["city"], now["phone"]) == ("Bonn", "0261 2")


def test_with_if_match_it_is_refused_instead(api, customer, monkeypatch):
    client, place = api("admin"), f"{CUSTOMERS}/{customer['id']}"
    client.get(place)
    tag = {"If-Match": client.last.headers["ETag"]}
    meanwhile(monkeypatch, lambda: api("leitung").patch(place, {"phone": "0261 2"}))
    client.patch(place, {"city": "Bonn"}, status=412, headers=tag)


@pytest.mark.processes
def test_two_who_change_different_fields_at_once_lose_nothing(server, customer):
    place = f"{CUSTOMERS}/{customer['id']}"
    with Racers(server, 2) as race:
        calls = [(racing.patch_often, place, field, 2 * len(race.rounds)) for field in ("city", "phone")]
        assert race(*calls) == [0, 0]


@pytest.mark.processes
def test_of_two_who_change_the_same_version_one_is_told(app, server, api):
    """Whatever it is: the second one does not write over what the first one wrote."""
    with Racers(server, 2) as race:
        for place, change in objects().items():
            for turn in race.rounds[:4]:
                client = api("admin")
                client.get(place)
                calls = [
                    (place, {name: f"{value} {turn} {who}" for name, value in change.items()}) for who in "ab"
                ]
                tag = client.last.headers["ETag"]
                answers = race(*((racing.patch, *call, tag) for call in calls))
                assert sorted(answers) == [200, 412], place


# If-Match


def test_if_match_holds_for_every_way_to_change_a_document(app, api):
    document = f"/api/backoffice/invoices/{documents.draft().id}"
    client, stale, right = api("admin"), {"If-Match": '"v99"'}, {"If-Match": '"v98", "v1"'}
    client.patch(document, {"notes": "x"}, status=412, headers=stale)
    client.patch(f"{document}/status", {"status": "sent"}, status=412, headers=stale)
    client.delete(document, status=412, headers=stale)
    client.delete(document, headers=right)
