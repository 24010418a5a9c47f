"""The addresses that every kind of record has in the API, declared once per kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.database import utc_now
from app.forms.form import Form
from app.links.kinds import Kind
from app.views import json
from app.views.calls import call
from app.views.contracts import Output
from app.views.json import operation
from app.web import guard
from app.web.guard import needs

Action = Callable[..., Any]


def _with(action: Action, *args: Any) -> Any:
    return call(action, *args, by=guard.viewer(), now=utc_now())


def resource(
    api: Blueprint,
    kind: Kind,
    form: type[Form],
    output: Output,
    *,
    create: Action,
    change: Action,
    delete: Action,
) -> None:
    """List, create, show, replace, change and delete under the blueprint's address.

    The endpoints are `index`, `create`, `show`, `replace`, `change`, `delete`. The actions are those of the
    pages: `create(values, by=, now=)`, `change(record, values, version, by=, now=)`,
    `delete(record, version, by=, now=)`.
    """
    module, phrase, one = kind.module, kind.name.replace("_", " "), "/<uuid:id>"

    @api.get("", endpoint="index")
    @needs(f"{module}:read")
    @operation(f"List: {phrase}", listing=kind, gives=output)
    def list_all() -> Response:
        return json.listing(kind, output)

    @api.post("", endpoint="create")
    @needs(f"{module}:write")
    @operation(f"Add: {phrase}", takes=form, gives=output, status=201)
    def create_one() -> Response:
        return json.create(form, lambda values: _with(create, values), output, f"{api.name}.show")

    @api.get(one, endpoint="show")
    @needs(f"{module}:read")
    @operation(f"Show: {phrase}", gives=output)
    def show_one(id: UUID) -> Response:
        return json.show(kind.get(id, guard.viewer()), output)

    @api.put(one, endpoint="replace")
    @needs(f"{module}:write")
    @operation(f"Replace: {phrase}", takes=form, gives=output)
    def replace_one(id: UUID) -> Response:
        found = kind.get(id, guard.viewer())
        return json.replace(
            form, found, lambda values, version: _with(change, found, values, version), output
        )

    @api.patch(one, endpoint="change")
    @needs(f"{module}:write")
    @operation(f"Change a part: {phrase}", takes=form, partial=True, gives=output)
    @json.lays_over
    def change_one(id: UUID) -> Response:
        found = kind.get(id, guard.viewer())
        return json.replace(
            form, found, lambda values, version: _with(change, found, values, version), output, partial=True
        )

    @api.delete(one, endpoint="delete")
    @needs(kind.deletion)
    @operation(f"Delete: {phrase}", status=204)
    def delete_one(id: UUID) -> Response:
        found = kind.get(id, guard.viewer())
        return json.delete(found, lambda version: _with(delete, found, version))
