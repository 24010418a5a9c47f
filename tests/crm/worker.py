"""A process of its own that changes contacts; see test_contacts."""

from __future__ import annotations

from uuid import UUID

from app.crm import actions
from app.crm.models import Contact, Customer
from app.database import db
from app.values.refusals import Refusal
from tests.processes import compete


def add(customers: list[str], name: str) -> int:
    """A main contact of this name for each of these customers."""
    for id_ in customers:
        values = {"customer_id": UUID(id_), "firstname": name, "lastname": name, "is_primary": True}
        actions.create_contact(values, by=None)
    return len(customers)


def swap(contact: str, customers: list[str]) -> int:
    """Makes a contact the main contact of one customer after the other."""
    for customer in customers:
        found = db.session.get_one(Contact, UUID(contact))
        actions.change_contact(found, {"customer_id": UUID(customer), "is_primary": True}, by=None)
    return len(customers)


def _come_and_go(customer_id: UUID) -> None:
    values = {"customer_id": customer_id, "firstname": "Neu", "lastname": "Neu", "is_primary": True}
    contact = actions.create_contact(values, by=None)
    actions.change_contact(contact, {"lastname": "Anders"}, by=None)
    actions.delete_contact(contact, by=None)


def disturb(customers: list[str]) -> list[int]:
    """Adds, changes and deletes contacts of each customer until that is refused; tells with which statuses."""
    told = []
    for id_ in customers:
        for _time in range(500):
            try:
                _come_and_go(UUID(id_))
            except Refusal as refusal:
                told.append(refusal.status)
                break
    return told


def remove(customers: list[str]) -> int:
    """Deletes each customer, after coming and going there too."""
    for id_ in customers:
        for _time in range(3):
            _come_and_go(UUID(id_))
        actions.delete_customer(db.session.get_one(Customer, UUID(id_)), by=None)
    return len(customers)


if __name__ == "__main__":
    compete({"add": add, "swap": swap, "disturb": disturb, "remove": remove})
