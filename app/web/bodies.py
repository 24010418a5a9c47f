"""Reading bodies: JSON with exact numbers and a size limit, parts with files; a clear answer otherwise."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

LARGEST_BODY = 1024 * 1024
LONGEST_NUMBER = 64


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _decimal(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("number too long")
    return Decimal(text)


def _integer(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("number too long")
    return int(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    "".join(found).encode()  # names stand in answers: a lone surrogate is no text (a ValueError too)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def bad_request(sentence: str) -> BadRequest:
    """A 400 whose sentence is ours, so that it is shown."""
    error = BadRequest(sentence)
    error.is_ours = True  # type: ignore[attr-defined]
    return error


def read_object(*, may_be_empty: bool = False) -> dict[str, Any]:
    """The JSON object of this request. 415 for another type, 413 over 1 MiB, 400 when it is no object."""
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge()
    # One byte more than there may be: what a chunked body has beyond its limit is cut off without a word.
    request.max_content_length = LARGEST_BODY + 1
    raw = request.get_data(cache=True)
    if len(raw) > LARGEST_BODY:
        raise RequestEntityTooLarge()
    if not raw and may_be_empty:
        return {}
    if request.mimetype != "application/json":
        raise UnsupportedMediaType()
    try:
        body = json.loads(
            raw.decode(),
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_no_constant,
            object_pairs_hook=_once,
        )
    except (ValueError, ArithmeticError, RecursionError):
        raise bad_request(_("The body is not valid JSON.")) from None
    if not isinstance(body, dict):
        raise bad_request(_("The body must be a JSON object."))
    return body


def read_parts() -> dict[str, list[Any]]:
    """The parts of this multipart body by name: texts, and files as `FileStorage`.

    415 for another type, 413 over the largest upload, 400 when it has no part that can be read.
    """
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType()
    parts: dict[str, list[Any]] = {}
    for name, part in (*request.form.items(multi=True), *request.files.items(multi=True)):
        parts.setdefault(name, []).append(part)
    if not parts:
        raise bad_request(_("The body is not valid multipart/form-data."))
    return parts
