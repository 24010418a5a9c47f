"""What histories call actions and fields, in the person's language."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.audit.queries import Event
from app.web import languages

ACTIONS = {
    "created": _l("Created"),
    "changed": _l("Changed"),
    "deleted": _l("Deleted"),
}

FIELDS = {
    "name": _l("Name"),
    "title": _l("Title"),
    "type": _l("Type"),
    "status": _l("Status"),
    "email": _l("E-mail"),
    "phone": _l("Phone"),
    "website": _l("Website"),
    "address": _l("Address"),
    "postal_code": _l("Postal code"),
    "city": _l("City"),
    "country": _l("Country"),
    "tax_id": _l("Tax number"),
    "vat_id": _l("VAT ID"),
    "buyer_reference": _l("Buyer reference"),
    "payment_terms_days": _l("Terms of payment"),
    "hourly_rate": _l("Hourly rate"),
    "rounding": _l("Rounding of time"),
    "language": _l("Language"),
    "notes": _l("Notes"),
    "note": _l("Note"),
    "description": _l("Description"),
    "start_date": _l("Start"),
    "end_date": _l("End"),
    "start_time": _l("Start"),
    "end_time": _l("End"),
    "billable": _l("billable"),
    "budget_hours": _l("Budget in hours"),
    "budget_amount": _l("Budget"),
    "member_ids": _l("Team"),
    "firstname": _l("First name"),
    "lastname": _l("Last name"),
    "position": _l("Position"),
    "line_items": _l("Line items"),
    "total": _l("Total"),
    "paid_amount": _l("Paid"),
    "amount": _l("Amount"),
    "payment_date": _l("Payment date"),
    "method": _l("Method"),
    "reference": _l("Reference"),
    "terms": _l("Terms"),
    "due_date": _l("Due date"),
    "issued_date": _l("Invoice date"),
    "customer_id": _l("Customer"),
    "project_id": _l("Project"),
    "employee_id": _l("Employee"),
    "invoice_id": _l("Invoice"),
    "department_id": _l("Department"),
    "role_id": _l("Role"),
    "manager_id": _l("Manager"),
}


def told(event: Event) -> str:
    """One event as a sentence: `Changed: Name, City`."""
    if event.text:
        params = {name: _shown(name, value) for name, value in event.params.items()}
        return _(event.text, **params) if params else _(event.text)
    text = str(ACTIONS.get(event.action, event.action))
    fields = list(dict.fromkeys(str(FIELDS[name]) for name in event.changed if name in FIELDS))
    return f"{text}: {', '.join(fields)}" if fields else text


def _shown(name: str, value: object) -> object:
    if name == "amount":
        try:
            return languages.money(Decimal(str(value)))
        except InvalidOperation:
            return value
    return value
