"""Runs migrations on both databases. Our own, since the generated one raises a deprecation warning."""

from __future__ import annotations

import warnings
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.database import db
from app.database.trigrams import is_search_name

context.config.set_main_option("sqlalchemy.url", "")
warnings.filterwarnings("ignore", message="Skipped unsupported reflection of expression-based index")
warnings.filterwarnings("ignore", message="autogenerate skipping metadata-specified expression-based index")


def _rendered(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our JSON by its name: the generated text names a `Text` that nobody imports."""
    return "column_types.Json" if kind == "type" and isinstance(item, sa.JSON) else False


def _watch_foreign_keys(connection: Connection, on: bool) -> None:
    """Past SQLAlchemy, which would begin a transaction first: within one SQLite ignores this."""
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _check_foreign_keys(ctx: Any, **_: Any) -> None:
    """Refuses a migration on SQLite after which a row would refer to nothing; its tables were made anew."""
    lost = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        raise RuntimeError(f"rows refer to what is not there: {lost[:10]}")


def _migrate() -> None:
    db.session.remove()
    engine = db.engine
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if is_sqlite:
            _watch_foreign_keys(connection, False)
        try:
            context.configure(
                connection=connection,
                target_metadata=db.metadata,
                transaction_per_migration=True,
                render_item=_rendered,
                include_name=lambda name, kind, _parents: kind == "column" or not is_search_name(name),
                user_module_prefix="column_types.",
                on_version_apply=_check_foreign_keys if is_sqlite else None,
                **current_app.extensions["migrate"].configure_args,
            )
            with context.begin_transaction():
                context.run_migrations()
            connection.commit()
        finally:
            connection.rollback()
            if is_sqlite:
                _watch_foreign_keys(connection, True)


_migrate()
