"""Structured logs: one line per request with its id, as text or JSON. No bodies, no secrets."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask import Flask, g, has_request_context, request
from werkzeug.wrappers import Response

log = logging.getLogger("kontor")
_ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,64}")
_SECRET_PATH = re.compile(r"^/(setup)/.+")


def request_id() -> str | None:
    """The id of the request that runs, None outside of one."""
    return g.get("request_id") if has_request_context() else None


def printable(text: str) -> str:
    """Text that stays on its line, whatever somebody put into an address."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


class JsonLines(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "message": record.getMessage(),
            "request_id": request_id(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """`09:31:02 INFO GET /invoices 200 4 ms (id)`."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).strftime("%H:%M:%S")
        line = f"{when} {record.levelname} {printable(record.getMessage())}"
        if current := request_id():
            line += f" ({current})"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line


def _begin() -> None:
    offered = request.headers.get("X-Request-ID", "")
    g.request_id = offered if _ACCEPTABLE.fullmatch(offered) else uuid4().hex
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "")
    if request.endpoint not in ("static", "health.healthz"):
        took = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1)
        path = _SECRET_PATH.sub(r"/\1/…", request.path)
        facts = {"method": request.method, "path": path, "status": response.status_code, "ms": took}
        viewer = g.get("viewer")
        if viewer is not None:
            facts["employee"] = str(viewer.id)
        log.info("%s %s %s %s ms", request.method, path, response.status_code, took, extra={"facts": facts})
    return response


def init(app: Flask, level: str, form: str) -> None:
    """Sets up the log of this process and the request id."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    log.handlers[:] = [handler]
    log.setLevel(level)
    log.propagate = False
    app.before_request(_begin)
    app.after_request(_end)
