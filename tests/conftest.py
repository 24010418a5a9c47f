"""The application on both databases, each test with a fresh copy of the same small company."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

from app import create_app
from app.database import db
from config import read
from tests import cast, postgres
from tests.answers import contract_of
from tests.pages import Api, Pages

DATABASES = ("sqlite", "postgresql")


def prepare() -> None:
    """All tables: by the migrations."""
    if any((Path("migrations") / "versions").glob("*.py")):
        upgrade()
    else:
        db.create_all()


class Server:
    """One database of one kind, which can be set back to how the suite's company stood."""

    def __init__(self, kind: str, folder: Path, server_url: str | None) -> None:
        self.kind, self.folder, self.server_url = kind, folder, server_url
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.url = f"sqlite:///{folder / 'kontor.db'}"
        if server_url is not None:
            made = postgres.create_database(server_url, f"kontor_{self.worker}")
            self.url = made.render_as_string(hide_password=False)
        base = read({"APP_ENV": "test", "DATA_DIR": str(folder), "LOG_LEVEL": "ERROR"})
        settings = read(
            {
                "APP_ENV": "test",
                "DATA_DIR": str(folder),
                "DATABASE_URL": self.url,
                "SECRET_KEY": "a secret that is only for tests, long enough",
                "LOG_LEVEL": "ERROR",
            }
        )
        self.app = create_app(
            replace(base, database_url=settings.database_url, secret_key=settings.secret_key)
        )
        with self.app.app_context():
            prepare()
            cast.engage()
            assert contract_of(self.app).document  # read while everything works
            db.session.remove()
            db.engine.dispose()
        self._keep()

    def _keep(self) -> None:
        if self.server_url is None:
            shutil.copy(self.folder / "kontor.db", self.folder / "template.db")
        else:
            postgres.create_database(self.server_url, f"template_{self.worker}", f"kontor_{self.worker}")

    def reset(self) -> None:
        """Back to the suite's company."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        if self.server_url is None:
            for ending in ("-wal", "-shm"):
                Path(f"{self.folder / 'kontor.db'}{ending}").unlink(missing_ok=True)
            shutil.copy(self.folder / "template.db", self.folder / "next.db")
            (self.folder / "next.db").replace(self.folder / "kontor.db")
        else:
            postgres.create_database(self.server_url, f"kontor_{self.worker}", f"template_{self.worker}")


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The servers by kind, each made when the first test asks for it."""
    made: dict[str, Server] = {}
    cluster = None

    def server(kind: str) -> Server:
        nonlocal cluster
        if kind not in made:
            url = None
            if kind == "postgresql":
                cluster = postgres.find_cluster()
                try:
                    url = cluster.__enter__()
                except postgres.NoPostgres as missing:
                    cluster = None
                    if os.environ.get("CI") == "true":
                        pytest.fail(f"no PostgreSQL: {missing}")
                    pytest.skip(f"no PostgreSQL: {missing}")
            made[kind] = Server(kind, tmp_path_factory.mktemp(kind), url)
        return made[kind]

    yield server
    for one in made.values():
        with one.app.app_context():
            db.session.remove()
            db.engine.dispose()
    if cluster is not None:
        cluster.__exit__(None, None, None)


@pytest.fixture(params=DATABASES)
def server(request: pytest.FixtureRequest, servers: Any) -> Server:
    """A database of each kind, fresh."""
    found = servers(request.param)
    found.reset()
    return found


@pytest.fixture
def app(server: Server) -> Iterator[Flask]:
    """The application with its context pushed, so that actions and queries can be called."""
    with server.app.app_context():
        yield server.app
        db.session.remove()


@pytest.fixture
def outside(server: Server) -> Flask:
    """The application without a context, for tests that use clients only."""
    return server.app


@pytest.fixture
def pages(outside: Flask) -> Pages:
    """Browsers without scripts, one per person: `pages("leitung").get("/projects")` lints what it fetches."""
    return Pages(outside)


@pytest.fixture
def api(outside: Flask) -> Api:
    """API clients, one per person: `api("leitung").get("/api/backoffice/projects")`."""
    return Api(outside)


@pytest.fixture
def queries(outside: Flask) -> Any:
    """Counts statements: `with queries() as seen: …; len(seen)`."""

    @contextmanager
    def counted() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT")):
                seen.append(statement)

        with outside.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counted
