"""Triggers that hold issued documents fast, whatever program writes to the database.

A migration calls `immutability_triggers` after it made the tables. SQLite drops a table's triggers with the
table: a later batch migration of `invoice` or `invoice_line` has to make them again.
"""

from __future__ import annotations

CHANGEABLE = ("notes", "search_text", "paid_amount", "updated_at", "version")
"""What may still change on an issued document."""

ONCE = ("cancelled_by_id", "cancel_reason", "pdf_sha256")
"""What may be set once on an issued document, and then never changes."""

FROZEN = (
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

ISSUED = "an issued document can no longer be changed"
NOT_DELETED = "an issued document can no longer be deleted"
LINE_ISSUED = "the lines of an issued document can no longer be changed"

_NAMES = {
    "invoice": ("invoice_is_frozen", "invoice_is_kept"),
    "invoice_line": ("invoice_line_is_not_added", "invoice_line_is_frozen", "invoice_line_is_kept"),
}


def _differs(differ: str) -> str:
    frozen = " OR ".join(f"NEW.{name} {differ} OLD.{name}" for name in FROZEN)
    once = " OR ".join(f"(OLD.{name} IS NOT NULL AND NEW.{name} {differ} OLD.{name})" for name in ONCE)
    return f"{frozen} OR {once}"


def _line_is_issued(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM invoice"
        f" WHERE invoice.id = {row}.invoice_id AND invoice.issued_at IS NOT NULL)"
    )


def _sqlite() -> list[str]:
    def trigger(name: str, moment: str, condition: str, sentence: str) -> str:
        return (
            f"CREATE TRIGGER {name} BEFORE {moment} FOR EACH ROW WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )

    frozen, kept = _NAMES["invoice"]
    added, line_frozen, line_kept = _NAMES["invoice_line"]
    either = f"({_line_is_issued('OLD')} OR {_line_is_issued('NEW')})"
    return [
        trigger(frozen, "UPDATE ON invoice", f"OLD.issued_at IS NOT NULL AND ({_differs('IS NOT')})", ISSUED),
        trigger(kept, "DELETE ON invoice", "OLD.issued_at IS NOT NULL", NOT_DELETED),
        trigger(added, "INSERT ON invoice_line", _line_is_issued("NEW"), LINE_ISSUED),
        trigger(line_frozen, "UPDATE ON invoice_line", either, LINE_ISSUED),
        trigger(line_kept, "DELETE ON invoice_line", _line_is_issued("OLD"), LINE_ISSUED),
    ]


def _postgresql() -> list[str]:
    def pair(name: str, moment: str, condition: str, sentence: str, gives: str = "NEW") -> list[str]:
        return [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {condition} THEN RAISE EXCEPTION '{sentence}'"
            f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {gives}; END $$",
            f"CREATE TRIGGER {name} BEFORE {moment} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]

    frozen, kept = _NAMES["invoice"]
    added, line_frozen, line_kept = _NAMES["invoice_line"]
    either = f"{_line_is_issued('OLD')} OR {_line_is_issued('NEW')}"
    changed = f"OLD.issued_at IS NOT NULL AND ({_differs('IS DISTINCT FROM')})"
    return [
        *pair(frozen, "UPDATE ON invoice", changed, ISSUED),
        *pair(kept, "DELETE ON invoice", "OLD.issued_at IS NOT NULL", NOT_DELETED, "OLD"),
        *pair(added, "INSERT ON invoice_line", _line_is_issued("NEW"), LINE_ISSUED),
        *pair(line_frozen, "UPDATE ON invoice_line", either, LINE_ISSUED),
        *pair(line_kept, "DELETE ON invoice_line", _line_is_issued("OLD"), LINE_ISSUED, "OLD"),
    ]


def immutability_triggers(dialect: str) -> list[str]:
    """The statements that make the triggers on `sqlite` or `postgresql`; to be carried out one by one."""
    return _postgresql() if dialect == "postgresql" else _sqlite()


def drop_immutability_triggers(dialect: str) -> list[str]:
    """The statements that take them away again."""
    pairs = [(table, name) for table, names in _NAMES.items() for name in names]
    if dialect == "postgresql":
        return [
            statement
            for table, name in pairs
            for statement in (
                f"DROP TRIGGER IF EXISTS {name} ON {table}",
                f"DROP FUNCTION IF EXISTS {name}()",
            )
        ]
    return [f"DROP TRIGGER IF EXISTS {name}" for _table, name in pairs]
