"""Strange addresses of lists, the same at every run: refused or ignored, and never a 500.

The API is asked by what it says of itself (tests/views/test_openapi.py); pages have no such document.
"""

from __future__ import annotations

from random import Random

import pytest

from tests.records import one_of_each
from tests.resources import NOBODY
from tests.test_architecture import listings

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
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


def strange_addresses(path, names, luck, count=15):
    """Addresses of a list with one to three strange arguments."""
    for _number in range(count):
        chosen = luck.sample(names, luck.randint(1, 3))
        yield f"{path}?" + "&".join(f"{name}={luck.choice(WORDS)}" for name in chosen)


def test_strange_addresses_are_never_an_incident(app, pages):
    one_of_each(app)
    browser, luck = pages("admin"), Random(1870)
    with app.test_request_context():
        lists = {one.kind.url("index"): one.filters for one in listings(app)}
    for path, filters in sorted(lists.items()):
        for address in strange_addresses(path, [*OF_PAGES, *sorted(filters)], luck):
            assert browser.raw("GET", address, part=luck.choice(PARTS)).status_code < 500, address
