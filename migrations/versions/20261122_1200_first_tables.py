"""The first tables: company, people, accounts, customers, projects, time, invoices, payments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from app import column_types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END
    """,
    """
    CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END
    """,
    """
    CREATE TRIGGER audit_record_next BEFORE INSERT ON audit_record WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit_record) OR EXISTS (SELECT 1 FROM audit_record AS other WHERE other.previous = NEW.previous OR other.hash = NEW.hash) BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END
    """,
    """
    CREATE TRIGGER invoice_is_frozen BEFORE UPDATE ON invoice FOR EACH ROW WHEN OLD.issued_at IS NOT NULL AND (NEW.id IS NOT OLD.id OR NEW.document_type IS NOT OLD.document_type OR NEW.invoice_number IS NOT OLD.invoice_number OR NEW.series IS NOT OLD.series OR NEW.year IS NOT OLD.year OR NEW.value IS NOT OLD.value OR NEW.customer_id IS NOT OLD.customer_id OR NEW.project_id IS NOT OLD.project_id OR NEW.issued_date IS NOT OLD.issued_date OR NEW.due_date IS NOT OLD.due_date OR NEW.service_from IS NOT OLD.service_from OR NEW.service_to IS NOT OLD.service_to OR NEW.tax_case IS NOT OLD.tax_case OR NEW.tax_reason IS NOT OLD.tax_reason OR NEW.tax_note IS NOT OLD.tax_note OR NEW.subtotal IS NOT OLD.subtotal OR NEW.tax_amount IS NOT OLD.tax_amount OR NEW.total IS NOT OLD.total OR NEW.terms IS NOT OLD.terms OR NEW.seller IS NOT OLD.seller OR NEW.buyer IS NOT OLD.buyer OR NEW.project_text IS NOT OLD.project_text OR NEW.issued_at IS NOT OLD.issued_at OR NEW.issued_by_id IS NOT OLD.issued_by_id OR NEW.cancels_id IS NOT OLD.cancels_id OR NEW.number_key IS NOT OLD.number_key OR NEW.created_at IS NOT OLD.created_at OR (OLD.cancelled_by_id IS NOT NULL AND NEW.cancelled_by_id IS NOT OLD.cancelled_by_id) OR (OLD.cancel_reason IS NOT NULL AND NEW.cancel_reason IS NOT OLD.cancel_reason) OR (OLD.pdf_sha256 IS NOT NULL AND NEW.pdf_sha256 IS NOT OLD.pdf_sha256)) BEGIN SELECT RAISE(ABORT, 'an issued document can no longer be changed'); END
    """,
    """
    CREATE TRIGGER invoice_is_kept BEFORE DELETE ON invoice FOR EACH ROW WHEN OLD.issued_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an issued document can no longer be deleted'); END
    """,
    """
    CREATE TRIGGER invoice_line_is_not_added BEFORE INSERT ON invoice_line FOR EACH ROW WHEN EXISTS (SELECT 1 FROM invoice WHERE invoice.id = NEW.invoice_id AND invoice.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'the lines of an issued document can no longer be changed'); END
    """,
    """
    CREATE TRIGGER invoice_line_is_frozen BEFORE UPDATE ON invoice_line FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM invoice WHERE invoice.id = OLD.invoice_id AND invoice.issued_at IS NOT NULL) OR EXISTS (SELECT 1 FROM invoice WHERE invoice.id = NEW.invoice_id AND invoice.issued_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'the lines of an issued document can no longer be changed'); END
    """,
    """
    CREATE TRIGGER invoice_line_is_kept BEFORE DELETE ON invoice_line FOR EACH ROW WHEN EXISTS (SELECT 1 FROM invoice WHERE invoice.id = OLD.invoice_id AND invoice.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'the lines of an issued document can no longer be changed'); END
    """,
    """
    CREATE TRIGGER invoice_line_stays BEFORE UPDATE ON invoice_line FOR EACH ROW WHEN NEW.invoice_id IS NOT OLD.invoice_id BEGIN SELECT RAISE(ABORT, 'a line stays with its document and is not replaced'); END
    """,
    """
    CREATE TRIGGER payment_stays BEFORE UPDATE ON payment FOR EACH ROW WHEN NEW.invoice_id IS NOT OLD.invoice_id BEGIN SELECT RAISE(ABORT, 'a payment stays with its invoice and is not replaced'); END
    """,
    """
    CREATE TRIGGER invoice_is_not_replaced_by_insert BEFORE INSERT ON invoice FOR EACH ROW WHEN EXISTS (SELECT 1 FROM invoice AS other WHERE ((other.rowid = NEW.rowid) OR (other.id = NEW.id) OR (other.invoice_number = NEW.invoice_number) OR (other.series = NEW.series AND other.year = NEW.year AND other.value = NEW.value) OR (other.cancels_id = NEW.cancels_id) OR (other.cancelled_by_id = NEW.cancelled_by_id)) AND other.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued document cannot be replaced'); END
    """,
    """
    CREATE TRIGGER invoice_is_not_replaced_by_update BEFORE UPDATE ON invoice FOR EACH ROW WHEN EXISTS (SELECT 1 FROM invoice AS other WHERE ((other.rowid = NEW.rowid) OR (other.id = NEW.id) OR (other.invoice_number = NEW.invoice_number) OR (other.series = NEW.series AND other.year = NEW.year AND other.value = NEW.value) OR (other.cancels_id = NEW.cancels_id) OR (other.cancelled_by_id = NEW.cancelled_by_id)) AND other.rowid <> OLD.rowid AND other.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued document cannot be replaced'); END
    """,
    """
    CREATE TRIGGER invoice_line_is_not_replaced_by_insert BEFORE INSERT ON invoice_line FOR EACH ROW WHEN EXISTS (SELECT 1 FROM invoice_line AS other WHERE ((other.rowid = NEW.rowid) OR (other.id = NEW.id) OR (other.cancels_line_id = NEW.cancels_line_id))) BEGIN SELECT RAISE(ABORT, 'a line stays with its document and is not replaced'); END
    """,
    """
    CREATE TRIGGER invoice_line_is_not_replaced_by_update BEFORE UPDATE ON invoice_line FOR EACH ROW WHEN EXISTS (SELECT 1 FROM invoice_line AS other WHERE ((other.rowid = NEW.rowid) OR (other.id = NEW.id) OR (other.cancels_line_id = NEW.cancels_line_id)) AND other.rowid <> OLD.rowid) BEGIN SELECT RAISE(ABORT, 'a line stays with its document and is not replaced'); END
    """,
    """
    CREATE TRIGGER payment_is_not_replaced_by_insert BEFORE INSERT ON payment FOR EACH ROW WHEN EXISTS (SELECT 1 FROM payment AS other WHERE ((other.rowid = NEW.rowid) OR (other.id = NEW.id))) BEGIN SELECT RAISE(ABORT, 'a payment stays with its invoice and is not replaced'); END
    """,
    """
    CREATE TRIGGER payment_is_not_replaced_by_update BEFORE UPDATE ON payment FOR EACH ROW WHEN EXISTS (SELECT 1 FROM payment AS other WHERE ((other.rowid = NEW.rowid) OR (other.id = NEW.id)) AND other.rowid <> OLD.rowid) BEGIN SELECT RAISE(ABORT, 'a payment stays with its invoice and is not replaced'); END
    """,
)
POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION audit_record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit record is append-only'; END $$
    """,
    """
    CREATE TRIGGER audit_record_no_change BEFORE UPDATE OR DELETE ON audit_record FOR EACH ROW EXECUTE FUNCTION audit_record_is_append_only()
    """,
    """
    CREATE TRIGGER audit_record_no_truncate BEFORE TRUNCATE ON audit_record FOR EACH STATEMENT EXECUTE FUNCTION audit_record_is_append_only()
    """,
    """
    CREATE FUNCTION invoice_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.issued_at IS NOT NULL AND (NEW.id IS DISTINCT FROM OLD.id OR NEW.document_type IS DISTINCT FROM OLD.document_type OR NEW.invoice_number IS DISTINCT FROM OLD.invoice_number OR NEW.series IS DISTINCT FROM OLD.series OR NEW.year IS DISTINCT FROM OLD.year OR NEW.value IS DISTINCT FROM OLD.value OR NEW.customer_id IS DISTINCT FROM OLD.customer_id OR NEW.project_id IS DISTINCT FROM OLD.project_id OR NEW.issued_date IS DISTINCT FROM OLD.issued_date OR NEW.due_date IS DISTINCT FROM OLD.due_date OR NEW.service_from IS DISTINCT FROM OLD.service_from OR NEW.service_to IS DISTINCT FROM OLD.service_to OR NEW.tax_case IS DISTINCT FROM OLD.tax_case OR NEW.tax_reason IS DISTINCT FROM OLD.tax_reason OR NEW.tax_note IS DISTINCT FROM OLD.tax_note OR NEW.subtotal IS DISTINCT FROM OLD.subtotal OR NEW.tax_amount IS DISTINCT FROM OLD.tax_amount OR NEW.total IS DISTINCT FROM OLD.total OR NEW.terms IS DISTINCT FROM OLD.terms OR NEW.seller IS DISTINCT FROM OLD.seller OR NEW.buyer IS DISTINCT FROM OLD.buyer OR NEW.project_text IS DISTINCT FROM OLD.project_text OR NEW.issued_at IS DISTINCT FROM OLD.issued_at OR NEW.issued_by_id IS DISTINCT FROM OLD.issued_by_id OR NEW.cancels_id IS DISTINCT FROM OLD.cancels_id OR NEW.number_key IS DISTINCT FROM OLD.number_key OR NEW.created_at IS DISTINCT FROM OLD.created_at OR (OLD.cancelled_by_id IS NOT NULL AND NEW.cancelled_by_id IS DISTINCT FROM OLD.cancelled_by_id) OR (OLD.cancel_reason IS NOT NULL AND NEW.cancel_reason IS DISTINCT FROM OLD.cancel_reason) OR (OLD.pdf_sha256 IS NOT NULL AND NEW.pdf_sha256 IS DISTINCT FROM OLD.pdf_sha256)) THEN RAISE EXCEPTION 'an issued document can no longer be changed' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
    """,
    """
    CREATE TRIGGER invoice_is_frozen BEFORE UPDATE ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_is_frozen()
    """,
    """
    CREATE FUNCTION invoice_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.issued_at IS NOT NULL THEN RAISE EXCEPTION 'an issued document can no longer be deleted' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
    """,
    """
    CREATE TRIGGER invoice_is_kept BEFORE DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_is_kept()
    """,
    """
    CREATE FUNCTION invoice_line_is_not_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM invoice WHERE invoice.id = NEW.invoice_id AND invoice.issued_at IS NOT NULL) THEN RAISE EXCEPTION 'the lines of an issued document can no longer be changed' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
    """,
    """
    CREATE TRIGGER invoice_line_is_not_added BEFORE INSERT ON invoice_line FOR EACH ROW EXECUTE FUNCTION invoice_line_is_not_added()
    """,
    """
    CREATE FUNCTION invoice_line_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (EXISTS (SELECT 1 FROM invoice WHERE invoice.id = OLD.invoice_id AND invoice.issued_at IS NOT NULL) OR EXISTS (SELECT 1 FROM invoice WHERE invoice.id = NEW.invoice_id AND invoice.issued_at IS NOT NULL)) THEN RAISE EXCEPTION 'the lines of an issued document can no longer be changed' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
    """,
    """
    CREATE TRIGGER invoice_line_is_frozen BEFORE UPDATE ON invoice_line FOR EACH ROW EXECUTE FUNCTION invoice_line_is_frozen()
    """,
    """
    CREATE FUNCTION invoice_line_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM invoice WHERE invoice.id = OLD.invoice_id AND invoice.issued_at IS NOT NULL) THEN RAISE EXCEPTION 'the lines of an issued document can no longer be changed' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
    """,
    """
    CREATE TRIGGER invoice_line_is_kept BEFORE DELETE ON invoice_line FOR EACH ROW EXECUTE FUNCTION invoice_line_is_kept()
    """,
    """
    CREATE FUNCTION invoice_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.invoice_id IS DISTINCT FROM OLD.invoice_id THEN RAISE EXCEPTION 'a line stays with its document and is not replaced' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
    """,
    """
    CREATE TRIGGER invoice_line_stays BEFORE UPDATE ON invoice_line FOR EACH ROW EXECUTE FUNCTION invoice_line_stays()
    """,
    """
    CREATE FUNCTION payment_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.invoice_id IS DISTINCT FROM OLD.invoice_id THEN RAISE EXCEPTION 'a payment stays with its invoice and is not replaced' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
    """,
    """
    CREATE TRIGGER payment_stays BEFORE UPDATE ON payment FOR EACH ROW EXECUTE FUNCTION payment_stays()
    """,
    """
    CREATE FUNCTION documents_are_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'documents, their lines and their payments are not emptied' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER invoice_is_not_emptied BEFORE TRUNCATE ON invoice FOR EACH STATEMENT EXECUTE FUNCTION documents_are_not_emptied()
    """,
    """
    CREATE TRIGGER invoice_line_is_not_emptied BEFORE TRUNCATE ON invoice_line FOR EACH STATEMENT EXECUTE FUNCTION documents_are_not_emptied()
    """,
    """
    CREATE TRIGGER payment_is_not_emptied BEFORE TRUNCATE ON payment FOR EACH STATEMENT EXECUTE FUNCTION documents_are_not_emptied()
    """,
)
POSTGRESQL_FUNCTIONS = [
    "audit_record_is_append_only",
    "documents_are_not_emptied",
    "invoice_is_frozen",
    "invoice_is_kept",
    "invoice_line_is_frozen",
    "invoice_line_is_kept",
    "invoice_line_is_not_added",
    "invoice_line_stays",
    "payment_stays",
]


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_record",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("actor_id", column_types.Uuid7(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("entity_id", column_types.Uuid7(), nullable=True),
        sa.Column("customer_id", column_types.Uuid7(), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("payload_hash", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_record")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_record_hash")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_record_previous")),
    )
    op.create_index("ix_audit_record_customer", "audit_record", ["customer_id", "seq"])
    op.create_index("ix_audit_record_entity", "audit_record", ["entity", "entity_id", "seq"])

    op.create_table(
        "company",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.String(length=20), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=50), nullable=True),
        sa.Column("website", sa.String(length=200), nullable=True),
        sa.Column("register", sa.String(length=200), nullable=True),
        sa.Column("managers", sa.String(length=200), nullable=True),
        sa.Column("tax_id", sa.String(length=30), nullable=True),
        sa.Column("vat_id", sa.String(length=20), nullable=True),
        sa.Column("small_business", sa.Boolean(), nullable=False),
        sa.Column("bank_name", sa.String(length=100), nullable=True),
        sa.Column("iban", sa.String(length=34), nullable=True),
        sa.Column("bic", sa.String(length=11), nullable=True),
        sa.Column("payment_terms_days", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("hourly_rate", column_types.UnitPrice(), nullable=True),
        sa.Column("rounding", sa.String(length=20), nullable=False),
        sa.Column("timezone", sa.String(length=50), nullable=False),
        sa.Column("logo_sha256", sa.String(length=64), nullable=True),
        sa.Column("logo_type", sa.String(length=20), nullable=True),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "payment_terms_days BETWEEN 0 AND 365", name=op.f("ck_company_payment_terms_days")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
    )
    op.create_table(
        "customer",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=3), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=50), nullable=True),
        sa.Column("website", sa.String(length=200), nullable=True),
        sa.Column("tax_id", sa.String(length=30), nullable=True),
        sa.Column("vat_id", sa.String(length=20), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.String(length=20), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("buyer_reference", sa.String(length=100), nullable=True),
        sa.Column("payment_terms_days", sa.Integer(), nullable=True),
        sa.Column("hourly_rate", column_types.UnitPrice(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("rounding", sa.String(length=20), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("sort_name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('lead', 'active', 'inactive')", name=op.f("ck_customer_status")),
        sa.CheckConstraint("type IN ('B2B', 'B2C')", name=op.f("ck_customer_type")),
        sa.CheckConstraint(
            "payment_terms_days BETWEEN 0 AND 365", name=op.f("ck_customer_payment_terms_days")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
    )
    op.create_index("ix_customer_created_at", "customer", ["created_at", "id"])
    op.create_index("ix_customer_number_id", "customer", ["number", "id"])
    op.create_index("ix_customer_sort_name", "customer", ["sort_name", "id"])
    op.create_index("ix_customer_status", "customer", ["status", "id"])

    op.create_table(
        "department",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("manager_id", column_types.Uuid7(), nullable=True),
        sa.Column("parent_id", column_types.Uuid7(), nullable=True),
        sa.Column("sort_name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["employee.id"], name="fk_department_manager_id", use_alter=True
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["department.id"], name=op.f("fk_department_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("name", name=op.f("uq_department_name")),
    )
    op.create_index("ix_department_created_at", "department", ["created_at", "id"])
    op.create_index("ix_department_manager_id", "department", ["manager_id"])
    op.create_index("ix_department_parent_id", "department", ["parent_id"])
    op.create_index("ix_department_sort_name", "department", ["sort_name", "id"])

    op.create_table(
        "failed_attempt",
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_attempt")),
    )
    op.create_index("ix_failed_attempt_key_at", "failed_attempt", ["key", "at"])

    op.create_table(
        "number_series",
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("pattern", sa.String(length=40), nullable=False),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.CheckConstraint("start >= 1", name=op.f("ck_number_series_start")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_number_series")),
    )
    op.create_table(
        "role",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("permissions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
    )
    op.create_table(
        "contact",
        sa.Column("customer_id", column_types.Uuid7(), nullable=False),
        sa.Column("firstname", sa.String(length=100), nullable=False),
        sa.Column("lastname", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=50), nullable=True),
        sa.Column("position", sa.String(length=100), nullable=True),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("sort_name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_created_at", "contact", ["created_at", "id"])
    op.create_index("ix_contact_customer_id", "contact", ["customer_id"])
    op.create_index("ix_contact_sort_name", "contact", ["sort_name", "id"])

    op.create_table(
        "employee",
        sa.Column("employee_code", sa.String(length=40), nullable=False),
        sa.Column("firstname", sa.String(length=100), nullable=False),
        sa.Column("lastname", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=50), nullable=True),
        sa.Column("position", sa.String(length=100), nullable=True),
        sa.Column("department_id", column_types.Uuid7(), nullable=True),
        sa.Column("role_id", column_types.Uuid7(), nullable=False),
        sa.Column("manager_id", column_types.Uuid7(), nullable=True),
        sa.Column("employment_type", sa.String(length=20), nullable=False),
        sa.Column("weekly_hours", column_types.Quantity(), nullable=True),
        sa.Column("hourly_rate", column_types.UnitPrice(), nullable=True),
        sa.Column("cost_rate", column_types.UnitPrice(), nullable=True),
        sa.Column("hire_date", sa.Date(), nullable=True),
        sa.Column("termination_date", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("timezone", sa.String(length=50), nullable=False),
        sa.Column("theme", sa.String(length=10), nullable=False),
        sa.Column("single_keys", sa.Boolean(), nullable=False),
        sa.Column("sort_name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_employee_language")),
        sa.CheckConstraint("status IN ('active', 'inactive', 'on_leave')", name=op.f("ck_employee_status")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_employee_department_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["employee.id"], name=op.f("fk_employee_manager_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_employee_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee")),
        sa.UniqueConstraint("email", name=op.f("uq_employee_email")),
        sa.UniqueConstraint("employee_code", name=op.f("uq_employee_employee_code")),
    )
    op.create_index("ix_employee_created_at", "employee", ["created_at", "id"])
    op.create_index("ix_employee_department_id", "employee", ["department_id"])
    op.create_index("ix_employee_manager_id", "employee", ["manager_id"])
    op.create_index("ix_employee_role_id", "employee", ["role_id"])
    op.create_index("ix_employee_sort_name", "employee", ["sort_name", "id"])

    op.create_table(
        "number_counter",
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["series"], ["number_series.key"], name=op.f("fk_number_counter_series")),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_number_counter")),
    )
    op.create_table(
        "project",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", column_types.Uuid7(), nullable=False),
        sa.Column("department_id", column_types.Uuid7(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("hourly_rate", column_types.UnitPrice(), nullable=True),
        sa.Column("rounding", sa.String(length=20), nullable=True),
        sa.Column("budget_hours", column_types.Quantity(), nullable=True),
        sa.Column("budget_amount", column_types.Money(), nullable=True),
        sa.Column("sort_title", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('planned', 'in_progress', 'completed', 'cancelled')", name=op.f("ck_project_status")
        ),
        sa.CheckConstraint("budget_amount >= 0", name=op.f("ck_project_budget_amount")),
        sa.CheckConstraint("budget_hours >= 0", name=op.f("ck_project_budget_hours")),
        sa.CheckConstraint("end_date >= start_date", name=op.f("ck_project_end_date")),
        sa.CheckConstraint("hourly_rate >= 0", name=op.f("ck_project_hourly_rate")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_project_customer_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_project_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("number", name=op.f("uq_project_number")),
    )
    op.create_index("ix_project_created_at", "project", ["created_at", "id"])
    op.create_index("ix_project_customer_id", "project", ["customer_id"])
    op.create_index("ix_project_department_id", "project", ["department_id"])
    op.create_index("ix_project_number_id", "project", ["number", "id"])
    op.create_index("ix_project_sort_title", "project", ["sort_title", "id"])
    op.create_index("ix_project_start_date", "project", ["start_date", "id"])
    op.create_index("ix_project_status", "project", ["status", "id"])

    op.create_table(
        "account",
        sa.Column("employee_id", column_types.Uuid7(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("changed_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_account_employee_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("employee_id", name=op.f("pk_account")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("employee_id", column_types.Uuid7(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", column_types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("used_at", column_types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_api_token_employee_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("employee_id", "name", name=op.f("uq_api_token_employee_id_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index("ix_api_token_employee_id", "api_token", ["employee_id"])

    op.create_table(
        "invoice",
        sa.Column("document_type", sa.String(length=20), nullable=False),
        sa.Column("invoice_number", sa.String(length=60), nullable=True),
        sa.Column("series", sa.String(length=20), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("customer_id", column_types.Uuid7(), nullable=False),
        sa.Column("project_id", column_types.Uuid7(), nullable=True),
        sa.Column("issued_date", sa.Date(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("service_from", sa.Date(), nullable=True),
        sa.Column("service_to", sa.Date(), nullable=True),
        sa.Column("tax_case", sa.String(length=20), nullable=True),
        sa.Column("tax_reason", sa.String(length=200), nullable=True),
        sa.Column("tax_note", sa.Text(), nullable=True),
        sa.Column("subtotal", column_types.Money(), nullable=False),
        sa.Column("tax_amount", column_types.Money(), nullable=False),
        sa.Column("total", column_types.Money(), nullable=False),
        sa.Column("paid_amount", column_types.Money(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("seller", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("buyer", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("project_text", sa.Text(), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("issued_at", column_types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("issued_by_id", column_types.Uuid7(), nullable=True),
        sa.Column("cancels_id", column_types.Uuid7(), nullable=True),
        sa.Column("cancelled_by_id", column_types.Uuid7(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(document_type = 'cancellation') = (cancels_id IS NOT NULL)", name=op.f("ck_invoice_cancels")
        ),
        sa.CheckConstraint(
            "(document_type = 'invoice' AND paid_amount BETWEEN 0 AND total) OR (document_type = 'cancellation' AND total <= 0 AND paid_amount = 0)",
            name=op.f("ck_invoice_paid_amount"),
        ),
        sa.CheckConstraint(
            "document_type IN ('invoice', 'cancellation')", name=op.f("ck_invoice_document_type")
        ),
        sa.CheckConstraint(
            "tax_case IN ('standard', 'small_business', 'reverse_charge', 'intra_community', 'export', 'exempt')",
            name=op.f("ck_invoice_tax_case"),
        ),
        sa.CheckConstraint(
            "(issued_at IS NULL AND invoice_number IS NULL AND series IS NULL AND year IS NULL\n AND value IS NULL AND seller IS NULL AND buyer IS NULL AND cancelled_by_id IS NULL AND paid_amount = 0)\n OR (issued_at IS NOT NULL AND invoice_number IS NOT NULL AND series IS NOT NULL AND year IS NOT NULL\n AND value IS NOT NULL AND seller IS NOT NULL AND buyer IS NOT NULL AND issued_date IS NOT NULL\n AND tax_case IS NOT NULL)",
            name=op.f("ck_invoice_issued"),
        ),
        sa.CheckConstraint("cancelled_by_id <> id", name=op.f("ck_invoice_cancelled_by_itself")),
        sa.CheckConstraint(
            "cancelled_by_id IS NULL OR (paid_amount = 0 AND cancel_reason IS NOT NULL)",
            name=op.f("ck_invoice_cancelled"),
        ),
        sa.CheckConstraint("cancels_id <> id", name=op.f("ck_invoice_cancels_itself")),
        sa.CheckConstraint("due_date >= issued_date", name=op.f("ck_invoice_due_date")),
        sa.CheckConstraint("service_to >= service_from", name=op.f("ck_invoice_service_to")),
        sa.CheckConstraint("total = subtotal + tax_amount", name=op.f("ck_invoice_total")),
        sa.ForeignKeyConstraint(["cancelled_by_id"], ["invoice.id"], name=op.f("fk_invoice_cancelled_by_id")),
        sa.ForeignKeyConstraint(["cancels_id"], ["invoice.id"], name=op.f("fk_invoice_cancels_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_invoice_customer_id")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["employee.id"], name=op.f("fk_invoice_issued_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_invoice_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("invoice_number", name=op.f("uq_invoice_invoice_number")),
        sa.UniqueConstraint("series", "year", "value", name=op.f("uq_invoice_series_year_value")),
    )
    op.create_index("ix_invoice_created_at", "invoice", ["created_at", "id"])
    op.create_index("ix_invoice_customer_id", "invoice", ["customer_id", "number_key"])
    op.create_index("ix_invoice_issued_by_id", "invoice", ["issued_by_id"])
    op.create_index("ix_invoice_months", "invoice", ["issued_date", "subtotal", "issued_at"])
    op.create_index("ix_invoice_number_key", "invoice", ["number_key", "id"])
    op.create_index(
        "ix_invoice_open",
        "invoice",
        ["due_date", "total", "paid_amount"],
        sqlite_where=sa.text(
            "issued_at IS NOT NULL AND cancelled_by_id IS NULL AND document_type = 'invoice' AND paid_amount < total"
        ),
        postgresql_where=sa.text(
            "issued_at IS NOT NULL AND cancelled_by_id IS NULL AND document_type = 'invoice' AND paid_amount < total"
        ),
    )
    op.create_index("ix_invoice_project_id", "invoice", ["project_id", "number_key"])
    op.create_index("ix_invoice_total", "invoice", ["total", "id"])
    op.create_index(
        "uq_invoice_cancelled_by_id",
        "invoice",
        ["cancelled_by_id"],
        unique=True,
        sqlite_where=sa.text("cancelled_by_id IS NOT NULL"),
        postgresql_where=sa.text("cancelled_by_id IS NOT NULL"),
    )
    op.create_index(
        "uq_invoice_cancels_id",
        "invoice",
        ["cancels_id"],
        unique=True,
        sqlite_where=sa.text("cancels_id IS NOT NULL"),
        postgresql_where=sa.text("cancels_id IS NOT NULL"),
    )

    op.create_table(
        "project_member",
        sa.Column("project_id", column_types.Uuid7(), nullable=False),
        sa.Column("employee_id", column_types.Uuid7(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_project_member_employee_id")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_member_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "employee_id", name=op.f("pk_project_member")),
    )
    op.create_index("ix_project_member_employee_id", "project_member", ["employee_id"])

    op.create_table(
        "session",
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("employee_id", column_types.Uuid7(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_session_employee_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_token_hash")),
    )
    op.create_index("ix_session_employee_id", "session", ["employee_id"])
    op.create_index("ix_session_ends_at", "session", ["ends_at"])

    op.create_table(
        "time_entry",
        sa.Column("employee_id", column_types.Uuid7(), nullable=False),
        sa.Column("project_id", column_types.Uuid7(), nullable=False),
        sa.Column("start_time", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("end_time", column_types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("duration", column_types.Duration(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("hourly_rate", column_types.UnitPrice(), nullable=True),
        sa.Column("invoice_id", column_types.Uuid7(), nullable=True),
        sa.Column("invoice_line_id", column_types.Uuid7(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(end_time IS NULL) = (duration IS NULL)", name=op.f("ck_time_entry_duration_with_end")
        ),
        sa.CheckConstraint(
            "(invoice_id IS NULL) = (invoice_line_id IS NULL)", name=op.f("ck_time_entry_invoice_line_id")
        ),
        sa.CheckConstraint("duration BETWEEN 1 AND 86400", name=op.f("ck_time_entry_duration")),
        sa.CheckConstraint("end_time > start_time", name=op.f("ck_time_entry_end_time")),
        sa.CheckConstraint("hourly_rate >= 0", name=op.f("ck_time_entry_hourly_rate")),
        sa.CheckConstraint(
            "invoice_id IS NULL OR end_time IS NOT NULL", name=op.f("ck_time_entry_invoice_id")
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_time_entry_employee_id")),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name="fk_time_entry_invoice_id", use_alter=True
        ),
        sa.ForeignKeyConstraint(
            ["invoice_line_id"], ["invoice_line.id"], name="fk_time_entry_invoice_line_id", use_alter=True
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_time_entry_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_entry")),
    )
    op.create_index("ix_time_entry_created_at", "time_entry", ["created_at", "id"])
    op.create_index("ix_time_entry_employee_id", "time_entry", ["employee_id", "start_time", "id"])
    op.create_index("ix_time_entry_invoice_id", "time_entry", ["invoice_id"])
    op.create_index("ix_time_entry_invoice_line_id", "time_entry", ["invoice_line_id"])
    op.create_index("ix_time_entry_project_id", "time_entry", ["project_id", "start_time", "id"])
    op.create_index("ix_time_entry_start_time", "time_entry", ["start_time", "id"])
    op.create_index(
        "uq_time_entry_running",
        "time_entry",
        ["employee_id"],
        unique=True,
        postgresql_where=sa.text("end_time IS NULL"),
        sqlite_where=sa.text("end_time IS NULL"),
    )

    op.create_table(
        "invoice_line",
        sa.Column("invoice_id", column_types.Uuid7(), nullable=False),
        sa.Column("cancels_line_id", column_types.Uuid7(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("quantity", column_types.Quantity(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("unit_price", column_types.UnitPrice(), nullable=False),
        sa.Column("tax_rate", column_types.Percent(), nullable=False),
        sa.Column("discount_percent", column_types.Percent(), nullable=False),
        sa.Column("net", column_types.Money(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(cancels_line_id IS NULL AND quantity > 0) OR (cancels_line_id IS NOT NULL AND quantity < 0)",
            name=op.f("ck_invoice_line_quantity"),
        ),
        sa.CheckConstraint(
            "discount_percent BETWEEN 0 AND 10000", name=op.f("ck_invoice_line_discount_percent")
        ),
        sa.CheckConstraint("position > 0", name=op.f("ck_invoice_line_position")),
        sa.CheckConstraint("tax_rate BETWEEN 0 AND 10000", name=op.f("ck_invoice_line_tax_rate")),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_invoice_line_unit_price")),
        sa.ForeignKeyConstraint(
            ["cancels_line_id"], ["invoice_line.id"], name=op.f("fk_invoice_line_cancels_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_invoice_line_invoice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_line")),
        sa.UniqueConstraint("cancels_line_id", name=op.f("uq_invoice_line_cancels_line_id")),
    )
    op.create_index("ix_invoice_line_invoice_id", "invoice_line", ["invoice_id"])

    op.create_table(
        "payment",
        sa.Column("invoice_id", column_types.Uuid7(), nullable=False),
        sa.Column("amount", column_types.Money(), nullable=False),
        sa.Column("payment_date", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", column_types.Uuid7(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "method IN ('bank_transfer', 'credit_card', 'cash', 'paypal', 'other')",
            name=op.f("ck_payment_method"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_payment_invoice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    op.create_index("ix_payment_amount", "payment", ["amount", "id"])
    op.create_index("ix_payment_created_at", "payment", ["created_at", "id"])
    op.create_index("ix_payment_invoice_id", "payment", ["invoice_id"])
    op.create_index("ix_payment_payment_date", "payment", ["payment_date", "id"])
    op.create_index("ix_project_end_date", "project", [sa.text("coalesce(end_date, '9999-12-31')"), "id"])
    op.create_index("ix_invoice_due_date", "invoice", [sa.text("coalesce(due_date, '9999-12-31')"), "id"])
    op.create_index(
        "ix_invoice_issued_date", "invoice", [sa.text("coalesce(issued_date, '9999-12-31')"), "id"]
    )
    op.create_index("ix_time_entry_duration", "time_entry", [sa.text("coalesce(duration, 0)"), "id"])
    if op.get_bind().dialect.name == "postgresql":
        # Tables that refer to each other; SQLite has these within the tables.
        op.create_foreign_key("fk_department_manager_id", "department", "employee", ["manager_id"], ["id"])
        op.create_foreign_key("fk_time_entry_invoice_id", "time_entry", "invoice", ["invoice_id"], ["id"])
        op.create_foreign_key(
            "fk_time_entry_invoice_line_id", "time_entry", "invoice_line", ["invoice_line_id"], ["id"]
        )
        triggers = POSTGRESQL_TRIGGERS
    else:
        triggers = SQLITE_TRIGGERS
    for statement in triggers:
        op.execute(sa.DDL(statement.replace("%", "%%")))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in POSTGRESQL_FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}() CASCADE")
        op.drop_constraint("fk_department_manager_id", "department", type_="foreignkey")
        op.drop_constraint("fk_time_entry_invoice_id", "time_entry", type_="foreignkey")
        op.drop_constraint("fk_time_entry_invoice_line_id", "time_entry", type_="foreignkey")
    op.drop_table("payment")
    op.drop_table("invoice_line")
    op.drop_table("time_entry")
    op.drop_table("session")
    op.drop_table("project_member")
    op.drop_table("invoice")
    op.drop_table("api_token")
    op.drop_table("account")
    op.drop_table("project")
    op.drop_table("number_counter")
    op.drop_table("employee")
    op.drop_table("contact")
    op.drop_table("role")
    op.drop_table("number_series")
    op.drop_table("failed_attempt")
    op.drop_table("department")
    op.drop_table("customer")
    op.drop_table("company")
    op.drop_table("audit_record")
    op.drop_table("audit_head")
