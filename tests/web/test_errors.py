"""Every error in the form that was asked for, and the headers of every answer."""

from __future__ import annotations

import io
import json
import logging

import pytest
from flask_babel import gettext

from app.web import logs
from tests.pages import lint

pytestmark = pytest.mark.on("sqlite")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nirgends", 404), ("POST", "/healthz", 405), ("GET", "/crm/customers?size=7", 422)],
)
def test_errors_have_three_forms(pages, method, path, status):
    browser = pages("leitung")
    answer = browser.raw(method, path)
    assert answer.status_code == status
    lint(answer.text)
    part = browser.raw(method, path, part="results")
    assert part.status_code == status and part.headers["HX-Reswap"] == "none" and not part.data
    assert json.loads(part.headers["HX-Trigger"])["kontor:toast"]["text"]


def test_forbidden(pages):
    answer = pages("mitarbeit").raw("GET", "/settings")
    assert answer.status_code == 403
    lint(answer.text)


def test_api_errors_are_problems(api):
    assert api("leitung").get("/api/nirgends", status=404)["title"]
    api("leitung").call("PATCH", "/api/employees", status=405)
    api(None).get("/api/nirgends", status=404)
    api("mitarbeit").get("/api/employees", status=403)


def test_english_for_whoever_reads_english(pages):
    texts = []
    for language in ("de", "en", "fr"):
        answer = pages(None).raw("GET", "/nirgends", headers={"Accept-Language": language})
        texts.append(lint(answer.text).xpath("string(//h1)"))
    assert texts[0] == texts[2] != texts[1] == "Not found"


@pytest.fixture
def broken(outside):
    """An application in which reading customers fails unexpectedly."""
    place = "customers.index"
    kept = {name: outside.view_functions[name] for name in (place, "customers_api.index")}

    def fails():
        raise RuntimeError("geheim: postgres://user:password@host")

    fails.needs = "crm:read"
    for name in kept:
        outside.view_functions[name] = fails
    yield outside
    outside.view_functions.update(kept)


def test_a_500_shows_an_incident_and_nothing_else(broken, pages, api):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    logs.log.addHandler(handler)
    try:
        page = pages("leitung").raw("GET", "/crm/customers")
        problem = api("leitung").get("/api/backoffice/crm/customers", status=500)
        part = pages("leitung").raw("GET", "/crm/customers", part="results")
    finally:
        logs.log.removeHandler(handler)
    assert page.status_code == 500 and "geheim" not in page.text and "geheim" not in json.dumps(problem)
    lint(page.text)
    assert problem["incident"] in stream.getvalue() and part.headers["HX-Reswap"] == "none"
    line = json.loads(stream.getvalue().splitlines()[0])
    assert line["request_id"] and line["level"] == "ERROR"


def test_a_500_is_in_one_language(outside, pages):
    """A German account in an English browser."""

    def fails():
        gettext("Customers")
        raise RuntimeError

    fails.needs = "crm:read"
    kept = outside.view_functions["customers.index"]
    outside.view_functions["customers.index"] = fails
    try:
        answer = pages("leitung").raw("GET", "/crm/customers", headers={"Accept-Language": "en"})
    finally:
        outside.view_functions["customers.index"] = kept
    tree = lint(answer.text)
    english = "Something went wrong" in tree.xpath("string(//h1)")
    assert tree.xpath("//html/@lang")[0] == ("en" if english else "de")


def test_a_static_file_that_is_not_there_is_not_kept(pages):
    answer = pages(None).raw("GET", "/static/css/soon.css?v=abc")
    assert answer.status_code == 404 and answer.headers["Cache-Control"] == "no-store"


def test_a_static_file_is_kept_for_a_year(pages):
    answer = pages(None).raw("GET", "/static/css/kontor.css?v=abc")
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/sign-in", "/profile", "/nirgends", "/api/openapi.json", "/static/css/kontor.css"]
)
def test_security_headers(pages, path):
    answer = pages("leitung").raw("GET", path)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["X-Request-ID"]
    answer.close()


def test_health(pages):
    assert pages(None).raw("GET", "/healthz").status_code == 200
    assert pages(None).raw("GET", "/readyz").text == "ready\n"


def test_nobody_forges_lines_of_the_log():
    record = logging.LogRecord("kontor", logging.INFO, "", 0, "GET /x\n12:00 ERROR \x1b[31m", None, None)
    line = logs.TextLines().format(record)
    assert "\n" not in line and "\x1b" not in line


def test_two_at_once_is_a_409(app, api, monkeypatch):
    """What a check let through because somebody was faster, the constraint refuses."""
    admin = api("admin")
    admin.post("/api/departments", {"name": "Betrieb"})
    monkeypatch.setattr("app.people.actions._check_department", lambda own, values: None)
    admin.post("/api/departments", {"name": "Betrieb"}, status=409)
