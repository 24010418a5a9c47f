"""The addresses that every business object has in the API, declared once per object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.forms.form import Form
from app.lists.listing import Listing
from app.permissions import Viewer
from app.views import json
from app.views.contracts import Output
from app.views.json import operation
from app.web import guard
from app.web.guard import needs


def resource(
    api: Blueprint,
    path: str,
    word: str,
    *,
    module: str,
    listing: Listing,
    form: type[Form],
    output: Output,
    get: Callable[[UUID, Viewer], Any],
    create: Callable[[dict[str, Any], Viewer], Any],
    change: Callable[[Any, dict[str, Any], int | None, Viewer], Any],
    delete: Callable[[Any, int | None, Viewer], Any],
) -> None:
    """List, create, show, replace, change, delete under `path`; the endpoints are `list_<word>s` …

    `module` names the permissions (`<module>:read`, `write`, `delete`). The functions get the viewer and call
    the domain's query and actions.
    """
    one, phrase = f"{path}/<uuid:id>", word.replace("_", " ")

    @api.get(path, endpoint=f"list_{word}s")
    @needs(f"{module}:read")
    @operation(f"List: {phrase}", listing=listing, gives=output)
    def list_all() -> Response:
        return json.listing(listing, output)

    @api.post(path, endpoint=f"create_{word}")
    @needs(f"{module}:write")
    @operation(f"Add: {phrase}", takes=form, gives=output, status=201)
    def create_one() -> Response:
        place = f"{api.name}.show_{word}"
        return json.create(form, lambda values: create(values, guard.viewer()), output, place)

    @api.get(one, endpoint=f"show_{word}")
    @needs(f"{module}:read")
    @operation(f"Show: {phrase}", gives=output)
    def show_one(id: UUID) -> Response:
        return json.show(get(id, guard.viewer()), output)

    @api.put(one, endpoint=f"replace_{word}")
    @needs(f"{module}:write")
    @operation(f"Replace: {phrase}", takes=form, gives=output)
    def replace_one(id: UUID) -> Response:
        viewer = guard.viewer()
        found = get(id, viewer)
        return json.replace(
            form, found, lambda values, version: change(found, values, version, viewer), output
        )

    @api.patch(one, endpoint=f"change_{word}")
    @needs(f"{module}:write")
    @operation(f"Change a part: {phrase}", takes=form, partial=True, gives=output)
    @json.lays_over
    def change_one(id: UUID) -> Response:
        viewer = guard.viewer()
        found = get(id, viewer)
        return json.replace(
            form, found, lambda values, version: change(found, values, version, viewer), output, partial=True
        )

    @api.delete(one, endpoint=f"delete_{word}")
    @needs(f"{module}:delete")
    @operation(f"Delete: {phrase}", status=204)
    def delete_one(id: UUID) -> Response:
        viewer = guard.viewer()
        found = get(id, viewer)
        return json.delete(found, lambda version: delete(found, version, viewer))
