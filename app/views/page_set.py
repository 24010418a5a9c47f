"""The five pages that are alike for every kind of record, registered in one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.forms.form import Form
from app.links.keeping import check_unused
from app.links.kinds import Kind
from app.views import records
from app.views.records import FORM, Action
from app.web.guard import needs

FormOf = type[Form] | Callable[[], type[Form]]
"""A form, or what chooses it for the viewer."""


def pages(
    blueprint: Blueprint,
    kind: Kind,
    address: str,
    form: FormOf,
    *,
    change: Action,
    delete: Action,
    create: Action | None = None,
    page: str | None = None,
    home: str = "show",
    defaults: Callable[[], Mapping[str, Any]] = dict,
    then: Callable[[Any], str] | None = None,
    question: Callable[[Any], str] | None = None,
    repeats: tuple[str, ...] = (),
    refuse: Callable[..., None] = check_unused,
) -> None:
    """The pages under an address, with the permissions of the kind; the actions are those of `records`.

    Without `create` there is no `new`, without `page` (a template) no `show`: such a view is written out
    beside. `home` is the page that people come back to, `then` where a new record leads instead; `defaults`
    are what a new one begins with, `repeats` what the next new one has of it, `question` is what is asked
    before one is deleted, unless `refuse` says no.
    """
    module, one = kind.module, f"{address}/<uuid:id>"

    def chosen() -> type[Form]:
        return form if isinstance(form, type) else form()

    def homes() -> dict[str, Any]:
        url = kind.url("index")
        return {"then": lambda _record: url, "cancel_url": url} if home == "index" else {}

    @blueprint.get(address, endpoint="index")
    @needs(f"{module}:read")
    def index() -> Response:
        return records.index(kind)

    if create is not None:

        @blueprint.route(f"{address}/new", methods=FORM, endpoint="new")
        @needs(f"{module}:write")
        def new() -> Response:
            more = homes() | ({"then": then} if then else {})
            return records.new(kind, chosen(), create, defaults=defaults(), repeats=repeats, **more)

    if page is not None:

        @blueprint.get(one, endpoint="show")
        @needs(f"{module}:read")
        def show(id: UUID) -> Response:
            return records.show(kind, id, page)

    @blueprint.route(f"{one}/edit", methods=FORM, endpoint="edit")
    @needs(f"{module}:write")
    def edit(id: UUID) -> Response:
        return records.edit(kind, id, chosen(), change, **homes())

    @blueprint.route(f"{one}/delete", methods=FORM, endpoint="delete")
    @needs(kind.deletion)
    def remove(id: UUID) -> Response:
        return records.delete(
            kind, id, delete, text=question, cancel_url=homes().get("cancel_url"), refuse=refuse
        )
