"""Employees and departments: pages, API, and what is refused."""

from __future__ import annotations

import pytest

from app.people import rules
from app.people.actions import change_employee, create_department
from app.people.queries import find_role
from tests import cast

EMPLOYEES, DEPARTMENTS = "/api/employees", "/api/departments"


def a_person(**values):
    """The body of a new employee."""
    role = find_role("Mitarbeit")
    return {
        "firstname": "Nele",
        "lastname": "Öztürk",
        "email": "Nele@example.com",
        "role_id": str(role.id),
        "department_id": str(cast.department()),
        **values,
    }


def test_an_employee_lives(api, app):
    admin = api("admin")
    made = admin.post(EMPLOYEES, a_person(weekly_hours=38.5))
    assert made["employee_code"].startswith("M-") and made["email"] == "nele@example.com"
    assert made["weekly_hours"] == 38.5 and "password" not in str(made)
    assert admin.get(f"{EMPLOYEES}?q=ozturk")["total"] == 1
    assert admin.get(f"{EMPLOYEES}?status=inactive")["total"] == 0
    changed = admin.put(f"{EMPLOYEES}/{made['id']}", {**made, "status": "on_leave"})
    assert changed["status"] == "on_leave"
    admin.delete(f"{EMPLOYEES}/{made['id']}")
    admin.get(f"{EMPLOYEES}/{made['id']}", status=404)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "leitung@example.com"),
        ("timezone", "Mars/Olympus"),
        ("language", "fr"),
        ("role_id", "01900000-0000-7000-8000-000000000000"),
        ("role_id", None),
        ("employment_type", "slave"),
        ("hire_date", "22.11.2026"),
        ("weekly_hours", 169),
    ],
)
@pytest.mark.on("sqlite")
def test_invalid_values(api, app, field, value):
    assert list(api("admin").post(EMPLOYEES, a_person(**{field: value}), status=422)["errors"]) == [field]


def test_leaving_before_coming(api, app):
    body = a_person(hire_date="2026-02-01", termination_date="2026-01-31")
    assert "termination_date" in api("admin").post(EMPLOYEES, body, status=422)["errors"]


def test_nobody_shuts_everybody_out(api, app):
    admin = api("admin")
    me = admin.get(f"{EMPLOYEES}/{cast.employee('admin').id}")
    admin.put(f"{EMPLOYEES}/{me['id']}", {**me, "status": "inactive"}, status=409)
    role = find_role("Mitarbeit")
    admin.put(f"{EMPLOYEES}/{me['id']}", {**me, "role_id": str(role.id)}, status=409)
    admin.delete(f"{EMPLOYEES}/{me['id']}", status=409)


def test_nobody_gives_more_than_they_have(app):
    """Somebody who may change employees but not the settings cannot make administrators."""
    viewer = cast.viewer("admin")
    clerk = type(viewer)(
        **{**viewer.__dict__, "permissions": frozenset({"employees:read", "employees:write"})}
    )
    person = cast.employee("mitarbeit")
    values = {
        "firstname": "x",
        "lastname": "y",
        "email": person.email,
        "role_id": find_role("Administration").id,
        "status": "active",
    }
    with pytest.raises(rules.MoreThanYouMay):
        change_employee(person, values, by=clerk)


def test_managers_make_no_circle(api, app):
    admin = api("admin")
    boss, clerk = (admin.get(f"{EMPLOYEES}/{cast.employee(who).id}") for who in ("leitung", "mitarbeit"))
    admin.put(f"{EMPLOYEES}/{clerk['id']}", {**clerk, "manager_id": boss["id"]})
    problem = admin.put(f"{EMPLOYEES}/{boss['id']}", {**boss, "manager_id": clerk["id"]}, status=422)
    assert list(problem["errors"]) == ["manager_id"]


def test_departments(api, app):
    admin = api("admin")
    made = admin.post(DEPARTMENTS, {"name": "Betrieb", "code": "BET"})
    admin.post(DEPARTMENTS, {"name": "Betrieb"}, status=422)
    inner = admin.post(DEPARTMENTS, {"name": "Nachtdienst", "parent_id": made["id"]})
    admin.put(f"{DEPARTMENTS}/{made['id']}", {**made, "parent_id": inner["id"]}, status=422)
    assert "Abteilungen" in admin.delete(f"{DEPARTMENTS}/{made['id']}", status=409)["detail"]
    admin.delete(f"{DEPARTMENTS}/{inner['id']}")
    admin.delete(f"{DEPARTMENTS}/{made['id']}")
    problem = admin.delete(f"{DEPARTMENTS}/{cast.department()}", status=409)
    assert problem["detail"]


@pytest.mark.on("sqlite")
def test_pages(pages, app):
    browser = pages("admin")
    role = find_role("Mitarbeit")
    form = {
        "firstname": "Nele",
        "lastname": "Neu",
        "email": "nele@example.com",
        "role_id": str(role.id),
        "weekly_hours": "38,5",
    }
    answer = browser.post("/employees/new", form)
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"])
    assert "38,5" in page.xpath("string(//aside)")
    assert browser.get("/employees?q=nele").xpath("//section[@id='results']//tbody/tr")
    assert browser.post("/departments/new", {"name": "Betrieb"}).status_code == 303
    made = create_department({"name": "Leer"}, by=cast.viewer("admin"))
    assert browser.post(f"/departments/{made.id}/delete").status_code == 303
    refused = browser.post(f"/departments/{cast.department()}/delete")
    assert refused.status_code == 409


@pytest.mark.on("sqlite")
def test_a_reference_can_be_typed(pages, app):
    """Without scripts a combobox is a text field: what it says must fit exactly one record."""
    browser = pages("admin")
    form = {"firstname": "Nele", "lastname": "Neu", "email": "nele@example.com", "role_id-text": "Mitarbeit"}
    assert browser.post("/employees/new", form).status_code == 303
    form |= {"email": "neu@example.com", "role_id-text": "gibt es nicht"}
    assert browser.post("/employees/new", form).status_code == 422
