"""What processes do at the same moment; see test_changing."""

from __future__ import annotations

from typing import Any

from flask import current_app

from tests.pages import Client


def _client() -> Client:
    return Client(current_app._get_current_object(), "admin")  # type: ignore[attr-defined]


def patch(place: str, body: dict[str, Any], tag: str) -> int:
    """Changes what has this tag; gives the status of the answer."""
    return _client().send("PATCH", place, json=body, headers={"If-Match": tag}).status_code


def patch_often(place: str, field: str, times: int) -> int:
    """Changes one field again and again; how often it did not stay."""
    lost = 0
    for number in range(times):
        sent = f"{field} {number}"
        _client().patch(place, {field: sent})
        lost += _client().get(place)[field] != sent
    return lost
