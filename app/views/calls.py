"""Calling what takes some of what is offered."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any


@functools.cache
def _keywords(function: Callable[..., Any]) -> frozenset[str]:
    return frozenset(
        name for name, one in inspect.signature(function).parameters.items() if one.kind is one.KEYWORD_ONLY
    )


def call(function: Callable[..., Any], *args: Any, **offered: Any) -> Any:
    """Calls a function with those of the offered keywords that it takes.

    Actions have one signature as far as they need it: `action(record, values, version, by=, now=)`.
    """
    wanted = _keywords(function)
    return function(*args, **{name: value for name, value in offered.items() if name in wanted})
