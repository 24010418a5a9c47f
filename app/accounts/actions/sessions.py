"""Signing in and out, and what notes that somebody was here."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, or_, update

from app.accounts import queries, rules, secrets
from app.accounts.actions.attempts import keys, release, reserve
from app.accounts.models import ApiToken, FailedAttempt, Session
from app.audit import actions as audit
from app.company.queries import get_company
from app.database import atomic, db, hold, jot
from app.people.actions import ends_with_inactivity
from app.people.models import Employee
from app.people.queries import find_by_email
from app.permissions import Viewer
from app.values.texts import N_
from app.web.logs import log

DEMO_PASSWORD = "demo-kontor"


def _usable(employee: Employee | None, kept: str | None, password: str) -> bool:
    fits = secrets.holds(kept, password)
    if not fits or employee is None or employee.status == "inactive":
        return False
    if password == DEMO_PASSWORD:
        return bool(get_company().is_demonstration) and current_app.config["APP_ENV"] != "production"
    return True


def sign_in(
    email: str, password: str, *, address: str, browser: str, now: datetime, former: str | None = None
) -> tuple[str, Viewer]:
    """A new session: the token for the cookie, and who it is. Ends that of `former`, the browser's cookie.

    Raises `WrongCredentials`, the same for a wrong password, an unknown address and an inactive person, and
    `TooManyAttempts`. The password is checked before the writing transaction begins.
    """
    reserved = reserve(email, address, now)
    employee = find_by_email(email)
    kept = queries.kept_password(employee.id) if employee is not None else None
    if not _usable(employee, kept, password):
        log.warning("sign-in refused", extra={"facts": {"address": address}})
        raise rules.WrongCredentials()
    assert employee is not None
    release(reserved)
    return _open_session(employee, kept, address, browser, now, former)


@atomic
def _open_session(
    employee: Employee, kept: str | None, address: str, browser: str, now: datetime, former: str | None
) -> tuple[str, Viewer]:
    hold(employee)
    if queries.kept_password(employee.id) != kept or employee.status == "inactive":
        raise rules.WrongCredentials()  # it was changed while this one was being checked
    if former:
        db.session.execute(delete(Session).where(Session.token_hash == secrets.token_hash(former)))
    token = secrets.new_token()
    session = Session(
        employee_id=employee.id,
        token_hash=secrets.token_hash(token),
        created_at=now,
        seen_at=now,
        ends_at=rules.session_ends(now, now),
        address=address[:64],
        browser=browser[:200],
    )
    db.session.add(session)
    db.session.execute(delete(Session).where(Session.ends_at < now - timedelta(days=30)))
    for key, _allowed in keys(employee.email, address)[:2]:
        db.session.execute(delete(FailedAttempt).where(FailedAttempt.key == key))
    db.session.flush()
    viewer = queries.viewer_of(employee, session.id)
    audit.note("signed_in", employee, by=viewer, text=N_("Signed in"))
    return token, viewer


@atomic
def sign_out(session_id: UUID, *, by: Viewer) -> None:
    """Ends a session of one's own."""
    db.session.execute(delete(Session).where(Session.id == session_id, Session.employee_id == by.id))


@atomic
def end_other_sessions(*, by: Viewer) -> None:
    """Ends all of one's sessions but the present one."""
    db.session.execute(delete(Session).where(Session.employee_id == by.id, Session.id != by.session_id))


def keep_alive(session_id: UUID, created_at: datetime, now: datetime) -> None:
    """Notes that a session was used, at most once a minute, and only where that makes nobody wait."""
    seen = update(Session).where(Session.id == session_id, Session.seen_at <= now - rules.SEEN_EVERY)
    jot(seen.values(seen_at=now, ends_at=rules.session_ends(created_at, now)))


def note_token_use(token_id: UUID, now: datetime) -> None:
    """Notes when a token was used last, at most once a minute, and only where that makes nobody wait."""
    before = or_(ApiToken.used_at.is_(None), ApiToken.used_at <= now - rules.SEEN_EVERY)
    jot(update(ApiToken).where(ApiToken.id == token_id, before).values(used_at=now))


@ends_with_inactivity
def _shut_out(employee_id: UUID) -> None:
    for table in (Session, ApiToken):
        db.session.execute(delete(table).where(table.employee_id == employee_id))
