"""One main contact for each customer; the first number of a series becomes its next number, once.

Where a customer has several main contacts, the one that was changed last stays it; the others are changed with
a version and a record. A first number is carried over where it still can have an effect: where the series has
no counter yet for this year (or none at all, if it does not start anew). So the number that the settings show
as the next one stays the next one.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from app import column_types
from app.audit.rules import GENESIS, canonical, chained, digest

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

contact = sa.table(
    "contact",
    sa.column("id", column_types.Uuid7()),
    sa.column("customer_id", column_types.Uuid7()),
    sa.column("is_primary", sa.Boolean()),
    sa.column("updated_at", column_types.UtcDateTime(timezone=True)),
    sa.column("version", sa.Integer()),
)
audit_head = sa.table(
    "audit_head",
    sa.column("id", sa.Integer()),
    sa.column("seq", sa.Integer()),
    sa.column("hash", sa.String()),
)
audit_record = sa.table(
    "audit_record",
    sa.column("seq", sa.Integer()),
    sa.column("at", sa.String()),
    sa.column("actor_id", column_types.Uuid7()),
    sa.column("actor_name", sa.String()),
    sa.column("action", sa.String()),
    sa.column("entity", sa.String()),
    sa.column("entity_id", column_types.Uuid7()),
    sa.column("customer_id", column_types.Uuid7()),
    sa.column("request_id", sa.String()),
    sa.column("payload", sa.Text()),
    sa.column("payload_hash", sa.String()),
    sa.column("previous", sa.String()),
    sa.column("hash", sa.String()),
)
number_series = sa.table(
    "number_series",
    sa.column("key", sa.String()),
    sa.column("yearly", sa.Boolean()),
    sa.column("start", sa.Integer()),
    sa.column("next_value", sa.Integer()),
)
number_counter = sa.table("number_counter", sa.column("series", sa.String()), sa.column("year", sa.Integer()))


def upgrade() -> None:
    _mend_main_contacts(datetime.now(UTC))
    op.create_index(
        "uq_contact_primary",
        "contact",
        ["customer_id"],
        unique=True,
        sqlite_where=sa.text("is_primary"),
        postgresql_where=sa.text("is_primary"),
    )
    with op.batch_alter_table("number_series") as batch:
        batch.add_column(sa.Column("next_value", sa.Integer(), nullable=True))
        batch.create_check_constraint(op.f("ck_number_series_next_value"), "next_value >= 1")
    _carry_over_first_numbers(datetime.now(UTC).year)
    with op.batch_alter_table("number_series") as batch:
        batch.drop_constraint(op.f("ck_number_series_start"), type_="check")
        batch.drop_column("start")


def _mend_main_contacts(now: datetime) -> None:
    bind, mended, former = op.get_bind(), set(), []
    newest_first = (contact.c.updated_at.desc(), contact.c.id.desc())
    for row in bind.execute(
        sa.select(contact.c.id, contact.c.customer_id).where(contact.c.is_primary).order_by(*newest_first)
    ):
        if row.customer_id in mended:
            former.append(row)
        mended.add(row.customer_id)
    for row in former:
        values = {"is_primary": False, "version": contact.c.version + 1, "updated_at": now}
        bind.execute(sa.update(contact).where(contact.c.id == row.id).values(values))
    _chain(former, now)


def _chain(changed: list[sa.Row], now: datetime) -> None:
    bind = op.get_bind()
    if changed and bind.execute(sa.select(audit_head.c.id)).first() is None:
        bind.execute(sa.insert(audit_head).values(id=1, seq=0, hash=GENESIS))
    for row in changed:
        head = bind.execute(sa.select(audit_head.c.seq, audit_head.c.hash)).one()
        payload = canonical({"before": {"is_primary": True}, "after": {"is_primary": False}})
        record = {
            "seq": head.seq + 1,
            "at": now.isoformat(),
            "actor_id": None,
            "actor_name": "Kontor",
            "action": "changed",
            "entity": "contact",
            "entity_id": row.id,
            "customer_id": row.customer_id,
            "request_id": None,
            "payload": payload,
            "payload_hash": digest(payload),
        }
        own = chained(head.hash, record)
        bind.execute(sa.insert(audit_record).values(record | {"previous": head.hash, "hash": own}))
        bind.execute(sa.update(audit_head).values(seq=head.seq + 1, hash=own))


def _carry_over_first_numbers(year: int) -> None:
    of_this_year = sa.case((number_series.c.yearly, year), else_=0)
    counted = sa.exists().where(
        number_counter.c.series == number_series.c.key, number_counter.c.year == of_this_year
    )
    has_effect = sa.and_(number_series.c.start > 1, ~counted)
    op.execute(sa.update(number_series).where(has_effect).values(next_value=number_series.c.start))


def downgrade() -> None:
    with op.batch_alter_table("number_series") as batch:
        batch.add_column(sa.Column("start", sa.Integer(), nullable=True))
    op.execute(sa.update(number_series).values(start=sa.func.coalesce(number_series.c.next_value, 1)))
    with op.batch_alter_table("number_series") as batch:
        batch.alter_column("start", existing_type=sa.Integer(), nullable=False)
        batch.create_check_constraint(op.f("ck_number_series_start"), "start >= 1")
        batch.drop_constraint(op.f("ck_number_series_next_value"), type_="check")
        batch.drop_column("next_value")
    op.drop_index("uq_contact_primary", "contact")
