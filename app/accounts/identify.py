"""Recognising people: by their session cookie, or by an API token."""

from __future__ import annotations

from flask import current_app, request
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from app.accounts import actions, queries, rules
from app.database import db, utc_now
from app.permissions import Viewer
from app.web import guard

COOKIE = "kontor_session"


def identify() -> tuple[Viewer | None, bool]:
    """The person behind this request, and whether a token was shown. A wrong token is a 401 at once."""
    header = request.headers.get("Authorization")
    if header is not None and (guard.is_api() or header.lower().startswith("bearer ")):
        return _by_token(header), True
    token = request.cookies.get(COOKIE)
    return (_by_session(token) if token else None), False


def _by_token(header: str) -> Viewer:
    kind, _blank, token = header.partition(" ")
    now = utc_now()
    found = queries.find_token(token.strip(), now) if kind.lower() == "bearer" else None
    if found is None:
        raise Unauthorized()
    viewer, token_id = queries.viewer_of(found.employee), found.id
    if found.used_at is None or found.used_at <= now - rules.SEEN_EVERY:
        db.session.rollback()
        actions.note_token_use(token_id, now)
    return viewer


def _by_session(token: str) -> Viewer | None:
    now = utc_now()
    found = queries.find_session(token, now)
    if found is None:
        return None
    viewer, session_id, created_at = queries.viewer_of(found.employee, found.id), found.id, found.created_at
    if found.seen_at <= now - rules.SEEN_EVERY:
        db.session.rollback()
        actions.keep_alive(session_id, created_at, now)
    return viewer


def set_cookie(response: Response, token: str) -> None:
    """Hands the session to the browser."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(rules.LONGEST.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


def clear_cookie(response: Response) -> None:
    """Takes the session from the browser."""
    response.delete_cookie(
        COOKIE, httponly=True, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"]
    )
