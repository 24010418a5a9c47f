"""A database as it stood when the suite's company was engaged, and back to that: before every test."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL

from tests import postgres

LARGE = 2_000_000
"""Bytes of all tables together, from which on emptying them as a whole is faster than deleting their rows."""


class KeptFile:
    """An SQLite file and its copy. Nobody may be connected while it is brought back."""

    def __init__(self, file: Path) -> None:
        self.file, self.kept = file, file.with_suffix(".kept")
        shutil.copy(self.file, self.kept)

    def restore(self) -> None:
        for ending in ("-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        following = self.file.with_suffix(".next")
        shutil.copy(self.kept, following)
        following.replace(self.file)

    def close(self) -> None:
        """There is no connection."""


class KeptTables:
    """A PostgreSQL database with a copy of every table in a schema `kept`.

    Bringing it back costs nothing when nothing was written since (the position in the write-ahead log says
    so), a few milliseconds when rows were, and a new database when its structure was changed: an event
    trigger notes that. Who is still in the middle of a transaction is cut off before. The role of the tests
    must be a superuser, since the triggers that keep documents and the audit record have to be passed by.
    """

    def __init__(self, server: URL, name: str) -> None:
        self.server, self.name, self.template = server, name, f"template_{name}"
        self.connection = self._connect()
        query = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        self.tables = sorted(row[0] for row in self._execute(query))
        assert not self._execute("TABLE pg_sequences"), "sequences would have to be brought back, too"
        self._execute("CREATE SCHEMA kept")
        for table in self.tables:
            self._execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')
        self.filled = [table for table in self.tables if self._execute(f'TABLE kept."{table}" LIMIT 1')]
        self._execute("CREATE TABLE kept.structure_changed (at timestamptz)")
        self._execute(
            "CREATE FUNCTION kept.note_structure() RETURNS event_trigger LANGUAGE plpgsql AS "
            "$$ BEGIN INSERT INTO kept.structure_changed VALUES (now()); END $$"
        )
        self._execute(
            "CREATE EVENT TRIGGER structure_changed ON ddl_command_end EXECUTE FUNCTION kept.note_structure()"
        )
        self.connection.close()
        postgres.create_database(server, self.template, name)
        self.connection = self._connect()
        self.position = self._position()

    def _connect(self) -> psycopg.Connection[Any]:
        url = self.server.set(drivername="postgresql", database=self.name)
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)

    def _execute(self, statement: str) -> list[Any]:
        cursor = self.connection.execute(statement)
        return cursor.fetchall() if cursor.description else []

    def _position(self) -> str:
        return str(self._execute("SELECT pg_current_wal_insert_lsn()")[0][0])

    def restore(self) -> None:
        self._execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
        )
        if self._position() == self.position:
            return
        if self._execute("TABLE kept.structure_changed LIMIT 1"):
            self.connection.close()
            postgres.create_database(self.server, self.name, self.template)
            self.connection = self._connect()
        else:
            self._bring_back_rows()
        self.position = self._position()

    def _bring_back_rows(self) -> None:
        size = self._execute(
            "SELECT sum(pg_relation_size(oid)) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )[0][0]
        if size > LARGE:
            emptied = [f"TRUNCATE {', '.join(self._quoted(self.tables))}"]
        else:
            emptied = [f"DELETE FROM {name}" for name in self._quoted(self.tables)]
        filled = [
            f'INSERT INTO {name} TABLE kept."{table}"'
            for table, name in zip(self.filled, self._quoted(self.filled), strict=True)
        ]
        with self.connection.transaction():
            self._execute("SET LOCAL session_replication_role = replica")  # no triggers, no foreign keys
            self._execute(";".join((*emptied, *filled)))

    @staticmethod
    def _quoted(tables: list[str]) -> list[str]:
        return [f'public."{table}"' for table in tables]

    def close(self) -> None:
        self.connection.close()
