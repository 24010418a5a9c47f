"""What is wrong with the database when it fails: busy, away or full; and what is our own mistake."""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolIsExhausted

from app.values.texts import N_


class Trouble(Enum):
    """Why the database cannot serve now: the sentence people read, and in how many seconds to try again."""

    BUSY = (N_("The database is busy. Please try again in a moment."), 5)
    AWAY = (N_("The database cannot be reached at the moment. Please try again soon."), 15)
    FULL = (N_("The disk is full. What is there can be read; saving works again once there is space."), 60)

    def __init__(self, sentence: str, retry_after: int) -> None:
        self.sentence, self.retry_after = sentence, retry_after


class DatabaseIsBusy(Exception):
    """A writer waited in vain for its turn."""


# https://www.sqlite.org/rescode.html: BUSY, LOCKED; READONLY, IOERR, CANTOPEN; FULL
_SQLITE = {
    5: Trouble.BUSY,
    6: Trouble.BUSY,
    8: Trouble.AWAY,
    10: Trouble.AWAY,
    13: Trouble.FULL,
    14: Trouble.AWAY,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html; the first that fits
_SQLSTATES = (
    ("53100", Trouble.FULL),
    ("53", Trouble.BUSY),
    ("55P03", Trouble.BUSY),
    ("40", Trouble.BUSY),
    ("08", Trouble.AWAY),
    ("57P", Trouble.AWAY),
)
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
_SQLITE_CLASHES = (
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
)
_CLASHES = ("23505", "23503", "23001", "23P01")
"""Unique, foreign key, restrict, exclusion."""
_LOST_RACES = ("40001", "40P01")
"""Serialization failure, deadlock."""


def trouble_of(error: BaseException) -> Trouble | None:
    """What is wrong with the database or the disk; None when the error says nothing of the kind."""
    if isinstance(error, (PoolIsExhausted, DatabaseIsBusy)):
        return Trouble.BUSY
    if isinstance(error, OSError) and error.errno in _NO_SPACE:
        return Trouble.FULL
    if not isinstance(error, DBAPIError):
        return None
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)  # the high bits only say more about the same
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return next((trouble for begin, trouble in _SQLSTATES if state.startswith(begin)), None)
    # psycopg has no SQLSTATE where no server answered
    return Trouble.AWAY if error.connection_invalidated or _never_connected(error) else None


def _never_connected(error: DBAPIError) -> bool:
    return type(error.orig).__module__.startswith("psycopg") and type(error.orig).__name__ in (
        "OperationalError",
        "ConnectionTimeout",
    )


def is_lost_race(error: BaseException) -> bool:
    """Whether PostgreSQL gave up this transaction for another one: done again, it may well succeed."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _LOST_RACES


def is_clash(error: IntegrityError) -> bool:
    """Whether two records got into each other's way: not unique any more, or referring to what is gone.

    What a CHECK, NOT NULL or trigger refuses is a mistake of ours.
    """
    return (
        getattr(error.orig, "sqlite_errorcode", None) in _SQLITE_CLASHES
        or getattr(error.orig, "sqlstate", None) in _CLASHES
    )


def is_undone(error: BaseException) -> bool:
    """Whether a commit that failed so has surely changed nothing. Of a lost connection nobody knows."""
    return not (isinstance(error, DBAPIError) and error.connection_invalidated)
