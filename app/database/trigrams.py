"""Trigram indexes over folded search texts: FTS5 beside each table on SQLite, pg_trgm on PostgreSQL.

SQLite's full-text tables want a whole number for each row, and a table keyed by UUID has none that is sure to
stay; so a table of rows stands between, and triggers keep it. A later batch migration of a searched table
makes its triggers again, since SQLite drops them with the table. Without pg_trgm a search reads the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, column, select, table
from sqlalchemy.orm import InstrumentedAttribute

from app.column_types import Uuid7
from app.database.engine import is_postgresql
from app.values.folding import like

SEARCHED = ("customer", "contact", "project", "invoice", "payment", "time_entry")
"""The tables that grow and are searched; a migration that makes an index names its tables itself."""
SHORTEST = 3
"""A word with fewer characters has no trigram."""


def is_search_name(name: str | None) -> bool:
    """Whether a table or index is one of these; the models do not know them."""
    return bool(name) and (str(name).startswith("search_") or str(name).endswith("_trigrams"))


def created(dialect: str, tables: Iterable[str], has_trigrams: bool) -> list[str]:
    """The statements that make them for what is in these tables already, one by one."""
    if dialect == "postgresql":
        return [_gin(name) for name in tables] if has_trigrams else []
    return [statement for name in tables for statement in _sqlite(name)]


def dropped(dialect: str, tables: Iterable[str]) -> list[str]:
    """The way back."""
    if dialect == "postgresql":
        return [f"DROP INDEX IF EXISTS ix_{name}_trigrams" for name in tables]
    return [statement for name in tables for statement in _gone(name)]


def _gin(name: str) -> str:
    return f"CREATE INDEX ix_{name}_trigrams ON {name} USING gin (search_text gin_trgm_ops)"


def _gone(name: str) -> list[str]:
    triggers = [f"DROP TRIGGER search_{name}_{verb}" for verb in ("added", "changed", "gone")]
    return [*triggers, f"DROP TABLE search_{name}", f"DROP TABLE search_{name}_rows"]


def _sqlite(name: str) -> tuple[str, ...]:
    rows, found = f"search_{name}_rows", f"search_{name}"
    forget = (
        f"INSERT INTO {found} ({found}, rowid, text) SELECT 'delete', n, text FROM {rows} WHERE id = OLD.id;"
    )
    return (
        f"CREATE TABLE {rows} (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, text TEXT NOT NULL)",
        f"CREATE VIRTUAL TABLE {found} USING fts5(text, content='{rows}', content_rowid='n',"
        " tokenize='trigram', detail=none, columnsize=0)",
        f"CREATE TRIGGER search_{name}_added AFTER INSERT ON {name} BEGIN"
        f" INSERT INTO {rows} (id, text) VALUES (NEW.id, NEW.search_text);"
        f" INSERT INTO {found} (rowid, text) SELECT n, text FROM {rows} WHERE id = NEW.id; END",
        f"CREATE TRIGGER search_{name}_changed AFTER UPDATE OF search_text ON {name}"
        f" WHEN OLD.search_text IS NOT NEW.search_text BEGIN {forget}"
        f" UPDATE {rows} SET text = NEW.search_text WHERE id = OLD.id;"
        f" INSERT INTO {found} (rowid, text) SELECT n, text FROM {rows} WHERE id = NEW.id; END",
        f"CREATE TRIGGER search_{name}_gone AFTER DELETE ON {name} BEGIN {forget}"
        f" DELETE FROM {rows} WHERE id = OLD.id; END",
        f"INSERT INTO {rows} (id, text) SELECT id, search_text FROM {name} ORDER BY id",
        f"INSERT INTO {found} ({found}) VALUES ('rebuild')",
    )


def is_indexed(searched: Any) -> bool:
    """Whether there is such an index over this column."""
    is_column = isinstance(searched, InstrumentedAttribute) and searched.key == "search_text"
    return is_column and searched.class_.__tablename__ in SEARCHED


def ids_with(searched: Any, word: str) -> Select[Any]:
    """The ids of the rows in whose indexed column this folded word of three characters or more occurs."""
    if is_postgresql():
        return select(searched.class_.id).where(searched.like(like(word), escape="\\"))
    name = f"search_{searched.class_.__tablename__}"
    rows = table(f"{name}_rows", column("n"), column("id", Uuid7), column("text"))
    trigrams = " ".join(_quoted(word[at : at + SHORTEST]) for at in range(len(word) - SHORTEST + 1))
    hits = table(name, column("rowid"), column(name))
    found = select(hits.c.rowid).where(hits.c[name].op("MATCH")(trigrams))
    # Trigrams may stand apart: what they find is looked at once more.
    return select(rows.c.id).where(rows.c.n.in_(found), rows.c.text.like(like(word), escape="\\"))


def _quoted(trigram: str) -> str:
    escaped = trigram.replace('"', '""')
    return f'"{escaped}"'
