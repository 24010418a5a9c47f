"""Counting attempts to sign in, so that guessing is throttled."""

from __future__ import annotations

import hashlib
import math
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, text

from app.accounts import queries, rules
from app.accounts.models import FailedAttempt
from app.database import atomic, db, is_postgresql


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value.strip().lower()}".encode("utf-8", "surrogatepass")).hexdigest()


def keys(email: str, address: str) -> tuple[tuple[str, int], ...]:
    """What attempts are counted by, and how many of each are let in within the window."""
    return (
        (_key("account and address", f"{email}|{address}"), rules.PER_ACCOUNT),
        (_key("account", email), rules.PER_ACCOUNT_ANYWHERE),
        (_key("address", address), rules.PER_ADDRESS),
    )


@atomic
def reserve(email: str, address: str, now: datetime) -> list[UUID]:
    """Counts an attempt before its password is looked at, so that many at once get no more guesses.

    Raises `TooManyAttempts` while this account or this address has failed too often.
    """
    if is_postgresql():  # one attempt after the other is counted
        db.session.execute(text("SELECT pg_advisory_xact_lock(7105)"))
    db.session.execute(delete(FailedAttempt).where(FailedAttempt.at < now - timedelta(days=1)))
    reserved = []
    for key, allowed in keys(email, address):
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
def release(reserved: list[UUID]) -> None:
    db.session.execute(delete(FailedAttempt).where(FailedAttempt.id.in_(reserved)))
