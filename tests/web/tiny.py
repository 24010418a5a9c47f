"""What the tests of the worker serve: a small WSGI application, and the worker with short deadlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from app.web.worker import Worker


class ShortOfTime(Worker):
    """Deadlines that a test can wait for."""

    head_seconds = 2.0
    body_seconds = 2.0
    line_seconds = 3.0


class Curt(ShortOfTime):
    """Leaves nobody a moment: what was not read of a request is lost, and the answer with it."""

    def _part(self, conn: Any) -> None:
        self._close(conn)


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """`/socket` answers whatever is sent to it; everything else tells how long the body was."""
    if environ["PATH_INFO"] == "/socket":
        return talk(environ["gunicorn.socket"])
    try:
        body = environ["wsgi.input"].read()
    except TimeoutError:
        start_response("408 Request Timeout", [("Content-Length", "0")])
        return [b""]
    found = str(len(body)).encode()
    start_response("200 OK", [("Content-Length", str(len(found)))])
    return [found]


def talk(sock: Any) -> Iterable[bytes]:
    """What a WebSocket does: answers the handshake itself, and keeps the connection."""
    sock.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
    while data := sock.recv(100):
        sock.sendall(data)
    raise StopIteration
