"""A process that is killed while it keeps a file; see test_storage."""

from __future__ import annotations

import os
import signal
import sys

from app import create_app, storage


def die(*_args: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    setattr(os, sys.argv[1], die)
    with create_app().app_context():
        storage.put(b"half kept")
