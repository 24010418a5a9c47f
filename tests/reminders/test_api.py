"""Reminders as JSON."""

from __future__ import annotations

import pytest

from app.company.queries import company_day
from app.database import db, utc_now
from tests import cast, factories
from tests.projects import given as projects
from tests.reminders.given import reminder

BASE = "/api/reminders"
NOBODY = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def today(app):
    return company_day(utc_now())


def test_what_a_reminder_shows(api, app):
    client = api("mitarbeit")
    made = client.post(BASE, {"title": "Nachfassen", "due_date": "2999-01-31"})
    assert client.last.headers["Location"] == f"{BASE}/{made['id']}"
    own = {name: made[name] for name in made if name not in ("id", "created_at", "updated_at")}
    assert own == {
        "title": "Nachfassen",
        "description": None,
        "due_date": "2999-01-31",
        "priority": "medium",
        "linked_module": None,
        "linked_id": None,
        "owner_id": str(cast.employee("mitarbeit").id),
        "repeat": "none",
        "snoozed_until": None,
        "status": "open",
        "overdue": False,
    }
    assert client.get(f"{BASE}/{made['id']}") == made


def test_what_was_read_can_be_sent_back(api):
    client = api("mitarbeit")
    made = client.post(BASE, {"title": "Nachfassen", "due_date": "2026-01-31", "repeat": "monthly"})
    sent = client.put(f"{BASE}/{made['id']}", made)
    assert {**sent, "updated_at": None} == {**made, "updated_at": None}


def test_overdue_is_measured_by_the_companys_day(api, today):
    client = api("mitarbeit")
    for due, expected in ((today.isoformat(), False), ("2020-01-01", True)):
        made = client.post(BASE, {"title": "X", "due_date": due})
        assert made["overdue"] is expected
        done = client.patch(f"{BASE}/{made['id']}", {"status": "done"})
        assert done["overdue"] is False


def test_done_with_repeat_closes_it_and_makes_the_next(api, today):
    client = api("mitarbeit")
    made = client.post(BASE, {"title": "Bericht", "due_date": today.isoformat(), "repeat": "daily"})
    done = client.post(f"{BASE}/{made['id']}/mark-done", status=200)
    assert (done["id"], done["status"], done["repeat"]) == (made["id"], "done", "daily")
    found = client.get(f"{BASE}?status=open&sort=due_date")["items"]
    assert len(found) == 1 and found[0]["due_date"] > made["due_date"] and found[0]["repeat"] == "daily"
    client.post(f"{BASE}/{made['id']}/mark-done", status=200)
    assert client.get(BASE)["total"] == 2


def test_it_can_be_opened_again(api):
    client = api("mitarbeit")
    made = client.post(BASE, {"title": "X"})
    client.post(f"{BASE}/{made['id']}/mark-done", {}, status=200)
    assert client.patch(f"{BASE}/{made['id']}", {"status": "open"})["status"] == "open"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "title"),
        ({"title": "X", "repeat": "daily"}, "due_date"),
        ({"title": "X", "repeat": "hourly"}, "repeat"),
        ({"title": "X", "priority": "urgent"}, "priority"),
        ({"title": "X", "status": "closed"}, "status"),
        ({"title": "X", "due_date": "morgen"}, "due_date"),
        ({"title": "X", "linked_module": "customer"}, "linked_id"),
        ({"title": "X", "linked_module": "reminder", "linked_id": NOBODY}, "linked_module"),
        ({"title": "X", "linked_module": "customer", "linked_id": NOBODY}, "linked_id"),
        ({"title": "X", "owner_id": NOBODY}, "owner_id"),
        ({"title": "X", "due": "2026-01-01"}, "due"),
    ],
)
def test_what_is_refused(api, body, field):
    assert field in api("admin").post(BASE, body, status=422)["errors"]


def test_a_record_is_named_by_its_kind_and_its_id(api, app):
    customer = factories.customer().id
    client = api("mitarbeit")
    pair = {"linked_module": "customer", "linked_id": str(customer)}
    made = client.post(BASE, {"title": "X", **pair})
    assert {name: made[name] for name in pair} == pair
    assert (
        "linked_module" in client.post(BASE, {"title": "X", "linked_id": str(customer)}, status=422)["errors"]
    )
    wrong = {**pair, "linked_module": "project"}
    assert "linked_id" in client.post(BASE, {"title": "X", **wrong}, status=422)["errors"]
    freed = client.patch(f"{BASE}/{made['id']}", {"linked_id": None})
    assert (freed["linked_module"], freed["linked_id"]) == (None, None)


def test_a_record_out_of_sight_is_refused_like_an_unknown_one(api, app):
    secret = projects.project("Geheim", department_id=cast.department("Technik"))
    pairs = [("project", str(secret.id)), ("project", NOBODY), ("employee", str(cast.employee("leitung").id))]
    answers = [
        api("mitarbeit").post(BASE, {"title": "X", "linked_module": kind, "linked_id": id_}, status=422)[
            "errors"
        ]
        for kind, id_ in pairs
    ]
    assert answers[0] == answers[1] == answers[2]
    refused = api("mitarbeit").get(f"{BASE}?linked_id={secret.id}", status=422)["errors"]
    assert refused == api("mitarbeit").get(f"{BASE}?linked_id={NOBODY}", status=422)["errors"]


def test_what_is_attached_to_a_record_that_went_out_of_sight_can_still_be_changed(api, app):
    project = projects.project("Geheim", department_id=cast.department("Technik"))
    found = reminder(about=project, of="admin", owner_id=cast.employee("mitarbeit").id).id
    db.session.rollback()
    client = api("mitarbeit")
    assert client.get(f"{BASE}/{found}")["linked_id"] == str(project.id)
    changed = client.patch(f"{BASE}/{found}", {"title": "Neu"})
    assert (changed["title"], changed["linked_module"]) == ("Neu", "project")


def test_ones_own_and_nobody_elses(api, app):
    found = reminder().id
    db.session.rollback()
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"title": "X"}),
        ("PUT", "", {"title": "X"}),
        ("POST", "/mark-done", None),
        ("DELETE", "", None),
    ):
        api("leitung").call(method, f"{BASE}/{found}{path}", body, status=404)
    assert api("leitung").get(BASE)["total"] == 0
    assert api("admin").get(f"{BASE}/{found}")["title"] == "Angebot nachfassen"


def test_somebody_elses_needs_manage(api, app):
    other = {"title": "X", "owner_id": str(cast.employee("leitung").id)}
    api("mitarbeit").post(BASE, other, status=403)
    assert api("admin").post(BASE, other)["owner_id"] == other["owner_id"]


def test_its_owner_deletes_it_with_the_permission_to_write(api, app):
    found = reminder().id
    db.session.rollback()
    api("mitarbeit").delete(f"{BASE}/{found}")
    api("mitarbeit").get(f"{BASE}/{found}", status=404)


def test_an_old_version_is_told(api):
    client = api("mitarbeit")
    made = client.post(BASE, {"title": "X"})
    tag = client.last.headers["ETag"]
    client.patch(f"{BASE}/{made['id']}", {"title": "Y"}, headers={"If-Match": tag})
    client.post(f"{BASE}/{made['id']}/mark-done", status=412, headers={"If-Match": tag})


@pytest.fixture
def several(app, today):
    customer, project = factories.customer(), projects.project()
    reminder("Apfel", about=customer, due_date=today, priority="low")
    reminder("Birne", about=project, priority="critical", description="Kompott")
    reminder("Citrone", due_date=today.replace(year=2020), status="done")
    reminder("Dattel", of="leitung", due_date=today.replace(year=2999))
    ids = {"customer": customer.id, "project": project.id, "leitung": cast.employee("leitung").id}
    db.session.rollback()
    return ids


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=title", "Apfel Birne Citrone Dattel"),
        ("sort=due_date", "Citrone Apfel Dattel Birne"),
        ("sort=-due_date", "Birne Dattel Apfel Citrone"),
        ("", "Dattel Citrone Birne Apfel"),
        ("status=done", "Citrone"),
        ("status=open&status=done&sort=title", "Apfel Birne Citrone Dattel"),
        ("priority=low&priority=critical&sort=title", "Apfel Birne"),
        ("q=kompott", "Birne"),
        ("linked_module=customer", "Apfel"),
        ("linked_module=customer&linked_module=project&sort=title", "Apfel Birne"),
        ("linked_module=project&linked_id={project}", "Birne"),
        ("linked_module=customer&linked_id={project}", ""),
        ("owner_id={leitung}", "Dattel"),
        ("due_from=2020-01-01&due_to=2020-12-31", "Citrone"),
        ("is_due=true", "Apfel"),
        ("is_due=false&sort=title", "Birne Citrone Dattel"),
    ],
)
def test_filters_and_sorts(api, several, query, expected):
    found = api("admin").get(f"{BASE}?{query.format(**several)}")
    assert " ".join(one["title"] for one in found["items"]) == expected
    assert found["total"] == len(expected.split())


@pytest.mark.parametrize(
    "query", ["due=2026-01-01", "linked_module=reminder", "status=overdue", "sort=priority"]
)
def test_unknown_filters_and_values_are_refused(api, query):
    api("admin").get(f"{BASE}?{query}", status=422)
