"""The doors of the JSON API: create, show, list, replace, change, delete (docs/api.md)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import current_app, request, url_for
from werkzeug.wrappers import Response

from app.database import answered, utc_now
from app.forms.form import Form, InvalidInput, Nothing, validated
from app.links.kinds import Kind
from app.lists.registry import made_for
from app.lists.slice import ApiList
from app.values.refusals import Stale
from app.views.calls import call
from app.views.contracts import DURATION, MONEY, Output, dumps
from app.web import guard

View = TypeVar("View", bound=Callable[..., Any])
ATTEMPTS = 10
"""How often a PATCH is carried out, as long as somebody else is faster each time."""


@dataclass(frozen=True)
class Operation:
    """What one address of the API takes and gives, for the OpenAPI document."""

    summary: str
    takes: type[Form] | None = None
    partial: bool = False
    gives: Output | None = None
    listing: Kind | None = None
    status: int = 200
    content_type: str = "application/json"
    nullable: bool = False


def operation(
    summary: str,
    *,
    takes: type[Form] | None = None,
    partial: bool = False,
    gives: Output | None = None,
    listing: Kind | None = None,
    status: int = 200,
    content_type: str = "application/json",
    nullable: bool = False,
) -> Callable[[View], View]:
    """States what an endpoint takes and gives; a test holds that every endpoint of the API does."""

    def state(view: View) -> View:
        view.operation = Operation(summary, takes, partial, gives, listing, status, content_type, nullable)  # type: ignore[attr-defined]
        return view

    return state


def answer(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer."""
    response = current_app.response_class(dumps(body), status, mimetype="application/json")
    response.headers.extend(dict(headers or {}))
    return response


def _tag(record: Any) -> dict[str, str]:
    version = getattr(record, "version", None)
    return {} if version is None else {"ETag": f'"v{version}"'}


def _names_versions() -> bool:
    return "If-Match" in request.headers and not request.if_match.star_tag


def expected_version(record: Any) -> int | None:
    """The record's version where `If-Match` names it, None where any will do; raises `Stale` otherwise.

    Several tags may be named. The action compares the version once more, when it holds the record.
    A weak tag counts too: that is what a proxy which compresses makes of ours.
    """
    if not _names_versions():
        return None
    version: int = record.version
    if not request.if_match.contains_weak(f"v{version}"):
        raise Stale()
    return version


def lays_over(view: View) -> View:
    """Makes a view that changes a part: it is carried out anew while somebody else was faster.

    What is stored is read and what was sent laid over it, so what others change in between would be undone.
    Who names versions in `If-Match` is told instead (412).
    """

    @functools.wraps(view)
    def once_more(*args: Any, **kwargs: Any) -> Any:
        for _attempt in range(ATTEMPTS - 1):
            try:
                return view(*args, **kwargs)
            except Stale:
                if _names_versions():
                    raise
        return view(*args, **kwargs)

    return cast(View, once_more)


def show(record: Any, output: Output) -> Response:
    """One object with its ETag."""
    return answer(output(record), headers=_tag(record))


def create(
    form_class: type[Form], action: Callable[[dict[str, Any]], Any], output: Output, endpoint: str
) -> Response:
    """201 with `Location` and the object."""
    values = validated(form_class)

    def made(record: Any) -> tuple[Any, dict[str, str]]:
        return output(record), {"Location": url_for(endpoint, id=record.id), **_tag(record)}

    body, headers = answered(lambda: action(values), made)
    return answer(body, 201, headers)


def replace(
    form_class: type[Form],
    stored: Any,
    action: Callable[[dict[str, Any], int | None], Any],
    output: Output,
    *,
    partial: bool = False,
) -> Response:
    """PUT, and PATCH with `partial` and `lays_over`: the object. 412 when `If-Match` does not hold."""
    version = expected_version(stored)
    if partial and version is None:
        version = stored.version
    values = validated(form_class, stored, partial=partial)
    return answered(lambda: action(values, version), lambda record: show(record, output))


def delete(record: Any, action: Callable[[int | None], Any]) -> Response:
    """204."""
    action(expected_version(record))
    return current_app.response_class(status=204)


def act(form_class: type[Form], action: Callable[[dict[str, Any]], Any], output: Output) -> Response:
    """Another verb: 200 and the object."""
    values = validated(form_class)
    return answered(lambda: action(values), lambda record: show(record, output))


def press(kind: Kind, id: UUID, action: Callable[..., Any], output: Output) -> Response:
    """A verb that takes no input, `action(record, version, by=, now=)`: 200 and the object."""
    found = kind.get(id, guard.viewer())
    version = expected_version(found)
    return act(
        Nothing, lambda _values: call(action, found, version, by=guard.viewer(), now=utc_now()), output
    )


_SUMS = {Decimal: MONEY, timedelta: DURATION}


def listing(kind: Kind, output: Output, **fixed: Any) -> Response:
    """The envelope of a kind's list: items, total, limit, offset, and what the list adds of its own."""
    wanted = ApiList(made_for(str(kind.blueprint), guard.viewer()), request.args, fixed)
    found = wanted.records()
    body = {
        "items": [output(record) for record in found],
        "total": wanted.exact_count(),
        "limit": wanted.limit,
        "offset": wanted.offset,
    }
    return answer(body | {name: _SUMS[type(value)].write(value) for name, value in wanted.sums().items()})


__all__ = [
    "InvalidInput",
    "act",
    "answer",
    "create",
    "delete",
    "expected_version",
    "lays_over",
    "listing",
    "operation",
    "press",
    "replace",
    "show",
]
