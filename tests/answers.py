"""Every answer of the API is held to what /api/openapi.json says of it; the clients of the tests ask here."""

from __future__ import annotations

import json
import re
from contextvars import Context
from functools import cached_property
from typing import Any

import jsonschema_rs
from flask import Flask
from werkzeug.exceptions import HTTPException, default_exceptions
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from app.views.openapi import document

ENGLISH = {one.description for one in default_exceptions.values()}
"""What werkzeug says of errors; people and programs read our own sentences."""
NEEDED = {401: "WWW-Authenticate", 405: "Allow", 429: "Retry-After", 503: "Retry-After"}
"""Which header an answer of this status cannot be without."""


def closed(schema: Any) -> Any:
    """The same schema, where an object has the properties that are described and no others."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: closed(one) for name, one in schema.items()}
    if "properties" in found:
        found.setdefault("additionalProperties", False)
    return found


class Contract:
    """The OpenAPI document of an application as something that answers can break."""

    def __init__(self, app: Flask) -> None:
        self.app, self.views = app, dict(app.view_functions)
        self._validators: dict[tuple[str, ...], Any] = {}

    @cached_property
    def document(self) -> dict[str, Any]:
        def read() -> dict[str, Any]:
            with self.app.test_request_context():
                return document()

        return Context().run(read)

    def _place(self, path: str, method: str) -> dict[str, Any] | None:
        """What is described of this address, None where nothing answers or where a test put its own view."""
        try:
            rule, _arguments = self.app.url_map.bind("").match(
                path.partition("?")[0], method, return_rule=True
            )
        except (HTTPException, RequestRedirect):
            return None
        view = self.app.view_functions[rule.endpoint]
        if view is not self.views.get(rule.endpoint):
            return None
        for first in self.app.url_map.iter_rules():  # an alias is described under its first address
            place = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", first.rule)
            if self.app.view_functions[first.endpoint] is view and place in self.document["paths"]:
                return self.document["paths"][place].get(method.lower())
        return None

    def _check(self, key: tuple[str, ...], schema: dict[str, Any], value: Any) -> None:
        if key not in self._validators:
            whole = {**closed(schema), "components": closed(self.document["components"])}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        errors = [
            f"{error.instance_path}: {error.message}" for error in self._validators[key].iter_errors(value)
        ]
        assert not errors, (*key, errors)

    def hold(self, method: str, path: str, answer: TestResponse) -> None:
        """Raises `AssertionError` where an answer is not what the document says."""
        status = str(answer.status_code)
        if answer.status_code >= 400:
            self._hold_problem(answer)
            return
        described = self._place(path, method)
        if described is None:
            return
        assert status in described["responses"], (method, path, f"{status} is not described")
        content = described["responses"][status].get("content")
        if content is None:
            assert not answer.data, (method, path, "a body where none is described")
            return
        assert answer.mimetype in content, (method, path, answer.mimetype)
        if answer.mimetype == "application/json":
            schema = content["application/json"]["schema"]
            self._check((described["operationId"], status), schema, json.loads(answer.data))
        if status == "201":
            self._hold_location(answer)

    def _hold_location(self, answer: TestResponse) -> None:
        endpoint, found = self.app.url_map.bind("").match(answer.headers["Location"], "GET")
        assert endpoint.endswith(".show") and str(found["id"]) == json.loads(answer.data)["id"]

    def _hold_problem(self, answer: TestResponse) -> None:
        assert answer.mimetype == "application/problem+json", answer.mimetype
        problem = json.loads(answer.data)
        self._check(("Problem",), {"$ref": "#/components/schemas/Problem"}, problem)
        assert problem["status"] == answer.status_code
        assert problem["title"] and problem["detail"]
        assert problem["detail"] not in ENGLISH, problem["detail"]
        if needed := NEEDED.get(answer.status_code):
            assert answer.headers.get(needed), f"a {answer.status_code} without {needed}"


def contract_of(app: Flask) -> Contract:
    """The contract of an application, read once."""
    found: Contract = app.extensions.setdefault("contract of the tests", Contract(app))
    return found
