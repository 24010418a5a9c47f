"""SQLite lets one connection write, and its queue is not fair: inside this process writers take turns."""

from __future__ import annotations

from collections import deque
from threading import Event, Lock


class Turns:
    """One turn, handed on in the order in which it was asked for. Other processes do not queue here."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._taken = False
        self._waiting: deque[Event] = deque()

    def take(self, seconds: float) -> bool:
        """Waits for the turn, at most so long; whether it was given. Who was given it must `give_back`."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            called = Event()
            self._waiting.append(called)
        if called.wait(seconds):
            return True
        with self._lock:
            if called.is_set():  # it was handed over at the last moment
                return True
            self._waiting.remove(called)
            return False

    def give_back(self) -> None:
        """Hands the turn to whoever waits longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
