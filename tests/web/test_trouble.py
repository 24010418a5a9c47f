"""The database is busy, away or full: reading goes on where it can, and a sentence says what is wrong."""

from __future__ import annotations

import io
import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError

from app.accounts.models import ApiToken, Session
from app.crm.models import Customer
from app.database import atomic, db, give_back_connection
from app.web import logs
from tests import cast, factories
from tests.pages import lint

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def failing(app, error: Exception, *endpoints: str) -> Iterator[None]:
    """These views raise an error, as if the database had failed below them."""
    kept = {name: app.view_functions[name] for name in endpoints}

    def fails(**_: object) -> None:
        raise error

    for name, view in kept.items():
        stub = lambda **_kwargs: fails()  # noqa: E731
        stub.needs = view.needs
        app.view_functions[name] = stub
    try:
        yield
    finally:
        app.view_functions.update(kept)


def locked() -> OperationalError:
    original = sqlite3.OperationalError("database is locked")
    original.sqlite_errorcode = 5
    return OperationalError("BEGIN IMMEDIATE", {}, original)


@contextmanager
def log_lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    handler.setLevel("WARNING")
    logs.log.addHandler(handler)
    try:
        yield stream
    finally:
        logs.log.removeHandler(handler)


def test_a_busy_database_is_a_503_for_programs(outside, api):
    with failing(outside, locked(), "customers_api.index"):
        answer = api("admin").send("GET", "/api/backoffice/crm/customers")
    problem = answer.get_json(force=True)
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "5"
    assert (
        problem["detail"]
        == "Die Datenbank ist gerade beschäftigt. Bitte versuchen Sie es gleich noch einmal."
    )
    assert "incident" not in problem


def test_a_busy_database_is_a_page_with_a_sentence(outside, pages):
    with failing(outside, locked(), "customers.index"):
        answer = pages("admin").raw("GET", "/crm/customers")
    assert answer.status_code == 503
    assert "Die Datenbank ist gerade beschäftigt" in lint(answer.text).xpath("string(//main)")


def test_a_busy_database_is_a_toast_within_a_page(outside, pages):
    with failing(outside, locked(), "customers.index"):
        answer = pages("admin").raw("GET", "/crm/customers", part="results")
    assert answer.status_code == 503 and answer.headers["HX-Reswap"] == "none"
    assert "beschäftigt" in json.loads(answer.headers["HX-Trigger"])["kontor:toast"]["text"]


def test_a_thousand_refused_requests_are_a_thousand_lines_and_no_traces(outside, pages):
    with log_lines() as stream, failing(outside, locked(), "customers.index"):
        pages("admin").raw("GET", "/crm/customers")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == 1 and "trace" not in lines[0]
    assert lines[0]["message"] == "the database is busy: database is locked"


def test_a_mistake_in_a_statement_is_an_incident(outside, api):
    with (
        log_lines() as stream,
        failing(
            outside,
            OperationalError("SELECT x", {}, sqlite3.OperationalError("no such column: x")),
            "customers_api.index",
        ),
    ):
        problem = api("admin").get("/api/backoffice/crm/customers", status=500)
    assert problem["incident"] in stream.getvalue() and "trace" in stream.getvalue()


def test_nothing_was_changed_is_said_where_somebody_wanted_a_change(outside, api):
    with failing(outside, RuntimeError(), "customers_api.create", "customers_api.index"):
        wanted = api("admin").post("/api/backoffice/crm/customers", {}, status=500)
        read = api("admin").get("/api/backoffice/crm/customers", status=500)
    assert "Es wurde nichts geändert." in wanted["detail"] and "geändert" not in read["detail"]


def test_nothing_was_changed_is_not_said_after_a_commit(outside, api):
    def changes(**_: object) -> None:
        factories.customer("Gespeichert")
        raise RuntimeError

    kept = outside.view_functions["customers_api.create"]
    changes.needs = kept.needs
    outside.view_functions["customers_api.create"] = changes
    try:
        problem = api("admin").post("/api/backoffice/crm/customers", {}, status=500)
    finally:
        outside.view_functions["customers_api.create"] = kept
    assert "nichts geändert" not in problem["detail"] and "gespeichert" in problem["detail"]


def test_an_answer_that_fails_has_changed_nothing(app, api, monkeypatch):
    from app.crm.api import CUSTOMER_OUTPUT

    def fails(_record: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(CUSTOMER_OUTPUT._getters, "name", fails)
    body = {"name": "Bäckerei", "type": "B2B"}
    problem = api("admin").post("/api/backoffice/crm/customers", body, status=500)
    assert "Es wurde nichts geändert." in problem["detail"]
    assert not db.session.scalars(select(Customer)).all()


def test_a_500_is_in_the_language_of_the_account(outside, pages):
    with failing(outside, RuntimeError(), "customers.index"):
        answer = pages("leitung").raw("GET", "/crm/customers", headers={"Accept-Language": "en"})
    tree = lint(answer.text)
    assert tree.xpath("//html/@lang") == ["de"] and "Etwas ist schiefgegangen" in tree.xpath("string(//h1)")


def test_an_error_page_that_fails_is_still_an_answer(outside, pages, monkeypatch):
    monkeypatch.setattr("app.web.errors.render_template", lambda *_args, **_kwargs: 1 / 0)
    with failing(outside, RuntimeError(), "customers.index"):
        answer = pages("leitung").raw("GET", "/crm/customers")
    assert answer.status_code == 500 and answer.text.startswith("Kontor:")


def test_an_error_page_needs_no_database(outside, pages, monkeypatch):
    """It goes away while the page of another error is being drawn."""

    def away() -> None:
        raise OperationalError("SELECT", {}, sqlite3.OperationalError("away"))

    monkeypatch.setattr("app.sitemap.get_company", away)
    answer = pages("admin").raw("GET", "/nirgends")
    assert answer.status_code == 404 and "Nicht gefunden" in lint(answer.text).xpath("string(//h1)")


def test_a_missing_file_asks_no_database(outside, pages, queries):
    with queries() as seen:
        assert pages(None).raw("GET", "/static/css/soon.css").status_code == 404
    assert not seen


@pytest.mark.on("postgresql")  # on SQLite there is no connection to lose
def test_a_dead_connection_spoils_no_finished_answer(app):
    mine = db.session.scalar(text("SELECT pg_backend_pid()"))
    with db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:mine)"), {"mine": mine})
    give_back_connection()
    assert db.session.scalar(text("SELECT 1")) == 1


@pytest.mark.on("postgresql")  # on SQLite writers wait for the file
def test_nobody_waits_for_a_row_for_ever(app):
    assert db.session.scalar(text("SHOW lock_timeout")) == "15s"


# nobody is looked up


def without_database(app, monkeypatch) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("SELECT", {}, sqlite3.OperationalError("away"))

    monkeypatch.setattr(db.session, "execute", away)
    monkeypatch.setattr(db.session, "scalar", away)
    monkeypatch.setattr(db.session, "connection", away)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/css/kontor.css"])
def test_health_asks_for_nobody(outside, pages, queries, path):
    with queries() as seen:
        answer = pages("admin").raw("GET", path)
        answer.close()
    assert answer.status_code == 200
    assert not [statement for statement in seen if "session" in statement or "employee" in statement]


def test_the_process_lives_without_its_database(outside, pages, monkeypatch):
    without_database(outside, monkeypatch)
    assert pages("admin").raw("GET", "/healthz").status_code == 200
    assert pages("admin").raw("GET", "/readyz").status_code == 503


def test_a_page_without_its_database_is_a_503(outside, pages, monkeypatch):
    original = sqlite3.OperationalError("unable to open database file")
    original.sqlite_errorcode = 14

    def away(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("SELECT", {}, original)

    monkeypatch.setattr("app.accounts.queries.find_session", away)
    answer = pages("admin").raw("GET", "/crm/customers")
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "15"
    assert "nicht erreichbar" in lint(answer.text).xpath("string(//main)")


# seen on the side


@atomic
def seen_long_ago() -> None:
    db.session.execute(update(Session).values(seen_at=LONG_AGO))
    db.session.execute(update(ApiToken).values(used_at=LONG_AGO))


def test_who_reads_is_seen(app, pages):
    seen_long_ago()
    pages("admin").get("/profile")
    db.session.rollback()
    assert cast_session("admin").seen_at > LONG_AGO


def cast_session(who: str) -> Session:
    found = db.session.scalar(select(Session).where(Session.employee_id == cast.employee(who).id))
    assert found is not None
    return found


def test_reading_does_not_wait_for_a_writer(app, server, pages, api):
    """Somebody else writes the very rows; the page comes at once, and is not noted."""
    seen_long_ago()
    db.session.rollback()
    with other_writer(server):
        pages("admin").get("/profile")
        api("admin").get("/api/backoffice/crm/customers")
    assert cast_session("admin").seen_at == LONG_AGO


@contextmanager
def other_writer(server) -> Iterator[None]:
    """Somebody in another process who writes sessions and tokens, and takes their time."""
    if server.kind == "sqlite":
        with closing(sqlite3.connect(server.folder / "kontor.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    with db.engine.connect() as other:
        other.execute(update(Session).values(address="andere"))
        other.execute(update(ApiToken).values(name="andere"))
        yield
        other.rollback()


def test_without_scripts_a_reading_is_tried_again_by_its_address(outside, pages):
    with failing(outside, locked(), "customers.index"):
        page = lint(pages("admin").raw("GET", "/crm/customers?status=lead").text)
    assert page.xpath("//p[@class='error-actions']/a/@href")[0] == "/crm/customers?status=lead"


def test_without_scripts_what_was_typed_is_sent_again(outside, pages):
    browser, typed = pages("admin"), {"name": "Weingut Prüm KG", "type": "B2B", "country": "DE"}
    with failing(outside, locked(), "customers.new"):
        answer = browser.post("/crm/customers/new", typed)
    page = lint(answer.text)
    (form,) = page.xpath("//form[@id='again']")
    assert answer.status_code == 503 and form.get("action") == "/crm/customers/new"
    again = browser.raw("POST", form.get("action"), data=dict(form.form_values()))
    assert again.status_code == 303
    assert "Weingut Prüm KG" in browser.get(again.headers["Location"]).xpath("string(//h1)")


def test_no_page_has_a_password_to_send_again(outside, pages):
    with failing(outside, locked(), "accounts.change_password"):
        answer = pages("admin").post("/profile/password", {"password": cast.PASSWORD, "new_password": "x"})
    assert answer.status_code == 503
    assert not lint(answer.text).xpath("//form[@id='again']") and cast.PASSWORD not in answer.text
