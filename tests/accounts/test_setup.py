"""The first administrator of an empty company, and the commands."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.accounts import actions
from app.database import atomic, db
from app.people.queries import find_by_email
from app.permissions import MODULES
from tests import cast


@pytest.fixture
def empty(app):
    """A database as it is after the first migration."""

    @atomic
    def clear():
        tables = [
            table for table in reversed(db.metadata.sorted_tables) if not table.name.startswith("audit_")
        ]
        db.session.execute(text("UPDATE department SET manager_id = NULL"))
        for table in tables:
            db.session.execute(table.delete())

    clear()
    return app


def test_the_address_is_valid_once(empty, pages):
    token = actions.offer_setup()
    browser = pages(None)
    browser.get("/setup/wrong", status=404, check=False)
    browser.get(f"/setup/{token}")
    person = {
        "csrf_token": browser.token(f"/setup/{token}"),
        "company_name": "Löwenstein & Töchter",
        "firstname": "Ada",
        "lastname": "Löwenstein",
        "email": "ada@example.com",
        "new_password": "kurz",
    }
    assert browser.raw("POST", f"/setup/{token}", data=person).status_code == 422
    person["new_password"] = "Ein-langes-Wort-4"
    assert browser.raw("POST", f"/setup/{token}", data=person).status_code == 303
    assert browser.raw("POST", f"/setup/{token}", data=person).status_code == 404
    db.session.rollback()
    made = find_by_email("ada@example.com")
    assert set(made.role.permissions) == set(MODULES)
    browser.raw("POST", "/sign-in", data={**person, "password": person["new_password"]})
    assert (
        "Löwenstein & Töchter"
        in browser.get("/settings").xpath("string(//title)") + browser.raw("GET", "/settings").text
    )
    assert actions.offer_setup() is None


def test_commands(outside):
    runner = outside.test_cli_runner()
    made = runner.invoke(
        args=[
            "employee",
            "add",
            "--email",
            "Neu@Example.com",
            "--firstname",
            "Nele",
            "--lastname",
            "Neu",
            "--role",
            "Mitarbeit",
        ]
    )
    assert made.exit_code == 0 and "Password: " in made.output
    again = runner.invoke(
        args=[
            "employee",
            "add",
            "--email",
            "neu@example.com",
            "--firstname",
            "Nele",
            "--lastname",
            "Neu",
            "--role",
            "Mitarbeit",
        ]
    )
    assert again.exit_code != 0
    token = runner.invoke(args=["token", "create", "--email", "neu@example.com", "--name", "CI"])
    assert (
        token.exit_code == 0 and token.output.strip().startswith("kontor_") and len(token.output.split()) == 1
    )
    client = outside.test_client()
    found = client.get(
        "/api/backoffice/crm/customers", headers={"Authorization": f"Bearer {token.output.strip()}"}
    )
    assert found.status_code == 200
    assert (
        runner.invoke(args=["token", "create", "--email", "niemand@example.com", "--name", "CI"]).exit_code
        != 0
    )
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    assert cast.PASSWORD
