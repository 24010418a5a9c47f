"""Tables of accounts, sessions, tokens and failed attempts. Secrets are kept as hashes only."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, new_id, utc_now
from app.people.models import Employee


class Account(Model):
    """An employee's password, as argon2id."""

    __tablename__ = "account"

    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), primary_key=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(default=utc_now)

    audit_hidden = frozenset({"changed_at"})


class Session(Model):
    """A browser that is signed in."""

    __tablename__ = "session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(64))
    browser: Mapped[str] = mapped_column(String(200))

    employee: Mapped[Employee] = relationship()


class ApiToken(Model):
    """A personal token for the API."""

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("employee_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    employee: Mapped[Employee] = relationship()
    audit_hidden = frozenset({"used_at"})


class FailedAttempt(Model):
    """A failed attempt to sign in, counted by account and by address; both only as hashes."""

    __tablename__ = "failed_attempt"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

    __table_args__ = (Index("ix_failed_attempt_key_at", "key", "at"),)
