"""What processes do at the same moment; see test_contacts."""

from __future__ import annotations

from uuid import UUID

from app.crm import actions
from app.crm.models import Contact, Customer
from app.database import db
from app.values.refusals import Refusal


def add(customer_id: UUID, name: str) -> None:
    """A new main contact."""
    values = {"customer_id": customer_id, "firstname": name, "lastname": name, "is_primary": True}
    actions.create_contact(values, by=None)


def move(contact_id: UUID, customer_id: UUID) -> None:
    """Makes a contact the main contact of another customer."""
    found = db.session.get_one(Contact, contact_id)
    actions.change_contact(found, {"customer_id": customer_id, "is_primary": True}, by=None)


def _come_and_go(customer_id: UUID) -> None:
    values = {"customer_id": customer_id, "firstname": "Neu", "lastname": "Neu", "is_primary": True}
    contact = actions.create_contact(values, by=None)
    actions.change_contact(contact, {"lastname": "Anders"}, by=None)
    actions.delete_contact(contact, by=None)


def disturb(customer_id: UUID) -> int | None:
    """Adds, changes and deletes contacts until that is refused; tells with which status."""
    for _time in range(500):
        try:
            _come_and_go(customer_id)
        except Refusal as refusal:
            return refusal.status
    return None


def remove(customer_id: UUID) -> None:
    """Deletes a customer, after coming and going there too."""
    _come_and_go(customer_id)
    actions.delete_customer(db.session.get_one(Customer, customer_id), by=None)
