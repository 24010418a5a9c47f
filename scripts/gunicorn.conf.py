"""gunicorn's settings for `make run`: the program is loaded once, prepares the database, then serves."""

from typing import Any

preload_app = True
limit_request_line = 8190  # its largest: a list filtered by many ids has a long address


def on_starting(server: Any) -> None:
    """Runs in the master before it listens; no connection may outlive the fork."""
    from app.commands import prepare_database
    from app.database import db

    with server.app.wsgi().app_context():
        prepare_database()
        db.session.remove()
        db.engine.dispose()
