"""Files by content: kept under their SHA-256, synced before the transaction that refers to them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from flask import current_app


class Damaged(Exception):
    """A kept file is missing, or its bytes are not what they were."""


def _folder() -> Path:
    return Path(current_app.config["DATA_DIR"]) / "files"


def _path(sha256: str) -> Path:
    return _folder() / sha256[:2] / sha256


def put(content: bytes) -> str:
    """Keeps these bytes; gives their SHA-256. Synced to the disk before it returns."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(sha256)
    if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return sha256


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
