"""Processes that do something at the same moment.

    with Racers(server, "tests.people.racing:demote", 2) as racers:
        answers = racers.go([first, second], [second, first])

Each process runs the function with its own arguments (JSON); an answer is what it returned, or the name of
the refusal. All wait until each of them is ready, and are let go together.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[1]
WAIT = 120


class Racers:
    """So many processes on the database of a test's server; they stay for as many rounds as are run."""

    def __init__(self, server: Any, function: str, count: int) -> None:
        environment = os.environ | {
            "APP_ENV": "test",
            "DATA_DIR": str(server.folder),
            "DATABASE_URL": server.url,
            "SECRET_KEY": "a secret that is only for tests, long enough",
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.races", function],
                env=environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _number in range(count)
        ]

    def __enter__(self) -> Racers:
        try:
            for process in self.processes:
                assert self._line(process) == "ready"
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: type[BaseException] | TracebackType | BaseException | None) -> None:
        for process in self.processes:
            process.communicate(timeout=WAIT)

    def go(self, *arguments: list[Any]) -> list[Any]:
        """One round: each process gets its arguments at the same moment."""
        assert len(arguments) == len(self.processes)
        lines = [json.dumps(one, default=str) + "\n" for one in arguments]
        for process, line in zip(self.processes, lines, strict=True):
            assert process.stdin is not None
            process.stdin.write(line)
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.flush()
        return [json.loads(self._line(process)) for process in self.processes]

    def _line(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline().strip()
        assert line, process.stderr.read()
        return line


def _serve(place: str) -> None:
    from app import create_app
    from app.database import db
    from app.values.refusals import Refusal

    module, _colon, name = place.partition(":")
    function = getattr(importlib.import_module(module), name)
    with create_app().app_context():
        db.session.execute(db.select(1))  # connected before anybody starts
        db.session.rollback()
        print("ready", flush=True)  # noqa: T201
        for line in sys.stdin:
            try:
                answer = function(*json.loads(line))
            except Refusal as refusal:
                answer = type(refusal).__name__
            db.session.remove()
            print(json.dumps(answer, default=str), flush=True)  # noqa: T201


if __name__ == "__main__":
    _serve(sys.argv[1])
