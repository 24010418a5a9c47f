"""Nobody gives themselves more than they may: not by a role, nor through somebody who may more."""

from __future__ import annotations

import pytest

from app.database import atomic, db
from app.people import rules
from app.people.actions import change_employee, create_employee, delete_employee
from app.people.models import Employee, Role
from app.people.queries import find_role
from tests import cast
from tests.invoices.given import NOW

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
EMPLOYEES = "/api/employees"


@pytest.fixture
def personnel(app):
    """Whoever leads projects manages all employees as well, but may less than the administration."""
    role = db.session.get_one(Role, cast.employee("leitung").role_id)
    permissions = {**role.permissions, "employees": ["read", "write", "delete", "manage"]}
    atomic(lambda: setattr(role, "permissions", permissions))()
    return "leitung"


def as_read(api, who: str) -> tuple[str, dict]:
    """The address of one of the cast, and the body that was read there."""
    place = f"{EMPLOYEES}/{cast.employee(who).id}"
    return place, api("admin").get(place)


def stored(who: str) -> Employee:
    db.session.rollback()
    return cast.employee(who)


@pytest.mark.parametrize(
    "change",
    [{"lastname": "Anders"}, {"status": "inactive"}, {"role": "Mitarbeit"}, {"email": "weg@example.com"}],
    ids=lambda change: next(iter(change)),
)
def test_somebody_who_may_more_is_not_changed(personnel, api, change):
    """Else an administrator is locked out, demoted, or written to at another address."""
    place, body = as_read(api, "admin")
    if "role" in change:
        change = {"role_id": str(find_role(change["role"]).id)}
    api(personnel).put(place, {**body, **change}, status=403)
    assert api("admin").get(place) == body


def test_somebody_who_may_more_is_not_deleted(personnel, api):
    made = create_employee(
        {"firstname": "Ada", "lastname": "N", "email": "ada@example.com", "role_id": stored("admin").role_id},
        by=cast.viewer("admin"),
        now=NOW,
    )
    place = f"{EMPLOYEES}/{made.id}"
    api(personnel).delete(place, status=403)
    api("admin").get(place)


def test_somebody_who_may_as_much_is_changed(personnel, api):
    place, body = as_read(api, "mitarbeit")
    assert api(personnel).put(place, {**body, "lastname": "Anders"})["lastname"] == "Anders"


def test_somebody_who_may_as_much_is_deleted(personnel, api):
    place, _body = as_read(api, "mitarbeit")
    api(personnel).delete(place)
    api("admin").get(place, status=404)


@pytest.mark.parametrize("who", ["leitung", "mitarbeit"])
def test_nobody_gets_a_role_that_may_more(personnel, api, who):
    """Neither oneself nor somebody else."""
    place, body = as_read(api, who)
    api(personnel).put(place, {**body, "role_id": str(find_role("Administration").id)}, status=403)
    assert stored(who).role.name == cast.ROLES[who][2]


def test_nobody_is_engaged_with_a_role_that_may_more(personnel, api):
    role = find_role("Administration").id
    body = {"firstname": "Ada", "lastname": "N", "email": "ada@example.com", "role_id": str(role)}
    api(personnel).post(EMPLOYEES, body, status=403)
    assert not api("admin").get(f"{EMPLOYEES}?q=ada")["total"]


def test_ones_own_preferences_are_no_way_to_a_role(app, pages):
    role = str(find_role("Administration").id)
    values = {"language": "en", "theme": "dark", "role_id": role, "permissions": '{"settings": ["write"]}'}
    pages("mitarbeit").post("/profile/preferences", values)
    assert stored("mitarbeit").role.name == "Mitarbeit"


# the last administrator


@pytest.fixture
def on_leave(app):
    """A second administrator, who is on leave and still signs in."""
    person = cast.employee("leitung")
    values = {"role_id": cast.employee("admin").role_id, "status": "on_leave", "email": person.email}
    change_employee(person, values, by=cast.viewer("admin"))
    return cast.viewer("leitung")


def test_the_last_active_administrator_is_not_deleted_by_another(on_leave):
    with pytest.raises(rules.LastAdministrator):
        delete_employee(cast.employee("admin"), by=on_leave)
    assert stored("admin").role.name == "Administration"


@pytest.mark.parametrize("status", ["inactive", "on_leave"])
def test_the_last_active_administrator_stays_active(on_leave, status):
    person = cast.employee("admin")
    values = {"role_id": person.role_id, "email": person.email, "status": status}
    with pytest.raises(rules.LastAdministrator):
        change_employee(person, values, by=on_leave)
    assert stored("admin").status == "active"


def test_the_last_active_administrator_keeps_the_role(on_leave):
    person = cast.employee("admin")
    values = {"role_id": find_role("Mitarbeit").id, "email": person.email}
    with pytest.raises(rules.LastAdministrator):
        change_employee(person, values, by=on_leave)
    assert stored("admin").role.name == "Administration"
