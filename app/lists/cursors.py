"""Where a page of a list begins: the sort key and the id of a row, as text in the address."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

LONGEST = 16_000
LONGEST_TEXT = 4000
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_SECONDS = re.compile(r"-?[0-9]{1,12}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,6})?")


def write_cursor(value: Any, id_: Any) -> str:
    """The cursor of the row with this sort key and this id."""
    text = json.dumps([cursor_text(value), str(id_)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str, column_type: TypeEngine[Any], dialect: Dialect) -> tuple[Any, UUID]:
    """Sort key and id; ValueError when somebody made the cursor up, or it belongs to another sort."""
    if len(text) > LONGEST:
        raise ValueError("unknown cursor")
    try:
        key, id_ = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (TypeError, RecursionError):
        raise ValueError("unknown cursor") from None
    if not isinstance(key, str) or not isinstance(id_, str):
        raise ValueError("unknown cursor")
    value = cursor_value(key)
    if type(value) is not column_type.python_type:
        raise ValueError("this cursor belongs to another sort")
    if isinstance(column_type, TypeDecorator):
        column_type.process_bind_param(value, dialect)  # refuses what the column cannot hold
    return value, UUID(id_)


def cursor_text(value: Any) -> str:
    """A sort key's value as text, from which `cursor_value` makes the same value again."""
    if isinstance(value, Decimal):
        return f"n{value:f}"
    if isinstance(value, timedelta):
        return f"t{value.days * 86400 + value.seconds}"
    if isinstance(value, datetime):
        return f"m{value.isoformat()}"
    if isinstance(value, date):
        return f"d{value.isoformat()}"
    return f"i{value}" if isinstance(value, int) else f"s{value}"


def cursor_value(text: str) -> Any:
    """The value of a cursor, within what both databases can compare; ValueError when it was made up."""
    if text[:1] not in _READERS:
        raise ValueError("unknown cursor")
    try:
        return _READERS[text[:1]](text[1:])
    except OverflowError:
        raise ValueError("unknown cursor") from None


def _matched(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError("unknown cursor")
    return text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC)


def _text(text: str) -> str:
    text.encode()
    if len(text) > LONGEST_TEXT or "\x00" in text:
        raise ValueError("unknown cursor")
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "n": lambda text: Decimal(_matched(_NUMBER, text)),
    "t": lambda text: timedelta(seconds=int(_matched(_SECONDS, text))),
    "m": _moment,
    "d": date.fromisoformat,
    "i": lambda text: int(_matched(_WHOLE, text)),
    "s": _text,
}
