"""Who asks, and may they? Closed by default: an endpoint that states no permission answers nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request, url_for
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from app.extensions import csrf
from app.permissions import IN_PERSON, PUBLIC, UNIDENTIFIED, Viewer

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

Identify = Callable[[], tuple[Viewer | None, bool]]


def needs(permission: str, *, in_person: bool = False) -> Callable[[View], View]:
    """States what an endpoint needs: `module:action`, or one of the words in `permissions`.

    With `in_person` a token does not open it, whatever its owner may.
    """

    def state(view: View) -> View:
        view.needs = permission  # type: ignore[attr-defined]
        view.in_person = in_person or permission == IN_PERSON  # type: ignore[attr-defined]
        return view

    return state


def permission_of(app: Flask, endpoint: str) -> str | None:
    """What an endpoint states, None when it states nothing."""
    if endpoint == "static":
        return UNIDENTIFIED
    return cast("str | None", getattr(app.view_functions.get(endpoint), "needs", None))


def is_in_person(app: Flask, endpoint: str) -> bool:
    """Whether an endpoint is for people with a browser only."""
    return bool(getattr(app.view_functions.get(endpoint), "in_person", False))


def identify_with(app: Flask, identify: Identify) -> None:
    """Registers how people are recognised: gives the viewer and whether a token was shown."""
    app.extensions["identify"] = identify


def viewer() -> Viewer:
    """The person who is signed in; 401 when nobody is."""
    found = g.get("viewer")
    if found is None:
        raise Unauthorized()
    return cast(Viewer, found)


def current() -> Viewer | None:
    """The person who is signed in, None when nobody is."""
    return cast("Viewer | None", g.get("viewer"))


def is_api() -> bool:
    """Whether the answer must be JSON."""
    return request.path == "/api" or request.path.startswith("/api/")


def is_partial() -> bool:
    """Whether htmx asks for a part of a page (not the back button, not a whole page)."""
    return request.headers.get("HX-Request-Type") == "partial"


def is_htmx() -> bool:
    """Whether the request comes from htmx at all."""
    return request.headers.get("HX-Request") == "true"


def _send_to_sign_in() -> Response | None:
    if is_api() or is_htmx():
        raise Unauthorized()
    back = request.full_path.rstrip("?") if request.method in SAFE_METHODS else "/"
    return redirect(url_for("accounts.sign_in") + (f"?next={quote(back)}" if back != "/" else ""))


def check() -> Response | None:
    """Runs before every request: recognises the person, then holds the door or opens it."""
    if request.endpoint is None:
        if request.routing_exception is not None:
            g.viewer, _ = _identify_quietly()
        return None
    needed = permission_of(current_app, request.endpoint)
    if needed == UNIDENTIFIED:
        g.viewer, g.company_name = None, ""  # nothing here asks the database
        return None
    g.viewer, by_token = current_app.extensions["identify"]()
    if needed is None:
        raise Forbidden()
    if needed != PUBLIC:
        if g.viewer is None:
            return _send_to_sign_in()
        if not g.viewer.may(needed) or (by_token and is_in_person(current_app, request.endpoint)):
            raise Forbidden()
    if request.method not in SAFE_METHODS and not by_token:
        csrf.protect()
    return None


def _identify_quietly() -> tuple[Viewer | None, bool]:
    try:
        return cast("tuple[Viewer | None, bool]", current_app.extensions["identify"]())
    except Unauthorized:
        return None, False


def init(app: Flask) -> None:
    """Puts the guard before every request."""
    app.before_request(check)
    app.jinja_env.globals["viewer"] = LocalProxy(lambda: g.get("viewer"))
