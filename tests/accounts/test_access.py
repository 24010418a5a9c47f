"""Giving somebody access: in person, with one's own password, never to oneself or to somebody who may more."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts import actions, queries, rules, secrets
from app.accounts.actions import passwords
from app.accounts.models import Account, Session
from app.audit.models import AuditRecord
from app.database import atomic, db
from app.people.models import Role
from app.people.rules import MoreThanYouMay
from tests import cast
from tests.accounts.test_sign_in import NOW, sign_in
from tests.pages import lint

pytestmark = pytest.mark.on("sqlite")

OWN = {"password": cast.PASSWORD}


def place(who):
    return f"/employees/{cast.employee(who).id}/access/new"


def still_signs_in(pages, who):
    return sign_in(pages(None), who).status_code == 303


@pytest.fixture
def personnel(app):
    """The person who leads projects manages employees as well, but may less than the administration."""
    role = db.session.get_one(Role, cast.employee("leitung").role_id)
    permissions = {**role.permissions, "employees": ["read", "write", "delete", "manage"]}
    atomic(lambda: setattr(role, "permissions", permissions))()
    return "leitung"


def test_the_new_password_is_shown_once_and_opens(app, pages):
    answer = pages("admin").post(place("mitarbeit"), OWN)
    assert answer.status_code == 200
    password = lint(answer.text).xpath("string(//code[@id='secret'])")
    assert sign_in(pages(None), "mitarbeit", password).status_code == 303
    assert not still_signs_in(pages, "mitarbeit")
    assert password not in pages("admin").raw("GET", place("mitarbeit")).text


def test_it_works_in_a_dialog(app, pages):
    browser = pages("admin")
    question = browser.get(place("mitarbeit"), part="dialog-body")
    assert question.xpath("//input[@name='password' and @type='password']")
    answer = browser.post(place("mitarbeit"), OWN, part="dialog-body")
    assert "<html" not in answer.text
    assert lint(answer.text, whole=False).xpath("string(//code[@id='secret'])")


def test_it_is_recorded_with_its_author(app, pages):
    pages("admin").post(place("mitarbeit"), OWN)
    db.session.rollback()
    kept = db.session.scalars(select(AuditRecord).where(AuditRecord.action == "password_changed")).one()
    assert kept.actor_id == cast.employee("admin").id and kept.entity_id == cast.employee("mitarbeit").id


def test_a_token_gives_no_access(app, api, pages):
    """Else whoever finds a token could become a person with it."""
    client = api("admin")
    for who in ("admin", "mitarbeit"):
        assert client.send("GET", place(who)).status_code == 403
        assert client.send("POST", place(who), data=OWN).status_code == 403
        assert still_signs_in(pages, who)


def test_it_asks_for_ones_own_password(app, pages):
    for data in ({}, {"password": ""}, {"password": "falsch"}):
        answer = pages("admin").post(place("mitarbeit"), data)
        assert answer.status_code == 422
        page = lint(answer.text)
        assert page.xpath("//*[@id='password-error']") and not page.xpath("//code[@id='secret']")
    assert still_signs_in(pages, "mitarbeit")


def test_guessing_ones_own_password_is_stopped(app):
    employee, by = cast.employee("mitarbeit"), cast.viewer("admin")
    for _attempt in range(rules.PER_ACCOUNT):
        with pytest.raises(rules.WrongPassword):
            actions.give_access(employee, "falsch", by=by, address="10.0.0.1", now=NOW)
    with pytest.raises(rules.TooManyAttempts):
        actions.give_access(employee, cast.PASSWORD, by=by, address="10.0.0.1", now=NOW)


def test_not_for_oneself(app, pages):
    browser = pages("admin")
    answer = browser.post(place("admin"), OWN)
    assert answer.status_code == 409
    page = lint(answer.text)
    assert not page.xpath("//code[@id='secret']") and page.xpath("//main//a[@href='/profile']")
    assert not page.xpath("//main//input[@type='password']"), "there is nothing to be typed"
    assert still_signs_in(pages, "admin")


def test_ones_own_page_leads_to_changing_the_password(app, pages):
    page = pages("admin").get(f"/employees/{cast.employee('admin').id}/access")
    assert page.xpath("//main//a[@href='/profile']")
    assert not page.xpath("//main//a[contains(@href, '/access/new')]")


def test_not_for_somebody_who_may_more(personnel, pages):
    """Else whoever manages employees becomes an administrator by a new password for one."""
    answer = pages(personnel).post(place("admin"), OWN)
    assert answer.status_code == 409
    page = lint(answer.text)
    assert "die Sie selbst nicht haben" in page.xpath("string(//main)")
    assert not page.xpath("//code[@id='secret']")
    assert still_signs_in(pages, "admin")


def test_whoever_may_as_much_can_give_it(personnel, pages):
    assert "secret" in pages(personnel).post(place("mitarbeit"), OWN).text


def test_somebody_who_was_promoted_meanwhile_may_more(app):
    """What one may is looked at under the lock, after the password was checked."""
    employee, by = cast.employee("mitarbeit"), cast.viewer("leitung")
    assert employee.role.permissions, "read before"
    stranger = cast.employee("admin").role_id
    with app.app_context():
        other = cast.employee("mitarbeit")
        atomic(lambda: setattr(other, "role_id", stranger))()
    with pytest.raises(MoreThanYouMay):
        passwords._keep_given(employee, secrets.password_hash("x"), NOW, by)
    db.session.rollback()
    kept = db.session.get_one(Account, employee.id).password_hash
    assert secrets.holds(kept, cast.PASSWORD)


def test_only_with_the_permission(app, pages):
    assert pages("leitung").raw("GET", place("mitarbeit")).status_code == 403


# signing in again


def sign_in_again(browser, password=cast.PASSWORD):
    """From a page for signing in that was still open in another tab."""
    return browser.post("/sign-in", {"email": cast.email("leitung"), "password": password})


def sessions_of(who):
    db.session.rollback()
    return list(db.session.scalars(select(Session).where(Session.employee_id == cast.employee(who).id)))


def test_signing_in_again_ends_the_former_session_of_that_browser(app, pages):
    browser = pages(None)
    sign_in(browser)
    former = browser.client.get_cookie("kontor_session").value
    before = len(sessions_of("leitung"))
    assert sign_in_again(browser).status_code == 303
    assert len(sessions_of("leitung")) == before and not queries.find_session(former, NOW)
    browser.get("/profile")


def test_it_ends_it_too_when_it_was_somebody_elses(app, pages):
    browser = pages(None)
    sign_in(browser, "buchhaltung")
    before = len(sessions_of("buchhaltung"))
    sign_in_again(browser)
    assert len(sessions_of("buchhaltung")) == before - 1


def test_sessions_of_other_browsers_go_on(app, pages):
    here, there = pages(None), pages(None)
    sign_in(there)
    sign_in(here)
    sign_in_again(here)
    there.get("/profile")


def test_a_refused_attempt_ends_nothing(app, pages):
    browser = pages(None)
    sign_in(browser)
    assert sign_in_again(browser, "falsch").status_code == 401
    browser.get("/profile")
