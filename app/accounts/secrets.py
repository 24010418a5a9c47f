"""Random tokens, their hashes, and passwords as argon2id (RFC 9106; the library's defaults)."""

from __future__ import annotations

import hashlib
import secrets
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_seats = BoundedSemaphore(4)
"""Each check takes 64 MiB of memory: so many at once, the others wait."""
_decoy: list[str] = []


def new_token(prefix: str = "") -> str:
    """A token that cannot be guessed: 256 random bits."""
    return prefix + secrets.token_urlsafe(32)


def new_password() -> str:
    """A password that can be read aloud: four groups of four."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def token_hash(token: str) -> str:
    """What is kept of a token. A plain hash is enough for 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def password_hash(password: str) -> str:
    """What is kept of a password."""
    with _seats:
        return _hasher.hash(password)


def holds(kept: str | None, password: str) -> bool:
    """Whether this is the password; takes as long when there is no account, so that nothing can be told."""
    if kept is None:
        if not _decoy:
            _decoy.append(_hasher.hash(secrets.token_urlsafe(16)))
        kept, password = _decoy[0], password + "\0"
    try:
        with _seats:
            return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
