"""What histories call actions and fields, in the person's language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.audit.queries import Event
from app.links.kinds import Kind
from app.web import languages

ACTIONS = {
    "created": _l("Created"),
    "changed": _l("Changed"),
    "deleted": _l("Deleted"),
}

IN_NO_FORM = {"total": _l("Total"), "paid_amount": _l("Paid"), "invoice_id": _l("Invoice")}


def field_names(kind: Kind) -> dict[str, str]:
    """What people call the fields of a kind: as the form says that its API takes."""
    create = current_app.view_functions.get(f"{kind.blueprint}_api.create")
    operation = getattr(create, "operation", None)
    fields = operation.takes(formdata=None)._fields if operation is not None else {}
    labels = IN_NO_FORM | {name: field.label.text for name, field in fields.items() if field.label.text}
    return {name: str(label) for name, label in labels.items()}


def told(event: Event, names: Mapping[str, str]) -> str:
    """One event as a sentence, `Changed: Name, City`; `names` are those of the fields."""
    if event.text:
        params = {name: _shown(name, value) for name, value in event.params.items()}
        return _(event.text, **params) if params else _(event.text)
    text = str(ACTIONS.get(event.action, event.action))
    fields = list(dict.fromkeys(names[name] for name in event.changed if name in names))
    return f"{text}: {', '.join(fields)}" if fields else text


def _shown(name: str, value: object) -> object:
    if name == "amount":
        try:
            return languages.money(Decimal(str(value)))
        except InvalidOperation:
            return value
    return value
