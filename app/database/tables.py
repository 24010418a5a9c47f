"""The declarative base, and what every business object has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from uuid6 import uuid7

from app.column_types import UtcDateTime, Uuid7

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base of all tables; constraints get the same names on both databases."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING), type_annotation_map={UUID: Uuid7, datetime: UtcDateTime}
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def new_id() -> UUID:
    """A UUIDv7: unique everywhere, and sorted by the moment it was made."""
    return UUID(int=uuid7().int)


def utc_now() -> datetime:
    """The present moment. Read at the edge (pages, api, commands) and handed inwards."""
    return datetime.now(UTC)


class Record:
    """What every business object has: an id, its moments, and a version that stale edits are told by."""

    id: Mapped[UUID] = mapped_column(Uuid7, primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, onupdate=utc_now)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


def fill(record: Any, values: Mapping[str, Any]) -> None:
    """Puts values into the fields of a record that are called so."""
    for name, value in values.items():
        setattr(record, name, value)
