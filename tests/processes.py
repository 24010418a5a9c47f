"""Processes of their own against one database, with a common start: `race` here, `compete` in the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app import create_app
from app.database import db

ROOT = Path(__file__).parents[1]
WITHIN = 120


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


def race(server: Any, module: str, *tasks: Mapping[str, Any]) -> list[Any]:
    """Starts one process of `module` per task, lets all go at the same moment; gives what each one found.

    A task names its verb, and the verb's arguments. A process that fails fails the test with its errors.
    """
    db.session.rollback()  # our own reading ends: what comes next is read afresh
    started = [_start(server, module) for _task in tasks]
    for process, task in zip(started, tasks, strict=True):
        _say(process, json.dumps(task))
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate(timeout=WITHIN)[1]
    for process in started:
        _say(process, "go")
    found = [process.communicate(timeout=WITHIN) for process in started]
    assert all(process.returncode == 0 for process in started), [errors for _output, errors in found]
    return [json.loads(output) for output, _errors in found]


def _start(server: Any, module: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(server),
    )


def _say(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def compete(verbs: Mapping[str, Callable[..., Any]]) -> None:
    """What such a module does when it is run: gets ready, waits for the start, and tells what it found."""
    task = json.loads(sys.stdin.readline())
    with create_app().app_context():
        db.session.execute(text("SELECT 1"))
        db.session.rollback()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        sys.stdout.write(json.dumps(verbs[task.pop("verb")](**task)))
