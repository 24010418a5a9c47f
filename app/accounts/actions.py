"""Signing in and out, passwords, tokens, and the first administrator."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, or_, select, text, update

from app.accounts import queries, rules, secrets
from app.accounts.models import Account, ApiToken, FailedAttempt, Session
from app.audit import actions as audit
from app.company.actions import create_company
from app.company.queries import get_company
from app.database import atomic, db, hold, is_postgresql, jot
from app.links.keeping import goes_with
from app.people.actions import (
    create_employee,
    create_first_roles,
    ends_with_inactivity,
)
from app.people.models import Employee, Role
from app.people.queries import count_employees, find_by_email, find_role
from app.people.rules import MoreThanYouMay
from app.permissions import ADMINISTRATION, Viewer, flat
from app.values.texts import N_
from app.web.logs import log

DEMO_PASSWORD = "demo-kontor"


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value.strip().lower()}".encode("utf-8", "surrogatepass")).hexdigest()


def _keys(email: str, address: str) -> tuple[tuple[str, int], ...]:
    """What attempts are counted by, and how many of each are let in within the window."""
    return (
        (_key("account and address", f"{email}|{address}"), rules.PER_ACCOUNT),
        (_key("account", email), rules.PER_ACCOUNT_ANYWHERE),
        (_key("address", address), rules.PER_ADDRESS),
    )


@atomic
def _reserve(email: str, address: str, now: datetime) -> list[UUID]:
    """Counts an attempt before its password is looked at, so that many at once get no more guesses.

    Raises `TooManyAttempts` while this account or this address has failed too often.
    """
    if is_postgresql():  # one attempt after the other is counted
        db.session.execute(text("SELECT pg_advisory_xact_lock(7105)"))
    db.session.execute(delete(FailedAttempt).where(FailedAttempt.at < now - timedelta(days=1)))
    reserved = []
    for key, allowed in _keys(email, address):
        until = rules.waits_until(queries.failures(key, now), allowed, now)
        if until is not None:
            wait = (until - now).total_seconds()
            refusal = rules.TooManyAttempts(minutes=math.ceil(wait / 60))
            refusal.retry_after = math.ceil(wait)  # type: ignore[attr-defined]
            raise refusal
        reserved.append(FailedAttempt(key=key, at=now))
    db.session.add_all(reserved)
    db.session.flush()
    return [attempt.id for attempt in reserved]


@atomic
def _release(reserved: list[UUID]) -> None:
    db.session.execute(delete(FailedAttempt).where(FailedAttempt.id.in_(reserved)))


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
    reserved = _reserve(email, address, now)
    employee = find_by_email(email)
    kept = queries.kept_password(employee.id) if employee is not None else None
    if not _usable(employee, kept, password):
        log.warning("sign-in refused", extra={"facts": {"address": address}})
        raise rules.WrongCredentials()
    assert employee is not None
    _release(reserved)
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
    for key, _allowed in _keys(employee.email, address)[:2]:
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


@atomic
def _keep_password(employee_id: UUID, kept: str, now: datetime, by: Viewer | None) -> None:
    employee = db.session.get_one(Employee, employee_id)
    hold(employee)  # whoever signs in at this moment waits, and looks at the new password
    account = db.session.get(Account, employee_id, populate_existing=True)
    if account is None:
        account = Account(employee_id=employee_id, password_hash=kept, changed_at=now)
        db.session.add(account)
    account.password_hash, account.changed_at = kept, now
    keep = by.session_id if by is not None and by.id == employee_id else None
    ended = delete(Session).where(Session.employee_id == employee_id)
    db.session.execute(ended.where(Session.id != keep) if keep else ended)
    db.session.execute(delete(ApiToken).where(ApiToken.employee_id == employee_id))
    audit.note("password_changed", employee, by=by, text=N_("Password changed"))


def set_password(employee: Employee, password: str, *, by: Viewer | None, now: datetime) -> None:
    """Sets a password and ends the person's other sessions."""
    rules.check_password(password, email=employee.email)
    _keep_password(employee.id, secrets.password_hash(password), now, by)


def change_password(password: str, new_password: str, *, by: Viewer, address: str, now: datetime) -> None:
    """A person's own password; the present one must be given."""
    _check_own_password(password, by, address, now)
    rules.check_password(new_password, email=by.email)
    _keep_password(by.id, secrets.password_hash(new_password), now, by)


def _check_own_password(password: str, by: Viewer, address: str, now: datetime) -> None:
    """Raises `WrongPassword`; guessing is throttled as at signing in."""
    reserved = _reserve(by.email, address, now)
    if not secrets.holds(queries.kept_password(by.id), password):
        raise rules.WrongPassword()
    _release(reserved)


def give_access(employee: Employee, password: str, *, by: Viewer, address: str, now: datetime) -> str:
    """A new password for somebody else who may no more than `by`, whose own `password` is asked for."""
    if employee.id == by.id:
        raise rules.OwnAccess()
    _check_own_password(password, by, address, now)
    made = secrets.new_password()
    _keep_given(employee, secrets.password_hash(made), now, by)
    return made


@atomic
def _keep_given(employee: Employee, kept: str, now: datetime, by: Viewer) -> None:
    hold(employee)
    if not flat(db.session.get_one(Role, employee.role_id).permissions) <= by.permissions:
        raise MoreThanYouMay()
    _keep_password(employee.id, kept, now, by)


@atomic
def create_token(values: Mapping[str, Any], *, employee_id: UUID, by: Viewer | None, now: datetime) -> str:
    """A personal token; gives it in clear, the only time. Without `days` it holds until it is revoked."""
    name, days = values["name"], values["days"]
    taken = select(ApiToken.id).where(ApiToken.employee_id == employee_id, ApiToken.name == name)
    if db.session.scalar(taken):
        raise rules.TokenNameIsTaken()
    token = secrets.new_token(queries.TOKEN_PREFIX)
    kept = ApiToken(
        employee_id=employee_id,
        name=name,
        token_hash=secrets.token_hash(token),
        created_at=now,
        ends_at=now + timedelta(days=days) if days else None,
    )
    db.session.add(kept)
    audit.created(kept, by=by)
    return token


@atomic
def revoke_token(token: ApiToken, *, by: Viewer) -> None:
    """Ends a token at once."""
    audit.deleted(token, by=by)
    db.session.delete(token)


def _setup_file() -> Path:
    return Path(current_app.config["DATA_DIR"]) / "setup_token"


def offer_setup() -> str | None:
    """The secret part of the address where the first administrator is made; None once somebody exists."""
    if count_employees():
        _setup_file().unlink(missing_ok=True)
        return None
    token = secrets.new_token()
    _setup_file().touch(mode=0o600)
    _setup_file().write_text(secrets.token_hash(token))
    return token


def setup_is_open(token: str) -> bool:
    """Whether this is the address that was printed, and nobody exists yet."""
    try:
        kept = _setup_file().read_text()
    except FileNotFoundError:
        return False
    return kept == secrets.token_hash(token) and count_employees() == 0


@atomic
def _create_first(values: Mapping[str, Any], kept: str, now: datetime) -> Employee:
    if count_employees():
        raise rules.SetupIsOver()
    create_company({"name": values["company_name"]})
    create_first_roles()
    role = find_role(ADMINISTRATION)
    assert role is not None
    person = {name: values[name] for name in ("firstname", "lastname", "email")}
    employee = create_employee({**person, "role_id": role.id}, by=None, now=now)
    db.session.add(Account(employee_id=employee.id, password_hash=kept, changed_at=now))
    return employee


def create_first_administrator(token: str, values: Mapping[str, Any], *, now: datetime) -> Employee:
    """The first person, through the address that is valid once."""
    if not setup_is_open(token):
        raise rules.SetupIsOver()
    rules.check_password(values["new_password"], email=values["email"])
    employee = _create_first(values, secrets.password_hash(values["new_password"]), now)
    _setup_file().unlink(missing_ok=True)
    return employee


@ends_with_inactivity
def _shut_out(employee_id: UUID) -> None:
    for table in (Session, ApiToken):
        db.session.execute(delete(table).where(table.employee_id == employee_id))


@goes_with("employee")
def _forget(_kind: str, ids: Collection[UUID], _by: Viewer | None) -> None:
    for table in (Account, Session, ApiToken):
        db.session.execute(delete(table).where(table.employee_id.in_(ids)))
