"""Time entries and the timer through the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.time_tracking.actions import bill_entries, start_timer
from tests import cast, factories
from tests.projects import given
from tests.time_tracking.given import entry
from tests.time_tracking.invoices import draft

TIMES = "/api/backoffice/time-entries"


@pytest.fixture
def body(app):
    return {
        "project_id": str(given.project().id),
        "start_time": "2026-11-20T09:00:00+01:00",
        "end_time": "2026-11-20T10:30:00+01:00",
    }


def test_an_entry_lives(api, body):
    mitarbeit = api("mitarbeit")
    made = mitarbeit.post(TIMES, {**body, "note": "Analyse"})
    assert mitarbeit.last.headers["Location"].endswith(f"{TIMES}/{made['id']}")
    assert made["start_time"] == "2026-11-20T08:00:00.000000Z" and made["duration"] == "01:30:00"
    assert made["employee_id"] == str(cast.employee("mitarbeit").id)
    assert made["billable"] is True and made["invoice_id"] is None and made["rate_source"] is None
    assert mitarbeit.get(f"{TIMES}/{made['id']}") == made
    tag = mitarbeit.last.headers["ETag"]
    changed = mitarbeit.put(f"{TIMES}/{made['id']}", {**made, "hourly_rate": 95.5}, headers={"If-Match": tag})
    assert (changed["effective_rate"], changed["rate_source"]) == (95.5, "entry")
    mitarbeit.put(f"{TIMES}/{made['id']}", made, status=412, headers={"If-Match": tag})
    mitarbeit.delete(f"{TIMES}/{made['id']}", status=412, headers={"If-Match": tag})
    mitarbeit.delete(f"{TIMES}/{made['id']}")
    mitarbeit.get(f"{TIMES}/{made['id']}", status=404)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("project_id", None),
        ("project_id", "x"),
        ("project_id", "0190a000-0000-7000-8000-000000000000"),
        ("start_time", None),
        ("start_time", "2026-11-20T09:00:00"),
        ("start_time", "20.11.2026 09:00"),
        ("start_time", 7),
        ("start_time", "2999-01-01T00:00:00Z"),
        ("end_time", "2026-11-20T08:00:00Z"),
        ("end_time", "2026-11-21T08:00:01Z"),
        ("billable", None),
        ("billable", "yes"),
        ("hourly_rate", -1),
        ("hourly_rate", 1.23456),
        ("note", "x" * 4001),
        ("nonsense", 1),
    ],
)
@pytest.mark.on("sqlite")
def test_wrong_values_are_refused(api, body, field, value):
    assert list(api("mitarbeit").post(TIMES, {**body, field: value}, status=422)["errors"]) == [field]


def test_projects_one_does_not_see_or_that_are_closed(api, app, body):
    closed = given.project("Fertig", status="cancelled")
    api("fremd").post(TIMES, body, status=422)
    problem = api("mitarbeit").post(TIMES, {**body, "project_id": str(closed.id)}, status=422)
    assert list(problem["errors"]) == ["project_id"]


def test_everybody_sees_and_writes_what_they_may(api, body):
    mine = api("mitarbeit").post(TIMES, body)
    place = f"{TIMES}/{mine['id']}"
    fremd = api("fremd")
    for path in (
        place,
        f"{TIMES}/by-employee/{mine['employee_id']}",
        f"{TIMES}/by-project/{mine['project_id']}",
    ):
        fremd.get(path, status=404)
    fremd.put(place, body, status=404)
    fremd.delete(place, status=404)
    assert fremd.get(TIMES)["total"] == 0 and fremd.get(TIMES)["total_duration"] == "00:00:00"
    for who in ("admin", "buchhaltung", "leitung"):
        assert api(who).get(TIMES)["total"] == 1
        assert api(who).get(f"{TIMES}/by-employee/{mine['employee_id']}")["total"] == 1
    api("buchhaltung").post(TIMES, body, status=403)
    other = {**body, "employee_id": str(cast.employee("leitung").id)}
    api("mitarbeit").post(TIMES, other, status=403)
    made = api("admin").post(TIMES, other)
    assert made["employee_id"] == other["employee_id"]
    api("mitarbeit").get(f"{TIMES}/{made['id']}", status=404)
    assert api("leitung").put(place, {**body, "note": "neu"})["employee_id"] == mine["employee_id"]
    api("admin").get(f"{TIMES}/by-employee/0190a000-0000-7000-8000-000000000000", status=404)
    api(None).get(TIMES, status=401)


def test_conflicts(api, app, body):
    mitarbeit = api("mitarbeit")
    made = mitarbeit.post(TIMES, body)
    problem = mitarbeit.post(TIMES, {**body, "start_time": "2026-11-20T10:00:00+01:00"}, status=409)
    assert "20.11.2026 09:00" in problem["detail"] and "Relaunch Intranet" in problem["detail"]
    mitarbeit.post(TIMES, {**body, "start_time": body["end_time"], "end_time": "2026-11-20T11:00:00+01:00"})
    project = given.project("Anderes")
    billed = entry(project.id, "19 09:00", "19 10:00")
    bill_entries([billed.id], *draft(project), by=cast.viewer("admin"))
    problem = mitarbeit.put(f"{TIMES}/{billed.id}", {**body, "project_id": str(project.id)}, status=409)
    mitarbeit.delete(f"{TIMES}/{billed.id}", status=409)
    assert mitarbeit.get(f"{TIMES}/{billed.id}")["invoice_id"]
    assert mitarbeit.get(f"{TIMES}?billed=true")["total"] == 1
    assert {one["id"] for one in mitarbeit.get(f"{TIMES}?billed=false")["items"]} >= {made["id"]}


def test_filters_sorts_and_the_sum(api, app):
    other = given.project("Kassenanbindung", customer_id=factories.customer("Kanzlei Öztürk").id)
    project = given.project()
    late = entry(project.id, "19 23:30", "20 00:30", note="Über Mitternacht")
    short = entry(project.id, "20 09:00", "20 09:15", billable=False)
    theirs = entry(other.id, "18 09:00", "18 17:45:30", of="fremd")
    running = entry(project.id, "20 12:00", None)
    client = api("leitung")

    names = {
        str(late.id): "late",
        str(short.id): "short",
        str(theirs.id): "theirs",
        str(running.id): "running",
    }

    def found(query: str) -> list[str]:
        return [names[one["id"]] for one in client.get(f"{TIMES}?{query}")["items"]]

    assert client.get(TIMES)["total_duration"] == "10:00:30"
    expected = {
        "sort=start_time": ["theirs", "late", "short", "running"],
        "sort=duration": ["running", "short", "late", "theirs"],
        "": ["running", "theirs", "short", "late"],  # newest first
        "q=uber+mitternacht": ["late"],
        "from_date=2026-11-20&sort=start_time": ["short", "running"],
        "to_date=2026-11-19&sort=start_time": ["theirs", "late"],  # by the day of its start
        "billable=false": ["short"],
        f"customer_id={other.customer_id}": ["theirs"],
        f"project_id={other.id}&project_id={project.id}&billable=false": ["short"],
        f"employee_id={theirs.employee_id}": ["theirs"],
    }
    assert {query: found(query) for query in expected} == expected
    body = client.get(f"{TIMES}/by-project/{project.id}?sort=start_time&limit=1&offset=1")
    assert [names[one["id"]] for one in body["items"]] == ["short"]
    assert (body["total"], body["total_duration"]) == (3, "01:15:00")
    for wrong in ("billed=1", "billable=x", "project_id=x", "sort=note", "from_date=20.13.2026"):
        client.get(f"{TIMES}?{wrong}", status=422)


def test_both_addresses_are_the_same(api, body):
    alias = TIMES.replace("time-entries", "time-tracking")
    made = api("mitarbeit").post(alias, body)
    assert api("mitarbeit").get(f"{alias}/{made['id']}") == made
    assert api("mitarbeit").get(alias)["total"] == 1
    assert api("mitarbeit").get(f"{alias}/running") is None


def test_the_timer(api, body):
    mitarbeit = api("mitarbeit")
    assert mitarbeit.get(f"{TIMES}/running") is None
    assert mitarbeit.last.mimetype == "application/json" and mitarbeit.last.text == "null"
    mitarbeit.post(f"{TIMES}/stop", status=409)
    started = mitarbeit.post(f"{TIMES}/start", {"project_id": body["project_id"], "note": "Los"}, status=200)
    assert started["end_time"] is None and started["duration"] is None
    assert mitarbeit.get(f"{TIMES}/running") == started
    mitarbeit.post(f"{TIMES}/start", {"project_id": body["project_id"]}, status=409)
    mitarbeit.post(TIMES, {"project_id": body["project_id"], "start_time": body["start_time"]}, status=409)
    api("fremd").post(f"{TIMES}/stop", status=409)
    stopped = mitarbeit.post(f"{TIMES}/stop", status=200)
    assert stopped["id"] == started["id"] and stopped["duration"] >= "00:00:01"
    mitarbeit.post(f"{TIMES}/start", {"project_id": body["project_id"]}, status=200)
    mitarbeit.post(f"{TIMES}/stop", {}, status=200)
    mitarbeit.post(f"{TIMES}/start", {}, status=422)
    mitarbeit.post(f"{TIMES}/start", {"project_id": body["project_id"], "x": 1}, status=422)


def test_a_forgotten_timer_needs_its_end(api, app, body):
    started = datetime.now(UTC) - timedelta(hours=30)
    start_timer(given.project("Altes").id, by=cast.viewer("mitarbeit"), now=started)
    mitarbeit = api("mitarbeit")
    mitarbeit.post(f"{TIMES}/stop", status=409)
    end = (started + timedelta(hours=8)).isoformat()
    assert mitarbeit.post(f"{TIMES}/stop", {"end_time": end}, status=200)["duration"] == "08:00:00"


def test_ten_and_a_hundred_rows_cost_the_same(api, app, queries):
    counts = []
    customer = factories.customer().id
    for many in (10, 90):
        for number in range(many):
            project = given.project(f"{many} {number}", customer_id=customer)
            day = number % 20 + 1
            entry(
                project.id,
                f"{day:02} {number % 19 + 3:02}:{many // 2:02}",
                f"{day:02} {number % 19 + 3:02}:{many // 2 + 2:02}",
            )
        client = api("leitung")
        with queries() as seen:
            assert len(client.get(f"{TIMES}?limit=200")["items"]) in (10, 100)
        counts.append(len(seen))
    assert counts[0] == counts[1]
