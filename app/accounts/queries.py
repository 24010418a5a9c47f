"""Who is behind a session or a token, and what a person sees of their own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.accounts import secrets
from app.accounts.models import Account, ApiToken, FailedAttempt, Session
from app.accounts.rules import WINDOW
from app.database import db
from app.people.models import Employee
from app.permissions import Viewer, flat
from app.values.refusals import NotThere

TOKEN_PREFIX = "kontor_"


def viewer_of(employee: Employee, session_id: UUID | None = None) -> Viewer:
    """An employee as the person who looks."""
    return Viewer(
        id=employee.id,
        firstname=employee.firstname,
        lastname=employee.lastname,
        email=employee.email,
        department_id=employee.department_id,
        role_name=employee.role.name,
        permissions=flat(employee.role.permissions),
        language=employee.language,
        timezone=employee.timezone,
        theme=employee.theme,
        single_keys=employee.single_keys,
        session_id=session_id,
    )


def find_session(token: str, now: datetime) -> Session | None:
    """The session of a cookie, with its employee and role in one query; None when it is over."""
    query = (
        select(Session)
        .options(joinedload(Session.employee).joinedload(Employee.role))
        .where(Session.token_hash == secrets.token_hash(token), Session.ends_at > now)
    )
    found = db.session.scalar(query)
    return found if found is not None and found.employee.status != "inactive" else None


def find_token(token: str, now: datetime) -> ApiToken | None:
    """The API token, with its employee and role in one query; None when it is over or revoked."""
    query = (
        select(ApiToken)
        .options(joinedload(ApiToken.employee).joinedload(Employee.role))
        .where(
            ApiToken.token_hash == secrets.token_hash(token),
            or_(ApiToken.ends_at.is_(None), ApiToken.ends_at > now),
        )
    )
    found = db.session.scalar(query)
    return found if found is not None and found.employee.status != "inactive" else None


def kept_password(employee_id: UUID) -> str | None:
    """The hash of an employee's password, None without an account."""
    return db.session.scalar(select(Account.password_hash).where(Account.employee_id == employee_id))


def failures(key: str, now: datetime) -> list[datetime]:
    """The moments of failed attempts under this key within the window."""
    query = select(FailedAttempt.at).where(FailedAttempt.key == key, FailedAttempt.at > now - WINDOW)
    return list(db.session.scalars(query.order_by(FailedAttempt.at.desc()).limit(100)))


def list_sessions(viewer: Viewer, now: datetime) -> list[Session]:
    """A person's own sessions that are still open."""
    query = select(Session).where(Session.employee_id == viewer.id, Session.ends_at > now)
    return list(db.session.scalars(query.order_by(Session.seen_at.desc()).limit(100)))


def list_tokens(viewer: Viewer) -> list[ApiToken]:
    """A person's own tokens."""
    query = select(ApiToken).where(ApiToken.employee_id == viewer.id)
    return list(db.session.scalars(query.order_by(ApiToken.created_at.desc()).limit(200)))


def get_session(id_: UUID, *, viewer: Viewer) -> Session:
    found = db.session.scalar(select(Session).where(Session.id == id_, Session.employee_id == viewer.id))
    if found is None:
        raise NotThere()
    return found


def get_token(id_: UUID, *, viewer: Viewer) -> ApiToken:
    found = db.session.scalar(select(ApiToken).where(ApiToken.id == id_, ApiToken.employee_id == viewer.id))
    if found is None:
        raise NotThere()
    return found
