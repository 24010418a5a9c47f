"""Runs migrations on both databases. Our own, since the generated one raises a deprecation warning."""

from __future__ import annotations

import warnings
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

from app.database import db

context.config.set_main_option("sqlalchemy.url", "")
warnings.filterwarnings("ignore", message="Skipped unsupported reflection of expression-based index")
warnings.filterwarnings("ignore", message="autogenerate skipping metadata-specified expression-based index")


def _rendered(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our JSON by its name: the generated text names a `Text` that nobody imports."""
    return "column_types.Json" if kind == "type" and isinstance(item, sa.JSON) else False


def _check_references(connection: sa.Connection, on_or_off: str) -> None:
    """Tables are rebuilt on SQLite. Said to the driver, since within a transaction the pragma does nothing."""
    connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={on_or_off}")  # type: ignore[union-attr]


def _migrate() -> None:
    db.session.remove()
    engine = db.engine
    with engine.connect() as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            _check_references(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transaction_per_migration=True,
            render_item=_rendered,
            user_module_prefix="column_types.",
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if is_sqlite:
            _check_references(connection, "ON")


_migrate()
