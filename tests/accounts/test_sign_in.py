"""Signing in and out, sessions, passwords, tokens, and the throttle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.util import find_spec, module_from_spec

import pytest
from argon2 import extract_parameters
from argon2.profiles import get_default_parameters
from sqlalchemy import select, update

from app.accounts import actions, queries, rules, secrets
from app.accounts.actions import attempts, sessions
from app.accounts.models import Account, ApiToken, Session
from app.audit.models import AuditRecord
from app.database import atomic, db
from tests import cast
from tests.pages import lint

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def sign_in(browser, who="leitung", password=cast.PASSWORD, path="/sign-in"):
    """As a person does it: the page, then its form."""
    data = {"csrf_token": browser.token("/sign-in"), "email": cast.email(who), "password": password}
    return browser.raw("POST", path, data=data)


@pytest.mark.on("sqlite")
def test_signing_in_and_out(pages):
    browser = pages(None)
    answer = browser.raw("GET", "/crm/customers?q=x")
    assert answer.status_code == 302 and answer.headers["Location"] == "/sign-in?next=/crm/customers%3Fq%3Dx"
    answer = sign_in(browser, path="/sign-in?next=/crm/customers%3Fq%3Dx")
    assert answer.status_code == 303 and answer.headers["Location"] == "/crm/customers?q=x"
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("kontor_session"))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    browser.get("/profile")
    assert browser.post("/sign-out").status_code == 303
    assert browser.raw("GET", "/profile").status_code == 302


def test_passwords_are_hashed_as_the_library_advises():
    """Looked at in a module of its own, since the tests' own passwords are hashed cheaply."""
    spec = find_spec(secrets.__name__)
    assert spec is not None and spec.loader is not None
    anew = module_from_spec(spec)
    spec.loader.exec_module(anew)
    assert extract_parameters(anew.password_hash(cast.PASSWORD)) == get_default_parameters()


def test_nothing_tells_whether_an_account_exists(pages):
    answers = []
    for who, password in (("leitung", "falsch"), ("niemand", "falsch"), ("niemand", cast.PASSWORD)):
        answer = sign_in(pages(None), who, password)
        assert answer.status_code == 401
        answers.append(lint(answer.text).xpath("string(//*[@id='form-errors'])"))
    assert len(set(answers)) == 1 and answers[0]


def test_an_inactive_person_is_out_at_once(pages, app):
    browser = pages("mitarbeit")
    browser.get("/profile")
    person = cast.employee("mitarbeit")
    atomic(lambda: setattr(person, "status", "inactive"))()
    assert browser.raw("GET", "/profile").status_code == 302
    assert sign_in(pages(None), "mitarbeit").status_code == 401


def test_guessing_is_stopped_by_account(pages):
    browser = pages(None)
    for _attempt in range(rules.PER_ACCOUNT):
        assert sign_in(browser, password="falsch").status_code == 401
    stopped = sign_in(browser)
    assert stopped.status_code == 429 and int(stopped.headers["Retry-After"]) > 0
    assert sign_in(pages(None), "buchhaltung").status_code == 303, "others still get in"


def test_guessing_is_stopped_by_address(app):
    for number in range(rules.PER_ADDRESS):
        with pytest.raises(rules.WrongCredentials):
            actions.sign_in(f"wer{number}@example.com", "x", address="10.0.0.1", browser="", now=NOW)
    with pytest.raises(rules.TooManyAttempts):
        actions.sign_in(cast.email("leitung"), cast.PASSWORD, address="10.0.0.1", browser="", now=NOW)
    token, _viewer = actions.sign_in(
        cast.email("leitung"), cast.PASSWORD, address="10.0.0.2", browser="", now=NOW
    )
    assert queries.find_session(token, NOW)
    later = NOW + rules.WINDOW + timedelta(seconds=1)
    assert actions.sign_in(cast.email("leitung"), cast.PASSWORD, address="10.0.0.1", browser="", now=later)


def test_a_session_slides_and_ends(app):
    token, viewer = actions.sign_in(cast.email("leitung"), cast.PASSWORD, address="x", browser="", now=NOW)
    almost = NOW + rules.IDLE - timedelta(minutes=1)
    assert queries.find_session(token, almost)
    db.session.rollback()
    actions.keep_alive(viewer.session_id, NOW, almost)
    assert queries.find_session(token, NOW + rules.IDLE + timedelta(hours=1))
    assert not queries.find_session(token, almost + rules.IDLE + timedelta(seconds=1))


def test_changing_the_password_ends_other_sessions(pages, app):
    here, there = pages("leitung"), pages(None)
    sign_in(there)
    there.get("/profile")
    wrong = here.post("/profile/password", {"password": "falsch", "new_password": "Ganz-neues-Wort7"})
    assert wrong.status_code == 422 and lint(wrong.text).xpath("//*[@id='password-error']")
    short = here.post("/profile/password", {"password": cast.PASSWORD, "new_password": "kurz"})
    assert short.status_code == 422 and lint(short.text).xpath("//*[@id='new_password-error']")
    done = here.post("/profile/password", {"password": cast.PASSWORD, "new_password": "Ganz-neues-Wort7"})
    assert done.status_code == 303
    here.get("/profile")
    assert there.raw("GET", "/profile").status_code == 302
    assert sign_in(pages(None), password=cast.PASSWORD).status_code == 401
    assert sign_in(pages(None), password="Ganz-neues-Wort7").status_code == 303


def test_sessions_can_be_ended(pages, app):
    here, there = pages("leitung"), pages(None)
    sign_in(there)
    own = db.session.scalars(select(Session).where(Session.employee_id == cast.employee("leitung").id)).all()
    foreign = db.session.scalar(select(Session.id).where(Session.employee_id == cast.employee("admin").id))
    other = next(one.id for one in own if one.token_hash != secrets.token_hash(cast.session_token("leitung")))
    assert here.post(f"/profile/sessions/{foreign}/end").status_code == 404
    assert here.post(f"/profile/sessions/{other}/end").status_code == 303
    assert there.raw("GET", "/profile").status_code == 302


def test_tokens(pages, api, app):
    browser = pages("leitung")
    answer = browser.post("/profile/tokens", {"name": "Auswertung", "days": "30"})
    token = lint(answer.text).xpath("string(//code[@id='secret'])")
    assert token.startswith("kontor_")
    client = api(None)
    client.headers = {"Authorization": f"Bearer {token}"}
    client.get("/api/backoffice/crm/customers")
    assert token not in browser.raw("GET", "/profile").text
    kept = db.session.scalars(select(ApiToken).where(ApiToken.name == "Auswertung")).one()
    assert kept.token_hash == secrets.token_hash(token) and token not in str(kept.__dict__)
    assert browser.post("/profile/tokens", {"name": "Auswertung", "days": "30"}).status_code == 422
    assert pages("admin").raw("GET", f"/profile/tokens/{kept.id}/revoke").status_code == 404
    assert browser.post(f"/profile/tokens/{kept.id}/revoke").status_code == 303
    client.get("/api/backoffice/crm/customers", status=401)


def test_an_expired_or_foreign_token_is_a_401(api, app):
    atomic(lambda: db.session.execute(update(ApiToken).values(ends_at=NOW - timedelta(days=400))))()
    problem = api("leitung").get("/api/backoffice/crm/customers", status=401)
    assert problem["title"]
    for header in ("Bearer nonsense", "Basic abc", "Bearer", ""):
        client = api(None)
        client.headers = {"Authorization": header}
        client.get("/api/backoffice/crm/customers", status=401)


@pytest.mark.on("sqlite")
def test_csrf(pages):
    browser = pages("leitung")
    answer = browser.raw("POST", "/crm/customers/new", data={"name": "x", "type": "B2B"})
    assert answer.status_code == 400
    answer = browser.raw("POST", "/api/backoffice/crm/customers", json={"name": "x", "type": "B2B"})
    assert answer.status_code == 400 and answer.mimetype == "application/problem+json"
    headers = {"X-CSRFToken": browser.token()}
    answer = browser.raw(
        "POST", "/api/backoffice/crm/customers", json={"name": "x", "type": "B2B"}, headers=headers
    )
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\\evil",
        "/\tevil",
        "evil",
        "/%0d%0aSet-Cookie:x",
        "",
    ],
)
@pytest.mark.on("sqlite")
def test_next_never_leads_elsewhere(pages, target):
    browser = pages(None)
    data = {
        "csrf_token": browser.token("/sign-in"),
        "email": cast.email("leitung"),
        "password": cast.PASSWORD,
        "next": target,
    }
    location = browser.raw("POST", "/sign-in", data=data).headers["Location"]
    assert location.startswith("/") and not location.startswith(("//", "/\\")) and "\r" not in location


@pytest.mark.on("sqlite")
def test_a_partial_request_without_session_opens_the_dialog(pages):
    answer = pages(None).raw("GET", "/crm/customers", part="results")
    assert answer.status_code == 401 and "kontor:sign-in" in answer.headers["HX-Trigger"]
    assert answer.headers["HX-Reswap"] == "none"


def test_no_secret_is_recorded(pages, app):
    browser = pages("leitung")
    browser.post("/profile/password", {"password": cast.PASSWORD, "new_password": "Ganz-neues-Wort7"})
    browser.post("/profile/tokens", {"name": "Auswertung", "days": "30"})
    written = " ".join(record.payload for record in db.session.scalars(select(AuditRecord)))
    hashes = [account.password_hash for account in db.session.scalars(select(Account))]
    hashes += [token.token_hash for token in db.session.scalars(select(ApiToken))]
    assert "Ganz-neues" not in written and not any(one in written for one in hashes)


def test_many_guesses_at_once_are_all_counted(app):
    """An attempt is counted before its password is looked at."""
    reserved = [attempts.reserve("a@example.com", "10.0.0.9", NOW) for _attempt in range(rules.PER_ACCOUNT)]
    with pytest.raises(rules.TooManyAttempts):
        attempts.reserve("a@example.com", "10.0.0.9", NOW)
    attempts.release(reserved[0])
    attempts.reserve("a@example.com", "10.0.0.9", NOW)


def test_nobody_is_locked_out_by_strangers(app):
    for _attempt in range(rules.PER_ACCOUNT):
        with pytest.raises(rules.WrongCredentials):
            actions.sign_in(cast.email("leitung"), "x", address="10.0.0.1", browser="", now=NOW)
    assert actions.sign_in(cast.email("leitung"), cast.PASSWORD, address="10.0.0.2", browser="", now=NOW)


def test_a_token_does_not_open_the_profile(api):
    """Else a token could make itself a successor that lives longer."""
    client = api("leitung")
    for path in ("/profile/tokens", "/profile/password", "/sign-out"):
        assert client.send("POST", path, data={"name": "x", "days": "3650"}).status_code == 403


def test_whoever_becomes_inactive_has_no_session_left(pages, api, app):
    admin, person = api("admin"), cast.employee("mitarbeit")
    body = admin.get(f"/api/employees/{person.id}")
    admin.put(f"/api/employees/{person.id}", {**body, "status": "inactive"})
    api("mitarbeit").get("/api/backoffice/crm/customers", status=401)
    admin.put(f"/api/employees/{person.id}", {**body, "status": "active"})
    api("mitarbeit").get("/api/backoffice/crm/customers", status=401)
    assert pages("mitarbeit").raw("GET", "/profile").status_code == 302


def test_colleagues_do_not_see_when_somebody_signs_in(pages, app):
    person = cast.employee("admin").id
    assert pages("mitarbeit").raw("GET", f"/history/employee/{person}", part="panel").status_code == 403
    assert pages("admin").raw("GET", f"/history/employee/{person}", part="panel").status_code == 200
    assert "Krämer" not in pages("mitarbeit").raw("GET", "/options/employee?q=admin@exa").text
    assert "Krämer" in pages("mitarbeit").raw("GET", "/options/employee?q=kram").text


@pytest.mark.on("sqlite")
def test_other_authorisation_is_not_ours(pages):
    """A proxy's own password must not keep people from signing in."""
    answer = pages(None).raw("GET", "/sign-in", headers={"Authorization": "Basic abc"})
    assert answer.status_code == 200


def test_the_old_password_opens_nothing_once_it_was_changed(app, monkeypatch):
    """It is checked outside of the transaction, since that takes long; meanwhile it may have been changed."""
    release = attempts.release

    def meanwhile(reserved):
        release(reserved)
        actions.set_password(cast.employee("leitung"), "Ganz-neues-Wort7", by=None, now=NOW)

    monkeypatch.setattr(sessions, "release", meanwhile)
    with pytest.raises(rules.WrongCredentials):
        actions.sign_in(cast.email("leitung"), cast.PASSWORD, address="x", browser="", now=NOW)


def test_guessing_ones_own_password_says_when_to_try_again(pages, app):
    browser = pages("leitung")
    wrong = {"password": "falsch", "new_password": "Ganz-neues-Wort7"}
    answers = [browser.post("/profile/password", wrong) for _attempt in range(rules.PER_ACCOUNT + 1)]
    assert [answer.status_code for answer in answers] == [422] * rules.PER_ACCOUNT + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
