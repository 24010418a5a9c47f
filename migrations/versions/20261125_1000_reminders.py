"""Reminders, on their own or attached to any record."""

import sqlalchemy as sa
from alembic import op

from app import column_types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

DUE = "coalesce(due_date, '9999-12-31')"


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("priority", sa.String(length=10), nullable=False),
        sa.Column("repeat", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("owner_id", column_types.Uuid7(), nullable=False),
        sa.Column("follows_id", column_types.Uuid7(), nullable=True),
        sa.Column("sort_name", column_types.SortText, nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("linked_module", sa.String(length=20), nullable=True),
        sa.Column("linked_id", column_types.Uuid7(), nullable=True),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "priority IN ('low', 'medium', 'high', 'critical')", name=op.f("ck_reminder_priority")
        ),
        sa.CheckConstraint(
            "repeat IN ('none', 'daily', 'weekly', 'monthly', 'yearly')", name=op.f("ck_reminder_repeat")
        ),
        sa.CheckConstraint("status IN ('open', 'done')", name=op.f("ck_reminder_status")),
        sa.CheckConstraint(
            "repeat = 'none' OR due_date IS NOT NULL", name=op.f("ck_reminder_repeat_needs_due_date")
        ),
        sa.CheckConstraint(
            "(linked_module IS NULL) = (linked_id IS NULL)", name=op.f("ck_reminder_linked_module")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["employee.id"], name=op.f("fk_reminder_owner_id")),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["reminder.id"], name=op.f("fk_reminder_follows_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("follows_id", name=op.f("uq_reminder_follows_id")),
    )
    op.create_index("ix_reminder_created_at", "reminder", ["created_at", "id"])
    op.create_index("ix_reminder_due_date", "reminder", [sa.text(DUE), "id"])
    op.create_index("ix_reminder_linked_id", "reminder", ["linked_id"])
    op.create_index("ix_reminder_owner_id", "reminder", ["owner_id", "status", sa.text(DUE), "id"])
    op.create_index("ix_reminder_sort_name", "reminder", ["sort_name", "id"])


def downgrade() -> None:
    op.drop_table("reminder")
