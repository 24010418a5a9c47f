"""A PostgreSQL for the tests: TEST_DATABASE_URL, or a throw-away cluster of the newest installed version.

Each test process (each xdist worker too) starts a cluster of its own in about a second; so they share
nothing, and nothing is left when they end. Copies of a migrated database come from a template:

    with find_cluster() as server:
        template = create_database(server, "migrated")
        ...                                     # migrate, then dispose of every engine on it
        mine = create_database(server, "test_1", template="migrated")
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, NullPool, create_engine, make_url

START_WITHIN = 30.0  # seconds; it takes 0.6 on an idle machine
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",  # and no statistics: each test plans its queries as with a new database
}


class NoPostgres(Exception):
    """There is none to be had; the sentence says why. Without CI=true its tests are skipped."""


def find_programs() -> Path:
    """The folder of the newest initdb and postgres; Debian keeps them out of PATH."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    if not found:
        raise NoPostgres("no PostgreSQL is installed, and TEST_DATABASE_URL is not set")
    return Path(found).resolve().parent


def server_owner() -> str | None:
    """PostgreSQL refuses to run as root: then the account of its package does."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise NoPostgres("PostgreSQL does not run as root, and there is no account postgres") from None


@contextmanager
def find_cluster() -> Iterator[URL]:
    """The URL of a server in which databases may be made; raises NoPostgres."""
    if address := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(address).set(drivername="postgresql+psycopg")
        return
    programs, owner = find_programs(), server_owner()
    # Not the TMPDIR: the path of a Unix socket may have 107 bytes only.
    folder = Path(tempfile.mkdtemp(prefix="kontor-pg-", dir="/tmp"))
    try:
        if owner:
            shutil.chown(folder, owner)
        with running(programs, folder, owner):
            yield URL.create(
                "postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)}
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(programs: Path, folder: Path, owner: str | None) -> Iterator[None]:
    data, log = folder / "data", folder / "log"
    options = ["--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
    initdb: list[str | Path] = [programs / "initdb", "--pgdata", data, *options]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, user=owner)
    # Tests that are killed cannot clean up: let the kernel then stop the server, where it can.
    guard = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
    settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*guard, programs / "postgres", "-D", data, "-k", folder, *settings],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            user=owner,
            start_new_session=True,  # Ctrl-C is for pytest, which then stops it in good order
        )
    try:
        wait_until_ready(programs, folder, server, log)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # "fast": whoever is still connected is cut off
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_ready(programs: Path, folder: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while subprocess.run([programs / "pg_isready", "--quiet", "--host", folder]).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise NoPostgres(f"PostgreSQL did not start: {log.read_text('utf-8', 'replace')[-500:]}")
        time.sleep(0.02)


def execute(server: URL, statement: str) -> None:
    """One statement outside any transaction, as CREATE DATABASE needs it."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


def create_database(server: URL, name: str, template: str | None = None) -> URL:
    """A new database, empty or a copy of another that nobody is connected to; replaces one of that name."""
    drop_database(server, name)
    copied = f" TEMPLATE {quoted(template)}" if template else " TEMPLATE template0"
    execute(server, f"CREATE DATABASE {quoted(name)}{copied}")
    return server.set(database=name)


def drop_database(server: URL, name: str) -> None:
    execute(server, f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")


def quoted(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name):
        raise ValueError(f"not a name for a test database: {name!r}")
    return f'"{name}"'
