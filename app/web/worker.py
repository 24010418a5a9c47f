"""gunicorn's worker of threads, with deadlines: nobody waits for requests that are sent by halves.

A request takes a thread only once it is there: heads and small bodies are collected on the poller. What is
long, or of unknown length, is read in a thread, but by half of the threads at most. Who does not finish in
time is answered with 408, or cut off. Limits per address are a proxy's work.
"""

from __future__ import annotations

import socket
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from app.web.arrivals import SMALL, Arrival, TimedUnreader

LINGER = 2.0
"""Seconds that a client has to read the last answer and close (RFC 9112, 9.6)."""
TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Worker(ThreadWorker):
    """The threads of gunicorn's own, which get whole requests, and the bodies that are long."""

    head_seconds = 10.0
    body_seconds = 10.0
    body_rate = 16 * 1024
    """Bytes a second that a long body has to come with, once its seconds are over."""
    line_seconds = 30.0
    """How long a long request waits for its turn to be read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[TConn, Arrival] = {}
        self.reading: set[TConn] = set()
        self.waiting: deque[tuple[TConn, Arrival]] = deque()
        self.parting: dict[TConn, float] = {}

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        super().check_config(cfg, log)
        if cfg.is_ssl:
            raise SystemExit("Kontor does not start: TLS is the work of a proxy in front of it.")

    @property
    def most_reading(self) -> int:
        """How many threads may be busy with bodies that have not arrived yet."""
        return max(1, self.cfg.threads // 2)

    def enqueue_req(self, conn: TConn) -> None:
        """Waits for a request on a connection that is new, or that has something to read again."""
        arrival = Arrival(time.monotonic() + self.head_seconds)
        if conn.initialized:
            arrival.take(conn.parser.unreader.take_buffered())
        conn.sock.setblocking(False)
        self.arriving[conn] = arrival
        self.poller.register(conn.sock, EVENT_READ, partial(self._arrives, conn))
        self._arrives(conn, conn.sock)

    def _arrives(self, conn: TConn, sock: socket.socket) -> None:
        arrival = self.arriving.get(conn)
        if arrival is None:
            return
        headless = arrival.size is None
        try:
            data = sock.recv(SMALL)
            arrival.take(data)
        except BlockingIOError:
            data = None
        except OSError:
            data = b""
        if arrival.is_whole:
            self._leave(conn)
            self._hand_over(conn, arrival)
        elif data == b"":
            self._leave(conn)
            self._close(conn)
        elif arrival.is_long:
            self._leave(conn)
            arrival.deadline = time.monotonic() + self.line_seconds
            self.waiting.append((conn, arrival))
            self._read_bodies()
        elif arrival.size is None and len(arrival.data) > SMALL:
            self._leave(conn)
            self._refuse(conn, TOO_LARGE)
        elif headless and arrival.size is not None:
            arrival.deadline = time.monotonic() + self.body_seconds

    def _leave(self, conn: TConn) -> None:
        del self.arriving[conn]
        self.poller.unregister(conn.sock)

    def _hand_over(self, conn: TConn, arrival: Arrival) -> None:
        """To a thread, which finds in its buffer what has arrived."""
        if not conn.initialized:
            conn.init()
            conn.parser.unreader = TimedUnreader(conn.sock, self.body_seconds, self.body_rate)
        conn.data_ready = True
        conn.parser.unreader.begin(bytes(arrival.data))
        super().enqueue_req(conn)

    def _read_bodies(self) -> None:
        while self.waiting and len(self.reading) < self.most_reading:
            conn, arrival = self.waiting.popleft()
            self.reading.add(conn)
            self._hand_over(conn, arrival)

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        """As before, but nobody waits here for a client to close."""
        if conn in self.reading:
            self.reading.remove(conn)
            self._read_bodies()
        if not fs.cancelled() and fs.exception() is None and fs.result():
            super().finish_request(conn, fs)
        else:
            self._part(conn)

    def _refuse(self, conn: TConn, answer: bytes) -> None:
        with suppress(OSError):
            conn.sock.send(answer)
        self._part(conn)

    def _part(self, conn: TConn) -> None:
        """Says that nothing more comes, and leaves the client a moment to read what came."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(conn)
            return
        self.parting[conn] = time.monotonic() + LINGER
        self.poller.register(conn.sock, EVENT_READ, partial(self._drain, conn))

    def _drain(self, conn: TConn, sock: socket.socket) -> None:
        if conn not in self.parting:
            return
        try:
            is_open = bool(sock.recv(SMALL))
        except BlockingIOError:
            is_open = True
        except OSError:
            is_open = False
        if not is_open:
            self._gone(conn)

    def _gone(self, conn: TConn) -> None:
        del self.parting[conn]
        self.poller.unregister(conn.sock)
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Cuts off whoever is too late; a worker that stops waits for no new request."""
        super().murder_pending()
        now = time.monotonic()
        for conn, arrival in list(self.arriving.items()):
            if arrival.data and arrival.deadline < now:
                self._leave(conn)
                self._refuse(conn, TOO_LATE)
            elif arrival.deadline < now or not (arrival.data or self.alive):
                self._leave(conn)
                self._close(conn)
        while self.waiting and self.waiting[0][1].deadline < now:
            self._refuse(self.waiting.popleft()[0], TOO_LATE)
        for conn, until in list(self.parting.items()):
            if until < now:
                self._gone(conn)
