"""Clients of the tests: a browser without scripts that lints every page it fetches, and an API client."""

from __future__ import annotations

import json
import re
from contextvars import Context
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html
from werkzeug.test import TestResponse

from tests import cast
from tests.answers import contract_of

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
UNTRANSLATED = re.compile(r"%\(\w+\)s|\bNone\b|\bin_progress\b|\bbank_transfer\b|\bfulltime\b")


def alone(send: Any, *args: Any, **kwargs: Any) -> TestResponse:
    """A request as the server sees it: without the application context that a test may have pushed."""
    response: TestResponse = Context().run(send, *args, buffered=True, **kwargs)
    return response


def readable(tree: Any) -> str:
    """What people read of a page."""
    parts = [
        text
        for text in tree.xpath(".//text()")
        if text.getparent().tag not in ("script", "style", "template", "code")
    ]
    return " ".join(" ".join(parts).split())


def lint(text: str, *, whole: bool = True) -> Any:
    """Parses a page (or a part of one) and holds what every page promises; gives the tree."""
    tree = html.document_fromstring(text) if whole else html.fragment_fromstring(text, create_parent="div")
    if whole:
        assert text.lower().startswith("<!doctype html>"), "no doctype"
        assert len(tree.xpath("//h1")) == 1, "a page has one h1"
        assert tree.xpath("string(//title)").strip(), "a page has a title"
        assert tree.xpath("//html/@lang"), "a page names its language"
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)), f"ids are unique: {sorted({one for one in ids if ids.count(one) > 1})}"
    for element in tree.xpath("//input|//select|//textarea"):
        if element.get("type") in ("hidden", "submit"):
            continue
        labelled = (
            element.get("aria-label") or element.get("aria-labelledby") or element.xpath("ancestor::label")
        )
        named = element.get("id") and tree.xpath(f"//label[@for='{element.get('id')}']")
        in_template = element.xpath("ancestor::template")
        assert labelled or named or in_template, f"an input without label: {etree.tostring(element)[:200]}"
    assert not tree.xpath("//script[not(@src) and not(@type='application/json')]"), "inline script"
    assert not tree.xpath("//style|//@style"), "inline style"
    assert not list(tree.xpath("//@*[starts-with(name(), 'on')]")), "inline handler"
    for target in tree.xpath("//@hx-target"):
        if whole and target.startswith("#"):
            assert tree.xpath(f"//*[@id='{target[1:]}']"), f"hx-target {target} is not there"
    words = readable(tree)
    assert not UUID.search(words), f"an id is to be read: {UUID.search(words)}"
    assert not UNTRANSLATED.search(words), f"untranslated: {UNTRANSLATED.search(words)}"
    return tree


def filled(form: Any) -> dict[str, list[str]]:
    """What a browser sends of a form in which nobody touched anything (`post` adds the CSRF token)."""
    sent: dict[str, list[str]] = {}
    for field in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
        if field.get("name") == "csrf_token" or field.xpath("ancestor::template"):
            continue
        value = field.get("value", "")
        if field.tag == "textarea":
            value = (field.text or "").removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
        elif field.tag == "select":
            options = field.xpath(".//option[@selected]") or field.xpath(".//option[1]")
            value = options[-1].get("value") if options else ""
        elif field.get("type") in ("checkbox", "radio"):
            if field.get("checked") is None:
                continue
        elif field.get("type") not in ("hidden", None):
            value = re.sub(r"[\r\n]", "", value)
        sent.setdefault(field.get("name"), []).append(value)
    return sent


class Browser:
    """A browser of one person, without scripts."""

    def __init__(self, app: Flask, who: str | None) -> None:
        self.client: FlaskClient = app.test_client()
        if who is not None:
            self.client.set_cookie("kontor_session", cast.session_token(who))

    def get(self, path: str, *, status: int = 200, part: str | None = None, check: bool = True) -> Any:
        """The page (or its part, as htmx asks for it) as a tree."""
        response = self.raw("GET", path, part=part)
        assert response.status_code == status, (path, response.status_code, response.text[:2000])
        return lint(response.text, whole=part is None) if check else response

    def raw(self, method: str, path: str, *, part: str | None = None, **kwargs: Any) -> TestResponse:
        """Any request, unchecked."""
        headers = dict(kwargs.pop("headers", {}))
        if part is not None:
            headers |= {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": f"div#{part}"}
        return alone(self.client.open, path, method=method, headers=headers, **kwargs)

    def token(self, path: str = "/profile") -> str:
        """The CSRF token of this browser."""
        page = html.document_fromstring(self.raw("GET", path).text)
        return str(page.xpath("//input[@name='csrf_token']/@value")[0])

    def post(self, path: str, data: dict[str, Any] | None = None, *, part: str | None = None) -> TestResponse:
        """A form as the browser sends it, with the CSRF token."""
        fields = {"csrf_token": self.token(), **(data or {})}
        return self.raw("POST", path, part=part, data=fields)


class Pages:
    """The browsers of the cast; `pages(None)` is nobody."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, who: str | None) -> Browser:
        return Browser(self.app, who)


class Client:
    """An API client of one person."""

    def __init__(self, app: Flask, who: str | None) -> None:
        self.client, self.contract = app.test_client(), contract_of(app)
        self.headers = {"Authorization": f"Bearer {cast.api_token(who)}"} if who else {}

    def send(self, method: str, path: str, *, headers: Any = None, **kwargs: Any) -> TestResponse:
        """Any request; every answer must be what the OpenAPI document says."""
        answer = alone(
            self.client.open, path, method=method, headers={**self.headers, **(headers or {})}, **kwargs
        )
        if path.startswith("/api"):
            self.contract.hold(method, path, answer)
        return answer

    def call(self, method: str, path: str, body: Any = None, *, status: int, headers: Any = None) -> Any:
        """One call; gives the parsed answer."""
        sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        response = self.send(method, path, headers=headers, **sent)
        assert response.status_code == status, (method, path, response.status_code, response.text[:1500])
        self.last = response
        if status >= 400:
            return response.get_json(force=True)
        return response.get_json() if response.mimetype == "application/json" else response

    def get(self, path: str, status: int = 200, **kwargs: Any) -> Any:
        return self.call("GET", path, status=status, **kwargs)

    def post(self, path: str, body: Any = None, status: int = 201, **kwargs: Any) -> Any:
        return self.call("POST", path, body, status=status, **kwargs)

    def put(self, path: str, body: Any, status: int = 200, **kwargs: Any) -> Any:
        return self.call("PUT", path, body, status=status, **kwargs)

    def patch(self, path: str, body: Any, status: int = 200, **kwargs: Any) -> Any:
        return self.call("PATCH", path, body, status=status, **kwargs)

    def delete(self, path: str, status: int = 204, **kwargs: Any) -> Any:
        return self.call("DELETE", path, status=status, **kwargs)


class Api:
    """The API clients of the cast; `api(None)` shows no token."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, who: str | None) -> Client:
        return Client(self.app, who)
