"""The OpenAPI 3.1 document, generated from routes, forms and output contracts."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from app.forms.fields import Field
from app.forms.form import Form
from app.forms.lines import Lines
from app.links.kinds import Kind
from app.lists.listing import Listing
from app.lists.registry import made_for
from app.permissions import ADMINISTRATION, FIRST_ROLES, PUBLIC, Viewer, flat
from app.views.contracts import Output
from app.views.json import Operation, answer
from app.web import guard
from app.web.guard import needs

pages = Blueprint("openapi", __name__)
_PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "incident": {"type": "string"},
    },
}


def form_schema(form_class: type[Form], partial: bool = False) -> dict[str, Any]:
    """A form as JSON Schema."""
    form = form_class(formdata=None)
    properties, required = {}, []
    for name, field in form._fields.items():
        if isinstance(field, Lines):
            properties[name] = {
                "type": "array",
                "items": form_schema(field.line_form),
                "minItems": field.least,
            }
        elif isinstance(field, Field):
            properties[name] = field.json_schema()
            if partial:  # what is not sent stays
                properties[name].pop("default", None)
        if field.required:
            required.append(name)
    for name in sorted(form_class.read_only - properties.keys()):
        properties[name] = {"readOnly": True}
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema if partial or not required else schema | {"required": required}


_ANYBODY = Viewer(UUID(int=0), "", "", "", None, "", flat(FIRST_ROLES[ADMINISTRATION]))


def _list_of(kind: Kind) -> Listing:
    """The list as it is for somebody who may see all of it."""
    return made_for(str(kind.blueprint), _ANYBODY)


def _list_parameters(listing: Listing) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": "limit", "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}},
        {"name": "offset", "schema": {"type": "integer", "minimum": 0, "default": 0}},
        {
            "name": "sort",
            "schema": {
                "type": "string",
                "enum": [sign + name for name in listing.sorts for sign in ("", "-")],
                "default": listing.api_sort,
            },
        },
    ]
    for name, field in listing.filters.items():
        schema: dict[str, Any] = dict(field.schema)
        if field.repeatable:
            schema = {"type": "array", "items": schema}
        found.append({"name": name, "schema": schema})
    return [{"in": "query", "required": False, **parameter} for parameter in found]


def _envelope(output: Output, listing: Listing) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{output.name}"}},
        "total": {"type": "integer"},
        "limit": {"type": "integer"},
        "offset": {"type": "integer"},
    }
    for one in listing.sums:
        if one.api:
            properties[one.api] = {"type": "string" if one.shape == "hours" else "number"}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _content(operation: Operation) -> dict[str, Any]:
    if operation.content_type != "application/json":
        return {operation.content_type: {"schema": {"type": "string", "format": "binary"}}}
    if operation.gives is None:
        return {"application/json": {"schema": {}}}
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{operation.gives.name}"}
    if operation.listing is not None:
        schema = _envelope(operation.gives, _list_of(operation.listing))
    if operation.nullable:
        schema = {"oneOf": [schema, {"type": "null"}]}
    return {"application/json": {"schema": schema}}


def _described(rule: Rule, operation: Operation, permission: str | None) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    success: dict[str, Any] = {"description": operation.summary}
    if operation.status != 204:
        success["content"] = _content(operation)
    parameters = [
        {
            "in": "path",
            "name": found["name"],
            "required": True,
            "schema": {"type": "string"} | ({"format": "uuid"} if found["kind"] == "uuid" else {}),
        }
        for found in _PARAMETER.finditer(rule.rule)
    ]
    if operation.listing is not None:
        parameters += _list_parameters(_list_of(operation.listing))
    described: dict[str, Any] = {
        "summary": operation.summary,
        "operationId": rule.endpoint.replace(".", "_"),
        "description": f"Needs `{permission}`.",
        "responses": {
            str(operation.status): success,
            "default": {"description": "Problem", "content": problem},
        },
    }
    if parameters:
        described["parameters"] = parameters
    if permission == PUBLIC:
        described["security"] = []
    if operation.takes is not None:
        schema = form_schema(operation.takes, operation.partial)
        sent_as = "multipart/form-data" if operation.takes.file_fields() else "application/json"
        described["requestBody"] = {"required": True, "content": {sent_as: {"schema": schema}}}
    return described


def _is_alias(endpoint: str) -> bool:
    """Whether its blueprint is registered once more under another name: the same addresses a second time."""
    registered = endpoint.rpartition(".")[0]
    return registered in current_app.blueprints and current_app.blueprints[registered].name != registered


def document() -> dict[str, Any]:
    """The whole API. Aliases answer, but are described under their first address only."""
    paths: dict[str, dict[str, Any]] = {}
    schemas: dict[str, Any] = {"Problem": PROBLEM}
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        operation = getattr(current_app.view_functions[rule.endpoint], "operation", None)
        if operation is None or _is_alias(rule.endpoint):
            continue
        place = paths.setdefault(_PARAMETER.sub(r"{\g<name>}", rule.rule), {})
        permission = guard.permission_of(current_app, rule.endpoint)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            place[method.lower()] = _described(rule, operation, permission)
        _collect(operation.gives, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kontor", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "kontor_session"},
            },
        },
        "security": [{"token": []}, {"session": []}],
    }


def _collect(output: Output | None, schemas: dict[str, Any]) -> None:
    if output is None or output.name in schemas:
        return
    schemas[output.name] = output.json_schema()
    for part in output.parts():
        _collect(part, schemas)


@pages.get("/openapi.json")
@needs(PUBLIC)
def openapi() -> Response:
    return answer(document())


openapi.operation = Operation("This document")  # type: ignore[attr-defined]
