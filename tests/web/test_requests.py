"""What the server is sent before a form or a query looks at it: the host, and bodies without a length."""

from __future__ import annotations

import io
import json

import pytest

from app.web.bodies import LARGEST_BODY
from tests.pages import lint

NO_HOSTS = [".", "a..b", "x" * 64, "a b", "a/b", "a:b", "[::1", "<b>", "\xe4", "a@b"]
HOSTS = ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000", "kontor_web", "xn--brse-5qa.example", ""]


@pytest.mark.parametrize("host", NO_HOSTS)
def test_a_host_that_is_none_is_refused_with_a_page(pages, host):
    answer = pages(None).raw("GET", "/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert "Host" in lint(answer.text).xpath("string(//main)")


def test_a_host_that_is_none_is_a_problem_of_the_api(api):
    api("leitung").get("/api/backoffice/crm/customers", status=400, headers={"Host": "a..b"})


@pytest.mark.parametrize("host", HOSTS)
def test_hosts_of_all_kinds_are_served(pages, host):
    assert pages(None).raw("GET", "/sign-in", headers={"Host": host}).status_code == 200


def chunked(client, body):
    """Sends a body without its length, as servers hand on what comes in chunks."""
    return client.send(
        "POST",
        "/api/backoffice/crm/customers",
        input_stream=io.BytesIO(body),
        content_type="application/json",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )


def padded(length):
    """A customer as JSON of so many bytes."""
    return json.dumps({"name": "Muster AG", "type": "B2B"}).encode().ljust(length)


def test_a_chunked_body_that_is_too_large_is_told_so(api):
    answer = chunked(api("leitung"), padded(LARGEST_BODY + 1))
    assert answer.status_code == 413 and answer.mimetype == "application/problem+json"


def test_a_chunked_body_may_have_as_much_as_any(api):
    assert chunked(api("leitung"), padded(LARGEST_BODY)).status_code == 201
