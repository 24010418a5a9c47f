"""Projects through the API."""

from __future__ import annotations

import pytest

from tests import cast, factories
from tests.projects import given

PROJECTS = "/api/backoffice/projects"


@pytest.fixture
def body(app):
    return {
        "customer_id": str(factories.customer().id),
        "department_id": str(cast.department()),
        "title": "Relaunch Intranet",
        "start_date": "2026-11-01",
    }


def test_a_project_lives(api, body):
    admin = api("admin")
    made = admin.post(PROJECTS, body)
    assert admin.last.headers["Location"].endswith(f"{PROJECTS}/{made['id']}")
    assert made["number"] == "P-00001" and made["status"] == "planned" and made["member_ids"] == []
    assert made["end_date"] is None and made["hourly_rate"] is None and made["rounding"] is None
    assert admin.get(f"{PROJECTS}/{made['id']}") == made
    tag = admin.last.headers["ETag"]
    with_team = {**made, "member_ids": [str(_member("fremd"))]}
    changed = admin.put(f"{PROJECTS}/{made['id']}", with_team, headers={"If-Match": tag})
    assert changed["member_ids"] == with_team["member_ids"]
    assert admin.last.headers["ETag"] != tag, "the team counts as a change"
    admin.put(f"{PROJECTS}/{made['id']}", made, status=412, headers={"If-Match": tag})
    admin.delete(f"{PROJECTS}/{made['id']}", status=412, headers={"If-Match": tag})
    admin.delete(f"{PROJECTS}/{made['id']}")
    admin.get(f"{PROJECTS}/{made['id']}", status=404)


def _member(who: str):
    return cast.employee(who).id


def test_put_replaces_everything(api, body):
    admin = api("admin")
    full = {
        **body,
        "status": "in_progress",
        "end_date": "2026-12-31",
        "description": "Neu",
        "hourly_rate": 95.1234,
        "rounding": "up_15",
        "budget_hours": 120.5,
        "budget_amount": "9500.00",
        "member_ids": [str(_member("fremd")), str(_member("mitarbeit")), str(_member("fremd"))],
    }
    made = admin.post(PROJECTS, full)
    assert (made["hourly_rate"], made["budget_hours"], made["budget_amount"]) == (95.1234, 120.5, 9500)
    assert made["rounding"] == "up_15" and len(made["member_ids"]) == 2
    replaced = admin.put(f"{PROJECTS}/{made['id']}", body)
    assert replaced["member_ids"] == [] and replaced["status"] == "planned"
    assert replaced["end_date"] is None and replaced["budget_hours"] is None
    problem = admin.put(f"{PROJECTS}/{made['id']}", {"title": "x"}, status=422)
    assert set(problem["errors"]) == {"customer_id", "department_id", "start_date"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", None),
        ("customer_id", None),
        ("customer_id", "nonsense"),
        ("customer_id", "0190a000-0000-7000-8000-000000000000"),
        ("department_id", "0190a000-0000-7000-8000-000000000000"),
        ("status", "running"),
        ("status", None),
        ("start_date", "01.11.2026"),
        ("start_date", "2026-02-30"),
        ("end_date", "2026-10-31"),
        ("hourly_rate", -1),
        ("hourly_rate", "95,00"),
        ("rounding", "up_7"),
        ("budget_hours", 1.2345),
        ("budget_amount", 1.234),
        ("member_ids", "x"),
        ("member_ids", ["x"]),
        ("member_ids", [7]),
        ("member_ids", ["0190a000-0000-7000-8000-000000000000"]),
        ("nonsense", 1),
    ],
)
@pytest.mark.on("sqlite")
def test_wrong_values_are_refused(api, body, field, value):
    assert list(api("admin").post(PROJECTS, {**body, field: value}, status=422)["errors"]) == [field]


def test_permissions_and_visibility(api, app, body):
    hidden = given.project("Geheim")
    api(None).get(PROJECTS, status=401)
    for who in ("buchhaltung", "mitarbeit", "fremd"):
        api(who).post(PROJECTS, body, status=403)
        api(who).delete(f"{PROJECTS}/{hidden.id}", status=403)
    assert api("mitarbeit").get(f"{PROJECTS}/{hidden.id}")["title"] == "Geheim"
    assert api("fremd").get(PROJECTS)["total"] == 0
    api("fremd").get(f"{PROJECTS}/{hidden.id}", status=404)
    assert api("buchhaltung").get(PROJECTS)["total"] == 1
    api("leitung").delete(f"{PROJECTS}/{hidden.id}")


def _titles(client, query: str) -> list[str]:
    return [one["title"] for one in client.get(f"{PROJECTS}?{query}")["items"]]


def test_filters_and_sorts(api, app):
    from datetime import date

    other = factories.customer("Kanzlei Öztürk").id
    given.project("Älteres", start_date=date(2026, 1, 1), end_date=date(2026, 3, 31), status="completed")
    given.project("Offenes", start_date=date(2026, 6, 1))
    given.project("Zukunft", start_date=date(2027, 1, 1), end_date=date(2027, 2, 1), customer_id=other)
    given.project("Technik", department_id=cast.department("Technik"), end_date=date(2026, 11, 5))
    client = api("leitung")
    assert client.get(PROJECTS)["total"] == 4
    expected = {
        "sort=title": ["Älteres", "Offenes", "Technik", "Zukunft"],
        "sort=-number": ["Technik", "Zukunft", "Offenes", "Älteres"],
        "sort=start_date": ["Älteres", "Offenes", "Technik", "Zukunft"],
        "sort=end_date": ["Älteres", "Technik", "Zukunft", "Offenes"],  # open ends last
        "": ["Technik", "Zukunft", "Offenes", "Älteres"],  # newest first
        "q=oztürk": ["Zukunft"],
        "q=p-00001": ["Älteres"],
        "q=alter": ["Älteres"],
        "status=completed&status=planned": ["Älteres"],
        f"customer_id={other}": ["Zukunft"],
        f"department_id={cast.department('Technik')}": ["Technik"],
        "from_date=2026-04-01&to_date=2026-07-01&sort=title": ["Offenes"],
        "from_date=2026-03-31&to_date=2026-06-01&sort=title": ["Älteres", "Offenes"],
        "from_date=2027-02-01&sort=title": ["Offenes", "Zukunft"],
    }
    assert {query: _titles(client, query) for query in expected} == expected
    for wrong in (
        "status=x",
        "customer_id=x",
        "from_date=x",
        "sort=status",
        "limit=0",
        "limit=201",
        "offset=-1",
    ):
        client.get(f"{PROJECTS}?{wrong}", status=422)


def test_a_used_project_is_a_conflict(api, app):
    from tests.time_tracking.given import entry

    project = given.project()
    entry(project.id, "20 09:00", "20 10:00")
    problem = api("leitung").delete(f"{PROJECTS}/{project.id}", status=409)
    assert "Zeiteinträge" in problem["detail"] or "time entries" in problem["detail"]


def test_ten_and_a_hundred_rows_cost_the_same(api, app, queries):
    counts = []
    customer = factories.customer().id
    for many in (10, 90):
        for number in range(many):
            given.project(f"Nr. {number}", customer_id=customer, member_ids=[cast.employee("fremd").id])
        client = api("leitung")
        with queries() as seen:
            assert len(client.get(f"{PROJECTS}?limit=200")["items"]) in (10, 100)
        counts.append(len(seen))
    assert counts[0] == counts[1]
