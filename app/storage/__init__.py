"""Files by content: kept under their SHA-256, synced before the transaction that refers to them.

What a transaction keeps is marked in `.tmp` until its commit. A mark that stays tells of a rollback or of a
kill; `sweep` then removes the file, unless something refers to it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from app.database import after_commit, atomic, is_writing

UNFINISHED_FOR = timedelta(days=1)
"""How old a mark is before its file is swept: far longer than any transaction takes."""

Referrer = Callable[[set[str]], set[str]]
_referrers: list[Referrer] = []


class Damaged(Exception):
    """A kept file is missing, or its bytes are not what they were."""


def refers(referrer: Referrer) -> Referrer:
    """Higher domains register here which of some SHA-256 they refer to. Whoever keeps files must."""
    if referrer not in _referrers:
        _referrers.append(referrer)
    return referrer


def _folder() -> Path:
    return Path(current_app.config["DATA_DIR"]) / "files"


def _path(sha256: str) -> Path:
    return _folder() / sha256[:2] / sha256


def put(content: bytes) -> str:
    """Keeps these bytes; gives their SHA-256. Synced to the disk before it returns.

    Inside a transaction they stay only if it is committed. An OSError (a full disk) leaves nothing behind.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    with _turn(fcntl.LOCK_SH) as unfinished:
        mark = _new_file(unfinished, sha256)
        try:
            _keep(sha256, content, unfinished)
        except BaseException:
            mark.unlink()
            raise
    if is_writing():
        after_commit(lambda: mark.unlink(missing_ok=True))
    else:
        mark.unlink()
    return sha256


@contextmanager
def _turn(kind: int) -> Iterator[Path]:
    """The folder of what is unfinished; while one process sweeps (LOCK_EX), nobody puts (LOCK_SH)."""
    folder = _folder() / ".tmp"
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, kind)
        yield folder
    finally:
        os.close(handle)


def _keep(sha256: str, content: bytes, unfinished: Path) -> None:
    path = _path(sha256)
    path.parent.mkdir(exist_ok=True)
    if not holds(sha256):
        draft = _new_file(unfinished, sha256)
        try:
            _write(draft, content)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    # Even if it was there: another process may have put it a moment ago, and not on the disk yet.
    for folder in (path.parent, _folder(), _folder().parent):
        _sync(folder)


def _new_file(folder: Path, sha256: str) -> Path:
    handle, name = tempfile.mkstemp(prefix=f"{sha256}.", dir=folder)
    os.close(handle)
    return Path(name)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def get(sha256: str) -> bytes:
    """The bytes kept under this SHA-256; `Damaged` when they are missing or not the same any more."""
    try:
        content = _path(sha256).read_bytes()
    except FileNotFoundError:
        raise Damaged("the file is missing") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged("the file was changed")
    return content


def holds(sha256: str) -> bool:
    """Whether these bytes are kept, unharmed."""
    try:
        get(sha256)
    except Damaged:
        return False
    return True


@atomic
def sweep(now: datetime) -> list[str]:
    """Removes what transactions kept that were never committed, a day later; gives the SHA-256 of each.

    Only what is marked is looked at: nothing goes that this program did not leave unfinished.
    """
    with _turn(fcntl.LOCK_EX) as unfinished:
        marks = _marks(unfinished)
        oldest = (now - UNFINISHED_FOR).timestamp()
        old = [mark for mark, since in marks.items() if since < oldest]
        given_up = _named(old) - _named(mark for mark in marks if mark not in old)
        swept = sorted(given_up - {sha256 for referrer in _referrers for sha256 in referrer(given_up)})
        for sha256 in swept:
            _path(sha256).unlink(missing_ok=True)
        for mark in old:
            mark.unlink(missing_ok=True)
    return swept


def _marks(unfinished: Path) -> dict[Path, float]:
    """What is unfinished, and since when. Those who commit take their marks away at any time."""
    found = {}
    for mark in unfinished.iterdir():
        with suppress(FileNotFoundError):
            found[mark] = mark.stat().st_mtime
    return found


def _named(marks: Iterable[Path]) -> set[str]:
    return {mark.name.partition(".")[0] for mark in marks}
