"""Each error, in German and in English, as a page, as a problem document, and as a toast."""

from __future__ import annotations

import json

import pytest
from flask import g

from app.web.errors import problem
from tests.pages import lint

pytestmark = pytest.mark.on("sqlite")

STATUSES = (400, 403, 404, 405, 409, 412, 413, 415, 422, 429, 500, 503)
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "section#results"}


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_in_every_form(outside, status):
    read = {}
    for language in ("de", "en"):
        headers = {"Accept-Language": language}
        with outside.test_request_context("/x", headers=headers):
            g.viewer = None
            page = problem(status, incident="4711" if status == 500 else None)
            tree = lint(page.get_data(as_text=True))
            assert str(status) in tree.xpath("string(//main)")
            assert status != 500 or "4711" in tree.xpath("string(//main)")
        with outside.test_request_context("/api/x", headers=headers):
            g.viewer = None
            answer = problem(status, incident="4711" if status == 500 else None)
            document = json.loads(answer.get_data(as_text=True))
            assert answer.mimetype == "application/problem+json" and document["status"] == status
            assert ("incident" in document) == (status == 500)
        with outside.test_request_context("/x", headers=headers | PARTIAL):
            g.viewer = None
            part = problem(status)
            toast = json.loads(part.headers["HX-Trigger"])["kontor:toast"]
            assert part.headers["HX-Reswap"] == "none" and toast["kind"] == "error" and not part.get_data()
        read[language] = (tree.xpath("string(//h1)"), document["title"], document["detail"], toast["text"])
        assert all(read[language]) and read[language][0] == document["title"]
    assert all(german != english for german, english in zip(read["de"], read["en"], strict=True))
