"""What has arrived of a request, and how long the rest is waited for."""

from __future__ import annotations

import socket
import time

from gunicorn.http.unreader import SocketUnreader

SMALL = 64 * 1024
"""Bytes of head and body that are collected without a thread; a head alone is never larger."""
LONG = -1
"""Of a request whose length is unknown before it has been read."""


class Arrival:
    """What has arrived of a request, and until when the rest is waited for."""

    def __init__(self, deadline: float) -> None:
        self.data = bytearray()
        self.deadline = deadline
        self.size: int | None = None
        """Bytes of the whole request; None while its head is incomplete."""

    def take(self, data: bytes) -> None:
        searched = max(0, len(self.data) - 3)
        self.data += data
        if self.size is None and (end := self.data.find(b"\r\n\r\n", searched)) >= 0:
            self.size = size_of(bytes(self.data[:end]))

    @property
    def is_whole(self) -> bool:
        return self.size is not None and self.size != LONG and len(self.data) >= self.size

    @property
    def is_long(self) -> bool:
        return self.size is not None and (self.size == LONG or self.size > SMALL)


def size_of(head: bytes) -> int:
    """How many bytes a request with this head has, or LONG. Whether it is valid is for the parser to say."""
    body = 0
    for line in head.lower().split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name in (b"transfer-encoding", b"expect"):
            return LONG
        if name == b"content-length":
            length = value.strip()
            if not length.isdigit() or len(length) > 15:
                return LONG
            body = int(length)
    return len(head) + 4 + body


class TimedUnreader(SocketUnreader):
    """Reads a body from its socket; TimeoutError when it comes more slowly than `rate` bytes a second.

    The first `seconds` are free. Answers and what is read past this class (open sockets) have no deadline.
    """

    def __init__(self, sock: socket.socket, seconds: float, rate: int) -> None:
        super().__init__(sock)
        self.seconds, self.rate = seconds, rate
        self.begin(b"")

    def begin(self, data: bytes) -> None:
        """The next request, of which this has arrived already."""
        self.unread(data)
        self.began: float | None = None
        self.received = 0

    def chunk(self, size_hint: int | None = None) -> bytes:
        now = time.monotonic()
        self.began = self.began or now
        left = self.began + self.seconds + self.received / self.rate - now
        if left <= 0:
            raise TimeoutError("the body comes too slowly")
        self.sock.settimeout(left)
        try:
            data: bytes = super().chunk(size_hint)
        finally:
            self.sock.settimeout(None)
        self.received += len(data)
        return data
