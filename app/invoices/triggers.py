"""Triggers that hold issued documents fast, whatever program writes to the database.

A migration calls `immutability_triggers` after it made the tables. SQLite drops a table's triggers with the
table: a later batch migration of `invoice`, `invoice_line` or `payment` has to make them again.
"""

from __future__ import annotations

from typing import NamedTuple

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
    "buyer_name",
    "paper_version",
)

ISSUED = "an issued document can no longer be changed"
NOT_DELETED = "an issued document can no longer be deleted"
NOT_REPLACED = "an issued document cannot be replaced"
LINE_ISSUED = "the lines of an issued document can no longer be changed"
LINE_STAYS = "a line stays with its document and is not replaced"
PAYMENT_STAYS = "a payment stays with its invoice and is not replaced"
NOT_EMPTIED = "documents, their lines and their payments are not emptied"

UNIQUE = {
    "invoice": (
        ("id",),
        ("invoice_number",),
        ("series", "year", "value"),
        ("cancels_id",),
        ("cancelled_by_id",),
    ),
    "invoice_line": (("id",), ("cancels_line_id",)),
    "payment": (("id",),),
}
"""What no two rows share. SQLite's OR REPLACE deletes the row that has it, past the triggers on DELETE."""

_EMPTIED = "documents_are_not_emptied"
_REPLACED = {
    "invoice": (" AND other.issued_at IS NOT NULL", NOT_REPLACED),
    "invoice_line": ("", LINE_STAYS),
    "payment": ("", PAYMENT_STAYS),
}
"""Which rows may not be replaced, and the sentence that says so."""


class _Trigger(NamedTuple):
    name: str
    table: str
    moment: str
    condition: str
    sentence: str


def _differs(differ: str) -> str:
    frozen = " OR ".join(f"NEW.{name} {differ} OLD.{name}" for name in FROZEN)
    once = " OR ".join(f"(OLD.{name} IS NOT NULL AND NEW.{name} {differ} OLD.{name})" for name in ONCE)
    return f"{frozen} OR {once}"


def _line_is_issued(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM invoice"
        f" WHERE invoice.id = {row}.invoice_id AND invoice.issued_at IS NOT NULL)"
    )


def _rows(differ: str) -> list[_Trigger]:
    """What both databases watch, row by row."""
    either = f"({_line_is_issued('OLD')} OR {_line_is_issued('NEW')})"
    changed = f"OLD.issued_at IS NOT NULL AND ({_differs(differ)})"
    moved = f"NEW.invoice_id {differ} OLD.invoice_id"
    return [
        _Trigger("invoice_is_frozen", "invoice", "UPDATE", changed, ISSUED),
        _Trigger("invoice_is_kept", "invoice", "DELETE", "OLD.issued_at IS NOT NULL", NOT_DELETED),
        _Trigger("invoice_line_is_not_added", "invoice_line", "INSERT", _line_is_issued("NEW"), LINE_ISSUED),
        _Trigger("invoice_line_is_frozen", "invoice_line", "UPDATE", either, LINE_ISSUED),
        _Trigger("invoice_line_is_kept", "invoice_line", "DELETE", _line_is_issued("OLD"), LINE_ISSUED),
        _Trigger("invoice_line_stays", "invoice_line", "UPDATE", moved, LINE_STAYS),
        _Trigger("payment_stays", "payment", "UPDATE", moved, PAYMENT_STAYS),
    ]


def _replacements() -> list[_Trigger]:
    """What SQLite alone must watch. A row's hidden rowid is unique too, and can be written."""
    found = []
    for table, (these, sentence) in _REPLACED.items():
        keys = (("rowid",), *UNIQUE[table])
        same = " OR ".join(
            f"({' AND '.join(f'other.{column} = NEW.{column}' for column in key)})" for key in keys
        )
        for moment, others in (("INSERT", ""), ("UPDATE", " AND other.rowid <> OLD.rowid")):
            condition = f"EXISTS (SELECT 1 FROM {table} AS other WHERE ({same}){others}{these})"
            name = f"{table}_is_not_replaced_by_{moment.lower()}"
            found.append(_Trigger(name, table, moment, condition, sentence))
    return found


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for name, table, moment, condition, sentence in (*_rows("IS NOT"), *_replacements())
    ]


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _raise(sentence: str) -> str:
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';"


def _postgresql() -> list[str]:
    statements = []
    for name, table, moment, condition, sentence in _rows("IS DISTINCT FROM"):
        gives = "OLD" if moment == "DELETE" else "NEW"
        statements += [
            _function(name, f"IF {condition} THEN {_raise(sentence)} END IF; RETURN {gives};"),
            f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    statements.append(_function(_EMPTIED, _raise(NOT_EMPTIED)))
    statements += [
        f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {_EMPTIED}()"
        for table in UNIQUE
    ]
    return statements


def immutability_triggers(dialect: str) -> list[str]:
    """The statements that make the triggers on `sqlite` or `postgresql`; to be carried out one by one."""
    return _postgresql() if dialect == "postgresql" else _sqlite()
