"""How long sessions last, when guessing is stopped, and what a password must be."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.values.refusals import InvalidValue, Refusal

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=1)
WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
"""Failed attempts on one account from one address."""
PER_ACCOUNT_ANYWHERE = 50
"""On one account from everywhere: high, so that nobody can lock somebody else out with a few requests."""
PER_ADDRESS = 30
SHORTEST_PASSWORD = 10
TOO_USUAL = frozenset(
    {"passwort", "password", "1234567890", "qwertzuiop", "qwertyuiop", "kontorkontor", "demo-kontor"}
)


class WrongCredentials(Refusal):
    """E-mail address or password is not right."""

    status = 401


class TooManyAttempts(Refusal):
    """Too many failed attempts. Please try again in %(minutes)s minutes."""

    status = 429


class PasswordTooShort(InvalidValue):
    """The password needs at least %(least)s characters."""

    field = "new_password"


class PasswordTooUsual(InvalidValue):
    """This password is too easy to guess."""

    field = "new_password"


class WrongPassword(InvalidValue):
    """This is not your password."""

    field = "password"


class OwnAccess(Refusal):
    """You change your own password under your profile."""


class TokenNameIsTaken(InvalidValue):
    """You have a token of this name already."""

    field = "name"


class SetupIsOver(Refusal):
    """This address was valid once, and has been used."""

    status = 404


def check_password(password: str, *, email: str) -> None:
    """Raises a refusal unless the password is long enough and not a usual one (NIST SP 800-63B, 5.1.1)."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(least=SHORTEST_PASSWORD)
    plain = password.casefold()
    if plain in TOO_USUAL or len(set(plain)) < 4 or plain == email.casefold():
        raise PasswordTooUsual()


def session_ends(created_at: datetime, seen_at: datetime) -> datetime:
    """A session slides with its use, and ends for good after thirty days."""
    return min(seen_at + IDLE, created_at + LONGEST)


def waits_until(failures: list[datetime], allowed: int, now: datetime) -> datetime | None:
    """The moment from which another attempt is let in, None when one is let in now."""
    recent = sorted(failure for failure in failures if failure > now - WINDOW)
    return recent[-allowed] + WINDOW if len(recent) >= allowed else None
