"""Documents keep the name of their customer for lists, and the version by which their paper is drawn."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FIRST_FROZEN = (
    "id",
    "document_type",
    "invoice_number",
    "series",
    "year",
    "value",
    "customer_id",
    "project_id",
    "issued_date",
    "due_date",
    "service_from",
    "service_to",
    "tax_case",
    "tax_reason",
    "tax_note",
    "subtotal",
    "tax_amount",
    "total",
    "terms",
    "seller",
    "buyer",
    "project_text",
    "issued_at",
    "issued_by_id",
    "cancels_id",
    "number_key",
    "created_at",
)
FROZEN = (*FIRST_FROZEN, "buyer_name", "paper_version")
ONCE = ("cancelled_by_id", "cancel_reason", "pdf_sha256")


def upgrade() -> None:
    op.add_column("invoice", sa.Column("buyer_name", sa.String(length=200), nullable=True))
    op.add_column("invoice", sa.Column("paper_version", sa.Integer(), nullable=True))
    # The trigger of the first version knows neither column, so it lets them be filled and watches the others.
    invoice = sa.table(
        "invoice",
        sa.column("issued_at"),
        sa.column("buyer", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
        sa.column("buyer_name", sa.String),
        sa.column("paper_version", sa.Integer),
    )
    op.execute(
        sa.update(invoice)
        .where(invoice.c.issued_at.is_not(None))
        .values(buyer_name=invoice.c.buyer["name"].as_string(), paper_version=1)
    )
    _freeze(FROZEN)


def downgrade() -> None:
    _freeze(FIRST_FROZEN)
    # Both databases drop a column in place: a table made anew by a batch would lose its triggers.
    op.drop_column("invoice", "paper_version")
    op.drop_column("invoice", "buyer_name")


def _freeze(columns: tuple[str, ...]) -> None:
    """The trigger that holds an issued document fast, over these columns, in place of the one there is."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION invoice_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN IF {_changed(columns, 'IS DISTINCT FROM')} THEN"
            " RAISE EXCEPTION 'an issued document can no longer be changed'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
    else:
        op.execute("DROP TRIGGER invoice_is_frozen")
        op.execute(
            "CREATE TRIGGER invoice_is_frozen BEFORE UPDATE ON invoice FOR EACH ROW"
            f" WHEN {_changed(columns, 'IS NOT')}"
            " BEGIN SELECT RAISE(ABORT, 'an issued document can no longer be changed'); END"
        )


def _changed(columns: tuple[str, ...], differ: str) -> str:
    frozen = " OR ".join(f"NEW.{name} {differ} OLD.{name}" for name in columns)
    once = " OR ".join(f"(OLD.{name} IS NOT NULL AND NEW.{name} {differ} OLD.{name})" for name in ONCE)
    return f"OLD.issued_at IS NOT NULL AND ({frozen} OR {once})"
