"""What nobody sends by mistake: overlong, made-up and unkeepable input is refused, quickly, and never a 500."""

from __future__ import annotations

import base64
import json
from time import process_time
from urllib.parse import quote

import pytest
from sqlalchemy.exc import DataError

from app.values.durations import read_hours
from app.values.numbers import Unreadable
from tests import cast
from tests.records import one_of_each
from tests.test_architecture import listings

LONG = 40_000
NOBODY = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def quickly():
    """A test that took more than two seconds of this process has lost."""
    began = process_time()
    yield
    assert process_time() - began < 2


def cursor(value, id_=NOBODY):
    """A cursor as the address carries it."""
    return packed(json.dumps([value, id_]))


def packed(text):
    return base64.urlsafe_b64encode(text.encode(errors="surrogatepass")).decode().rstrip("=")


# overlong


@pytest.mark.parametrize("text", ["T" * LONG, "1" + " " * LONG + "x", "9" * LONG, "ß" * LONG])
@pytest.mark.on("sqlite")
def test_overlong_fields_of_a_page_are_refused(pages, quickly, text):
    names = ("start_time", "end_time", "hourly_rate", "project_id", "note", "project_id-text")
    answer = pages("mitarbeit").post("/time-entries/new", dict.fromkeys(names, text))
    assert answer.status_code == 422


@pytest.mark.parametrize("text", ["T" * LONG, "1" + " " * LONG + "x", "9" * LONG])
@pytest.mark.on("sqlite")
def test_overlong_fields_of_the_api_are_refused(api, quickly, text):
    names = ("start_time", "end_time", "hourly_rate", "project_id", "note")
    problem = api("mitarbeit").post("/api/backoffice/time-entries", dict.fromkeys(names, text), status=422)
    assert set(problem["errors"]) == set(names)


@pytest.mark.on("sqlite")
def test_what_is_overlong_is_told_so_and_stays(pages):
    text = "Tag " * 30
    page = pages("mitarbeit").post("/time-entries/new", {"start_time": text, "note": "x" * 4001}).text
    assert "100 Zeichen" in page and text.strip() in page and "4000 Zeichen" in page


def test_the_longest_allowed_text_is_taken(api):
    api("leitung").post("/api/backoffice/crm/customers", {"name": f"  {'x' * 200}  ", "type": "B2B"})
    longer = {"name": "x" * 201, "type": "B2B", "country": "D" * 101}
    problem = api("leitung").post("/api/backoffice/crm/customers", longer, status=422)
    assert set(problem["errors"]) == {"name", "country"}


def test_overlong_durations(quickly):
    for language in ("de", "en"):
        with pytest.raises(Unreadable):
            read_hours("1" + " " * 100_000 + "x", language)


@pytest.mark.parametrize("text", ["1" + " " * 100_000 + "x", "9" * 100_000, "T" * 100_000])
@pytest.mark.on("sqlite")
def test_overlong_filters_are_refused(outside, quickly, text):
    every = listings(outside)
    with outside.test_request_context():
        for listing in every:
            for field in listing.filters.values():
                with pytest.raises(ValueError, match=r"\w"):
                    field.read([text])


@pytest.mark.on("sqlite")
def test_overlong_passwords(pages, quickly):
    answer = pages(None)
    token = answer.token("/sign-in")
    data = {"csrf_token": token, "email": "a" * LONG, "password": "x" * 1_000_000}
    assert answer.raw("POST", "/sign-in", data=data).status_code == 422


# cursors


MADE_UP = [
    *("nNaN", "nInfinity", "n1E+9", "n1.001", "n" + "9" * 400, "n-", "sfoo", "i1", "i" + "9" * 400),
    *("t999999999999", "t" + "9" * 5000, "t²", "s\ud800", "s\x00", "s" + "x" * 5000, "d2026-01-01"),
    *("d0000-00-00", "m2026-01-01", "m0001-01-01T00:00:00+14:00", "m9999-12-31T23:59:59-14:00"),
    *("m2026-01-01T00:00:00+00:00", "", "x", 1, None, [], {}, [["s"]], True, 1.5),
]


def test_made_up_cursors_never_break_a_list(app, pages):
    one_of_each(app)
    browser = pages("admin")
    with app.test_request_context():
        lists = {one.kind.url("index", all="true"): one.sorts for one in listings(app)}
    for path, sorts in lists.items():
        for sort in sorts:
            for number, value in enumerate(MADE_UP):
                where = f"sort={sort}&{('after', 'before')[number % 2]}={cursor(value)}"
                status = browser.raw("GET", f"{path}&{where}", part="results").status_code
                assert status in (200, 422), (path, sort, value, status)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/payments?sort=amount", "nNaN"),
        ("/payments?sort=amount", "n1.001"),
        ("/payments?sort=amount", "sfoo"),
        ("/payments?sort=payment_date", "sfoo"),
        ("/payments?sort=payment_date", "m2026-01-01T00:00:00+00:00"),
        ("/payments?sort=created_at", "m2026-01-01"),
        ("/time-entries?sort=duration", "t9999999999999"),
        ("/crm/customers?sort=name", "s\x00"),
        ("/crm/customers?sort=name", "s\ud800"),
        ("/crm/customers?sort=name", "n1"),
    ],
)
def test_a_cursor_fits_the_sort(pages, path, value):
    assert pages("admin").raw("GET", f"{path}&after={cursor(value)}").status_code == 422


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 20_000, "[1e999,2]", '"ab"', '["s"]', "9" * 5000])
@pytest.mark.on("sqlite")
def test_cursors_that_are_no_cursors(pages, text):
    assert pages("admin").raw("GET", f"/crm/customers?after={packed(text)}").status_code == 422


# bodies


@pytest.mark.parametrize(
    "body",
    [
        '{"\\ud800": 1}',
        '{"name": {"\\udfff": 1}}',
        '{"name": 1E+9999999999999999999999}',
        '{"hourly_rate": 1e-99999999999999999999999}',
        '{"a": ' + "[" * 100_000,
        "[" * 100_000,
        '{"name": ' + "9" * 5000 + "}",
        '{"name": NaN}',
        '"\\ud800"',
        "\ud800",
    ],
)
@pytest.mark.on("sqlite")
def test_bodies_that_are_no_bodies(api, body):
    client = api("admin")
    for path in ("/api/backoffice/crm/customers", "/api/backoffice/invoices"):
        sent = {"data": body.encode(errors="surrogatepass"), "content_type": "application/json"}
        answer = client.send("POST", path, **sent)
        assert answer.status_code == 400, answer.text
        assert answer.mimetype == "application/problem+json" and answer.get_json(force=True)["detail"]


@pytest.mark.on("sqlite")
def test_unkeepable_values_of_a_body(api):
    for value in ("\ud800", "a\x00b", "\x7f"):
        body = {"name": value, "type": value, "country": value, "website": value}
        problem = api("admin").post("/api/backoffice/crm/customers", body, status=422)
        assert set(problem["errors"]) >= {"name", "type", "country", "website"}


# lines


@pytest.mark.parametrize("number", ["²", "١", "9" * 5000, "-1", "01", "1.5", "", "x"])
@pytest.mark.on("sqlite")
def test_lines_with_made_up_numbers_are_ignored(pages, number):
    data = {
        f"line_items-{number}-id": "",
        f"line_items-{number}-quantity": "1",
        "line_items-3-quantity": "2",
        "line_items-3-unit_price": "10",
    }
    answer = pages("admin").post("/invoices/totals", data)
    assert answer.status_code == 200 and "20,00" in answer.text
    assert pages("admin").post("/invoices/new", data).status_code == 422


@pytest.mark.parametrize("path", ["/invoices/totals", "/invoices/new"])
@pytest.mark.parametrize("part", [None, "dialog-body"])
@pytest.mark.on("sqlite")
def test_too_many_lines_are_counted_before_they_are_built(pages, quickly, path, part):
    data = {f"line_items-{number}-id": "" for number in range(LONG)}
    answer = pages("admin").post(path, data, part=part)
    assert answer.status_code == 422
    assert "500" in (answer.text if part is None else answer.headers["HX-Trigger"])


@pytest.mark.on("sqlite")
def test_as_many_lines_as_possible(pages):
    data = {
        f"line_items-{number}-{name}": "1" for number in range(500) for name in ("quantity", "unit_price")
    }
    assert "500,00" in pages("admin").post("/invoices/totals", data).text


# NUL and other signs


@pytest.mark.parametrize("path", ["/options/employee?q=%00", "/crm/customers?q=a%00", "/projects?x=%00"])
def test_nul_in_the_query_is_refused(pages, path):
    assert pages("admin").raw("GET", path).status_code == 422


@pytest.mark.parametrize("path", ["/api/backoffice/invoices/by-number/a%00b", "/api/nirgends%00"])
def test_nul_in_the_path_is_not_there(api, path):
    api("admin").get(path, status=404)
    api("admin").get("/api/backoffice/invoices?status=%00", status=422)


def test_nul_in_a_label_that_was_typed(pages):
    for text in ("\x00", "a\x00b", "\ud800", "%" * LONG):
        data = {"project_id-text": text.encode(errors="surrogatepass"), "start_time": "9:00"}
        assert pages("mitarbeit").post("/time-entries/new", data).status_code == 422


def test_what_only_the_database_refuses_is_no_incident(app, pages, api):
    def fails():
        raise DataError("SELECT", {}, ValueError("integer out of range"))

    fails.needs = "crm:read"
    kept = {name: app.view_functions[name] for name in ("customers.index", "customers_api.index")}
    app.view_functions.update(dict.fromkeys(kept, fails))
    try:
        assert pages("admin").raw("GET", "/crm/customers").status_code == 422
        api("admin").get("/api/backoffice/crm/customers", status=422)
    finally:
        app.view_functions.update(kept)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.on("sqlite")
def test_addresses_to_go_back_to_are_latin(pages, headers):
    browser = pages(None)
    data = {
        "csrf_token": browser.token("/sign-in"),
        "email": cast.email("admin"),
        "password": cast.PASSWORD,
    }
    path = f"/sign-in?next={quote('/☃?q=ä b&x=%26'.replace(' ', '%20'))}"
    answer = browser.raw("POST", path, data=data, headers=headers)
    assert answer.status_code == (200 if headers else 303), answer.text[:500]
    target = answer.headers["HX-Redirect" if headers else "Location"]
    assert target == "/%E2%98%83?q=%C3%A4%20b&x=%26"
