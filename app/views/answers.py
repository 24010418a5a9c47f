"""What a page answers when something is done: a message, another page, or events for the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlsplit

from flask import flash, get_flashed_messages, make_response, redirect
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from app.web import guard
from app.web.mending import Link, Told

MADE = "made"
"""The kind of a message that people do not read: the id of the record that they made or changed."""


def message(text: str, kind: str = "success", *, made: Any = None) -> None:
    """A message that the next page shows, with its links; the list one comes back to marks what is `made`."""
    flash(json.dumps([str(text), getattr(text, "links", ())]), kind)
    if made is not None:
        flash(str(made), MADE)


def flashed() -> list[tuple[str, Told]]:
    """The messages for this page, each with its kind."""
    found = []
    for kind, kept in cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True)):
        if kind != MADE:
            text, links = json.loads(kept)
            found.append((kind, Told(text, (Link(*link) for link in links))))
    return found


def last_made() -> str:
    """The id of the record that the last request made or changed, or nothing."""
    return next(iter(cast("list[str]", get_flashed_messages(category_filter=[MADE]))), "")


def go(url: str, *, gone: str | None = None) -> Response:
    """On to another page: 303, or the same for htmx.

    `gone` is the address of a record that is no more: the browser's Back leads past its pages.
    """
    if guard.is_htmx():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = iri_to_uri(url)  # headers are latin-1
        if gone:
            response.headers["HX-Gone"] = gone
        return response
    return redirect(url, 303)


def ask(url: str) -> Response:
    """A question has to be answered first: its page, opened as a dialog where the page can do that."""
    if not guard.is_partial():
        return go(url)
    response = make_response("", 200)
    response.headers["HX-Reswap"] = "none"
    response.headers["HX-Trigger"] = json.dumps({"kontor:ask": {"url": url}})
    return response


def done(text: str, events: Mapping[str, Any] | None = None, *, made: Any = None) -> Response:
    """Done within a dialog or a fragment: a toast, events for the page, the dialog closes."""
    response = make_response("", 200)
    response.headers["HX-Reswap"] = "none"
    links = [link._asdict() for link in getattr(text, "links", ())]
    marked = {} if made is None else {"kontor:made": {"id": str(made)}}
    toast = {"kind": "success", "text": text, "links": links}
    told = {"kontor:toast": toast, "kontor:close": {}, **marked, **(events or {})}
    response.headers["HX-Trigger"] = json.dumps(told)
    return response


def safe_next(target: str | None, otherwise: str = "/") -> str:
    """An address of our own to go back to; anything that could lead elsewhere becomes `otherwise`."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    if any(ord(sign) < 33 or sign == "\\" for sign in target):
        return otherwise
    parts = urlsplit(target)
    return otherwise if parts.scheme or parts.netloc else target
