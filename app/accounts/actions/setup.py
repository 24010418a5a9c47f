"""The first administrator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app

from app.accounts import rules, secrets
from app.accounts.models import Account
from app.company.actions import create_company
from app.database import atomic, db
from app.people.actions import (
    create_employee,
    create_first_roles,
)
from app.people.models import Employee
from app.people.queries import count_employees, find_role
from app.permissions import ADMINISTRATION


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
