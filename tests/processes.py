"""Processes of their own that do something at the same moment, on the database of a test's server.

    with Racers(server, 2) as race:
        answers = race((demote, first, second), (demote, second, first))

Each call is a function of a module (no lambda) and its arguments. An answer is what it returned, or the class of
the refusal. The processes stay for as many rounds as are run, and every round has one start for all of them.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event, text

from app import create_app
from app.database import db
from app.values.refusals import Refusal
from config import read

ROOT = Path(__file__).parents[1]
WITHIN = 120
PAUSE = 0.002
"""Before each statement on PostgreSQL a process pauses for up to so many seconds, each time for another while.
So the ways of two processes cross at every place where they can, and a lock that is missing is missed at once.
SQLite has one writer at a time, and nothing to cross."""

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.processes"])

ROUNDS = 8
"""More than are needed: without its lock every race has failed in the first few."""

Call = tuple[Any, ...]


def environment(server: Any) -> dict[str, str]:
    """What a process needs to work on the database of this server."""
    return os.environ | {
        "APP_ENV": "test",
        "DATA_DIR": str(server.folder),
        "DATABASE_URL": server.url,
        "SECRET_KEY": "a secret that is only for tests, long enough",
        "LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
    }


class Failed(Exception):
    """Something else than a refusal came out of a process; its trace."""


class Killed(Exception):
    """A process ended in the middle of its call."""


class Racers:
    """So many processes; each round gives every one of them a call."""

    def __init__(self, server: Any, count: int) -> None:
        # On SQLite there is one lock for everything, which every action takes first.
        self.rounds = range(ROUNDS if server.kind == "postgresql" else 2)
        self.start = _context.Barrier(count)
        self.ends, self.processes = [], []
        for _number in range(count):
            ours, theirs = _context.Pipe()
            process = _context.Process(
                target=_serve, args=(environment(server), theirs, self.start), daemon=True
            )
            process.start()
            theirs.close()
            self.ends.append(ours)
            self.processes.append(process)

    def __enter__(self) -> Racers:
        for end in self.ends:
            assert _answer(end) == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        for end in self.ends:
            end.close()
        for process in self.processes:
            process.join(WITHIN)

    def __call__(self, *calls: Call) -> list[Any]:
        """One round: all calls begin at the same moment. Afterwards our own session reads afresh."""
        assert len(calls) == len(self.ends)
        for end, call in zip(self.ends, calls, strict=True):
            end.send(call)
        answers = [_answer(end) for end in self.ends]
        db.session.rollback()
        return answers


def refused(answers: list[Any]) -> list[Any]:
    """The refusals among the answers of functions that return nothing."""
    return [answer for answer in answers if answer is not None]


def _answer(end: Any) -> Any:
    assert end.poll(WITHIN), "a process does not answer"
    try:
        answer = end.recv()
    except EOFError:
        raise Killed from None
    if isinstance(answer, Failed):
        raise answer
    return answer


def _serve(known: dict[str, str], end: Any, start: Any) -> None:
    os.environ.update(known)
    with create_app(read(known)).app_context():
        if db.engine.dialect.name == "postgresql":
            event.listen(db.engine, "before_cursor_execute", _pause)
        db.session.execute(text("SELECT 1"))  # connected before anybody starts
        db.session.remove()
        end.send("ready")
        while (call := _next(end)) is not None:
            start.wait(WITHIN)
            end.send(_done(*call))
            db.session.remove()
        db.engine.dispose()


def _next(end: Any) -> Call | None:
    try:
        call: Call = end.recv()
    except EOFError:
        return None
    return call


def _done(function: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return function(*arguments)
    except Refusal as refusal:
        return type(refusal)
    except Exception:
        return Failed(traceback.format_exc())


def _pause(*_: Any) -> None:
    time.sleep(random.uniform(0, PAUSE))
