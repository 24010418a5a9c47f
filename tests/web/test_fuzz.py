"""A little fuzz, the same at every run: strange bodies and addresses are refused, and never a 500."""

from __future__ import annotations

import json
from random import Random

from app.views.json import Operation
from app.views.openapi import form_schema
from tests import bulk, factories
from tests.invoices import given as documents
from tests.test_architecture import filled, listings

NOBODY = "01900000-0000-7000-8000-000000000000"
STRANGE = [
    *(None, True, False, 0, -1, 10**60, 1.5, "", " ", "x", "\x00", "\ud800", "9" * 300, "T" * 300, "NaN"),
    *([], [None], ["x"], {}, {"a": 1}, [{}], [[]], [{"id": "x"}], [{"quantity": []}] * 3, "2026-11-22"),
    *("2026-11-22T09:30:00Z", "0001-01-01T00:00:00+14:00", "2999-12-31T23:59:59-14:00", "1E5", "²", NOBODY),
]


def strange_bodies(known):
    """Each field gets each strange value once, every time beside others."""
    names = sorted(known)
    for start in range(len(STRANGE)):
        yield {name: STRANGE[(start + 7 * place) % len(STRANGE)] for place, name in enumerate(names)}


def test_strange_bodies_are_never_an_incident(app, api):
    known = {"customer": factories.customer().id, "document": documents.draft().id}
    client = api("admin")
    for rule in app.url_map.iter_rules():
        operation = getattr(app.view_functions[rule.endpoint], "operation", None)
        if not isinstance(operation, Operation) or operation.takes is None or "time-tracking" in rule.rule:
            continue  # time tracking has each address twice
        with app.test_request_context():
            names = form_schema(operation.takes)["properties"].keys()
        kind = "customer" if "customers" in rule.rule else "document"
        path = filled(rule).replace(NOBODY, str(known[kind]))
        for method in sorted(rule.methods & {"POST", "PUT", "PATCH"}):
            for body in strange_bodies(names):
                sent = {"data": json.dumps(body), "content_type": "application/json"}
                status = client.send(method, path, **sent).status_code
                assert status < 500, (method, path, body)


WORDS = [
    *(
        "",
        " ",
        "x",
        "%",
        "%00",
        "%ED%A0%80",
        "%FF",
        "%C2%B2",
        "-1",
        "9" * 300,
        "9" * 10,
        "NaN",
        "1E9",
        "true",
    ),
    *("2026-11-22", "9999-12-31", NOBODY, "[]", "%5C", "%25_", "created_at", "-", "this_month", "25", "csv"),
    *("exact", "0001-01-01", "draft", "number", "-total"),
]
PARTS = (None, "results", "summary", "panel")
OF_PAGES = ("sort", "size", "page", "after", "before", "count", "period", "export", "unknown")
OF_THE_API = ("sort", "limit", "offset")


def strange_addresses(path, names, luck, count=15):
    """Addresses of a list with one to three strange arguments, the same at every run."""
    for _number in range(count):
        chosen = luck.sample(names, luck.randint(1, 3))
        yield f"{path}?" + "&".join(f"{name}={luck.choice(WORDS)}" for name in chosen)


def test_strange_addresses_are_never_an_incident(app, pages, api):
    bulk.fill(2)
    bulk.pay(2)
    browser, client = pages("admin"), api("admin")
    luck, every = Random(1870), listings(app)
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        kind = getattr(getattr(view, "operation", None), "listing", None)
        if kind is not None and not rule.arguments:
            known = next(one.filters for one in every if one.kind is kind)
            for address in strange_addresses(rule.rule, [*OF_THE_API, *sorted(known)], luck):
                assert client.send("GET", address).status_code < 500, address
    with app.test_request_context():
        lists = {one.kind.url("index"): one.filters for one in every}
    for path, filters in sorted(lists.items()):
        for address in strange_addresses(path, [*OF_PAGES, *sorted(filters)], luck):
            assert browser.raw("GET", address, part=luck.choice(PARTS)).status_code < 500, address
