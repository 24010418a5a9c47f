"""Passwords: set, changed by oneself, given to somebody else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from app.accounts import queries, rules, secrets
from app.accounts.actions.attempts import release, reserve
from app.accounts.models import Account, ApiToken, Session
from app.audit import actions as audit
from app.database import atomic, db, hold
from app.links.keeping import goes_with
from app.people.models import Employee, Role
from app.people.rules import MoreThanYouMay
from app.permissions import Viewer, flat
from app.values.texts import N_


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
    reserved = reserve(by.email, address, now)
    if not secrets.holds(queries.kept_password(by.id), password):
        raise rules.WrongPassword()
    release(reserved)


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


@goes_with("employee")
def _forget(_kind: str, ids: Collection[UUID], _by: Viewer | None) -> None:
    for table in (Account, Session, ApiToken):
        db.session.execute(delete(table).where(table.employee_id.in_(ids)))
