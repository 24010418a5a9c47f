"""The arithmetic of the chain: canonical JSON and the hashes over it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

GENESIS = "0" * 64
HASHED = (
    "seq",
    "at",
    "actor_id",
    "actor_name",
    "action",
    "entity",
    "entity_id",
    "customer_id",
    "request_id",
    "payload_hash",
)


def plain(value: Any) -> Any:
    """A value as the chain keeps it: only text, whole numbers, yes/no and nothing, so that bytes repeat."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.days * 86400 + value.seconds
    if isinstance(value, (Decimal, UUID, str)):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    raise TypeError(f"the audit record cannot keep a {type(value).__name__}")


def is_kept_as(kept: Any, value: Any) -> bool:
    """Whether the chain would keep this value so. Of what is made of several values, those in both count."""
    if isinstance(value, Decimal):
        return isinstance(kept, str) and Decimal(kept) == value
    if isinstance(value, Mapping) and isinstance(kept, Mapping):
        return all(is_kept_as(kept[name], value[name]) for name in value if name in kept)
    if isinstance(value, (list, tuple)) and isinstance(kept, list):
        return len(kept) == len(value) and all(map(is_kept_as, kept, value))
    return bool(plain(value) == kept)


def canonical(value: Any) -> str:
    """JSON that is the same text for the same value, always."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def chained(previous: str, record: Mapping[str, Any]) -> str:
    """The hash of a record over all its columns but `payload`, which enters by its hash, so that it may be
    erased in due time."""
    return digest(canonical(["v1", previous, *(plain(record[name]) for name in HASHED)]))
