"""Requests whose `Host` header names no host are refused before anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Flask, request
from flask_babel import gettext as _

from app.web.bodies import bad_request

_HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
"""With the underscore that names in private networks may have, unlike RFC 1123's."""
REFUSED = "kontor.refused_host"


def names_a_host(text: str) -> bool:
    """Whether this can be the host of an address. An empty one is: HTTP/1.0 sends none (RFC 9112, 3.2)."""
    if not text:
        return True
    if not _HOST.fullmatch(text):
        return False
    try:
        return bool(text.partition(":")[0].encode("idna"))
    except UnicodeError:  # an empty label, or one of more than 63 signs
        return False


def _refuse() -> None:
    if request.environ.get(REFUSED):
        raise bad_request(_("The Host header does not name a host."))


def init(app: Flask) -> None:
    """Puts the check before routing, which cannot make addresses without a host (error pages need some)."""
    inner = app.wsgi_app

    def checked(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not names_a_host(environ.get("HTTP_HOST", "")):
            environ |= {REFUSED: True, "HTTP_HOST": "localhost"}
        return inner(environ, start_response)

    app.wsgi_app = checked  # type: ignore[method-assign]
    app.before_request(_refuse)
