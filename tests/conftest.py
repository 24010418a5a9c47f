"""The application on both databases, each test with a fresh copy of the same small company."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import URL, event

from app import create_app
from app.accounts import secrets
from app.database import db
from app.demo.load import load_small
from app.demo.names import PEOPLE
from config import read
from tests import cast, postgres, recording
from tests.answers import contract_of
from tests.pages import Api, Pages
from tests.standing import KeptFile, KeptTables

DATABASES = ("sqlite", "postgresql")
recording.watch()
DEMONSTRATED = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
LOGINS = [login for login, *_rest in PEOPLE if login]
# Passwords are hashed all the time here, so as cheaply as can be; test_sign_in says how it is done else.
secrets._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def prepare() -> None:
    """All tables: by the migrations."""
    if any((Path("migrations") / "versions").glob("*.py")):
        upgrade()
    else:
        db.create_all()


def demonstrate() -> None:
    """The demonstration company, whose logins are signed in."""
    load_small(now=DEMONSTRATED)
    cast.sign_in(*LOGINS)


COMPANIES = {"kontor": cast.engage, "demo": demonstrate}
"""What a database can be filled with, by its name: the suite's own company, or the demonstration."""


class Server:
    """One database of one kind with one company, which can be set back to how that stood."""

    def __init__(self, kind: str, folder: Path, server_url: URL | None, company: str = "kontor") -> None:
        self.kind, self.folder, self.server_url = kind, folder, server_url
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.url = f"sqlite:///{folder / 'kontor.db'}"
        if server_url is not None:
            made = postgres.create_database(server_url, f"{company}_{self.worker}")
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
            COMPANIES[company]()
            assert contract_of(self.app).document  # read while everything works
            db.session.remove()
            db.engine.dispose()
        if server_url is None:
            self.kept: KeptFile | KeptTables = KeptFile(folder / "kontor.db")
        else:
            self.kept = KeptTables(server_url, f"{company}_{self.worker}")

    def reset(self) -> None:
        """Back to how the company stood."""
        with self.app.app_context():
            db.session.remove()
            if self.kind == "sqlite":
                db.engine.dispose()
        self.kept.restore()

    def close(self) -> None:
        """No connection is left."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        self.kept.close()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The servers by kind and company, each made when the first test asks for it."""
    made: dict[tuple[str, str], Server] = {}
    cluster = address = None

    def server(kind: str, company: str = "kontor") -> Server:
        nonlocal cluster, address
        if (kind, company) not in made:
            if kind == "postgresql" and cluster is None:
                cluster = postgres.find_cluster()
                try:
                    address = cluster.__enter__()
                except postgres.NoPostgres as missing:
                    cluster = None
                    if os.environ.get("CI") == "true":
                        pytest.fail(f"no PostgreSQL: {missing}")
                    pytest.skip(f"no PostgreSQL: {missing}")
            url = address if kind == "postgresql" else None
            folder = tmp_path_factory.mktemp(f"{company}_{kind}")
            made[kind, company] = Server(kind, folder, url, company)
        return made[kind, company]

    yield server
    for one in made.values():
        one.close()
    if cluster is not None:
        cluster.__exit__(None, None, None)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs what needs a database on both kinds, or on those that `@pytest.mark.on(…)` names."""
    chosen = any(mark.args[0] == "server" for mark in metafunc.definition.iter_markers("parametrize"))
    if "server" in metafunc.fixturenames and not chosen:
        marker = metafunc.definition.get_closest_marker("on")
        metafunc.parametrize("server", marker.args if marker else DATABASES, indirect=True)


@pytest.fixture
def server(request: pytest.FixtureRequest, servers: Any) -> Server:
    """A database, fresh."""
    found = servers(request.param)
    found.reset()
    return found


@pytest.fixture(autouse=True)
def everything_is_recorded() -> Iterator[None]:
    """Whatever an action changes in this test, it records (see `tests.recording`)."""
    yield
    found = list(dict.fromkeys(recording.problems))
    recording.problems.clear()
    assert not found, "\n".join(found)


@pytest.fixture(params=DATABASES)
def demonstration(request: pytest.FixtureRequest, servers: Any) -> Server:
    """A database with the demonstration company, fresh."""
    found: Server = servers(request.param, "demo")
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
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the program's clock: `clock(moment)`. Whoever is signed in stays so."""

    def set_to(moment: datetime) -> None:
        for name, module in list(sys.modules.items()):
            if name.startswith("app.") and not name.startswith("app.accounts") and hasattr(module, "utc_now"):
                monkeypatch.setattr(module, "utc_now", lambda: moment)

    return set_to


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
