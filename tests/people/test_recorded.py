"""What becomes of people and departments is told in their history."""

from __future__ import annotations

import pytest

from app.audit.queries import history
from app.database import db
from tests import cast

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)


def test_a_department_that_is_changed(app, api):
    place, by = f"/api/departments/{cast.department()}", cast.viewer("admin").name
    body = api("admin").get(place)
    assert api("admin").put(place, {**body, "code": "BER"})["code"] == "BER"
    db.session.rollback()
    newest = history("department", cast.department())[0]
    assert (newest.action, newest.changed, newest.actor) == ("changed", ("code",), by)


def test_preferences_that_are_changed(app, pages):
    values = {"language": "en", "theme": "dark"}
    assert pages("leitung").post("/profile/preferences", values).status_code == 303
    db.session.rollback()
    person = cast.employee("leitung")
    assert {name: str(getattr(person, name)) for name in values} == values
    newest = history("employee", person.id)[0]
    assert {"language", "theme"} <= set(newest.changed)
