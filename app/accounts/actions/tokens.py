"""Personal access tokens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.accounts import queries, rules, secrets
from app.accounts.models import ApiToken
from app.audit import actions as audit
from app.database import atomic, db
from app.permissions import Viewer


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
