"""The doors of the JSON API: create, show, list, replace, change, delete (docs/api.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app, request, url_for
from werkzeug.wrappers import Response

from app.database import answered
from app.values.refusals import InvalidValue, Stale
from app.web.bodies import read_object
from app.web.forms import Form, InvalidInput, Nothing, validated
from app.web.outputs import Output, dumps
from app.web.sliced import ApiList

View = TypeVar("View", bound=Callable[..., Any])
_ETAG = re.compile(r'(?:W/)?"v(\d{1,9})"')


@dataclass(frozen=True)
class Operation:
    """What one address of the API takes and gives, for the OpenAPI document."""

    summary: str
    takes: type[Form] | None = None
    partial: bool = False
    gives: Output | None = None
    listing: Any = None
    status: int = 200
    content_type: str = "application/json"
    nullable: bool = False


def operation(
    summary: str,
    *,
    takes: type[Form] | None = None,
    partial: bool = False,
    gives: Output | None = None,
    listing: Any = None,
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


def expected_version() -> int | None:
    """The version that `If-Match` asks for, None for any. Raises `Stale` when it cannot match."""
    header = request.headers.get("If-Match", "").strip()
    if not header or header == "*":
        return None
    tags = [_ETAG.fullmatch(part.strip()) for part in header.split(",")]
    versions = [int(tag[1]) for tag in tags if tag]
    if len(versions) != 1:
        raise Stale()
    return versions[0]


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
    """PUT, and PATCH with `partial`: the changed object. 412 when `If-Match` does not hold."""
    version = expected_version()
    values = validated(form_class, stored, partial=partial)
    return answered(lambda: action(values, version), lambda record: show(record, output))


def delete(action: Callable[[int | None], Any]) -> Response:
    """204."""
    action(expected_version())
    return current_app.response_class(status=204)


def act(form_class: type[Form], action: Callable[[dict[str, Any]], Any], output: Output) -> Response:
    """Another verb: 200 and the object."""
    if form_class is Nothing:
        unknown = read_object(may_be_empty=True)
        if unknown:
            raise InvalidValue(field=next(iter(unknown)))
        values: dict[str, Any] = {}
    else:
        values = validated(form_class)
    return answered(lambda: action(values), lambda record: show(record, output))


def listing(listing: Any, output: Output, **fixed: Any) -> Response:
    """The envelope of a list: items, total, limit, offset, and what the list adds of its own."""
    wanted = ApiList(listing, request.args, fixed)
    found = wanted.records()
    body = {
        "items": [output(record) for record in found],
        "total": wanted.exact_count(),
        "limit": wanted.limit,
        "offset": wanted.offset,
    }
    return answer(body | wanted.api_sums())


__all__ = [
    "InvalidInput",
    "act",
    "answer",
    "create",
    "delete",
    "expected_version",
    "listing",
    "operation",
    "replace",
    "show",
]
