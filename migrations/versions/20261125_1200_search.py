"""Trigram indexes, so that a search without a hit reads no table."""

from alembic import op
from sqlalchemy import text

from app.database import trigrams

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("customer", "contact", "project", "invoice", "payment", "time_entry")


def _has_trigrams() -> bool:
    """pg_trgm, made where it can be had: it is a trusted extension, but not installed everywhere."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return False
    known = connection.execute(text("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'"))
    if not known.scalar():
        return False
    may = connection.execute(
        text(
            "SELECT has_database_privilege(current_database(), 'CREATE')"
            " OR EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')"
        )
    )
    if not may.scalar():
        return False
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    return True


def upgrade() -> None:
    for statement in trigrams.created(op.get_bind().dialect.name, TABLES, _has_trigrams()):
        op.execute(text(statement.replace(":", "\\:")))


def downgrade() -> None:
    for statement in trigrams.dropped(op.get_bind().dialect.name, TABLES):
        op.execute(statement)
