"""The engine for SQLite and PostgreSQL, the session, locks, and `@atomic`: the only place that commits."""

from app.database.engine import engine_options, give_back_connection, init, is_postgresql, jot, prepare_engine
from app.database.locks import alone, held, hold, keep_named, kept, lock, locking
from app.database.tables import Base, Model, Record, db, fill, new_id, utc_now
from app.database.transactions import (
    after_commit,
    answered,
    atomic,
    attempt,
    before_commit,
    commits,
    is_writing,
)
from app.database.trouble import DatabaseIsBusy, Trouble, trouble_of

__all__ = [
    "Base",
    "DatabaseIsBusy",
    "Model",
    "Record",
    "Trouble",
    "after_commit",
    "alone",
    "answered",
    "atomic",
    "attempt",
    "before_commit",
    "commits",
    "db",
    "engine_options",
    "fill",
    "give_back_connection",
    "held",
    "hold",
    "init",
    "is_postgresql",
    "is_writing",
    "jot",
    "keep_named",
    "kept",
    "lock",
    "locking",
    "new_id",
    "prepare_engine",
    "trouble_of",
    "utc_now",
]
