"""Changing customers and contacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update

from app.audit import actions as audit
from app.company.actions import next_number
from app.company.rules import Series
from app.crm.models import Contact, Customer
from app.crm.rules import CustomerIsUsed
from app.database import atomic, db, hold
from app.permissions import Viewer
from app.values.texts import Msgids

UsedBy = Callable[[UUID], str | None]
_used_by: list[UsedBy] = []


def keeps_customer(check: UsedBy) -> UsedBy:
    """Higher domains register here what of theirs belongs to a customer (its word, or None)."""
    if check not in _used_by:
        _used_by.append(check)
    return check


@atomic
def create_customer(values: Mapping[str, Any], *, by: Viewer | None, today: date) -> Customer:
    """A new customer with the next number."""
    number, _value = next_number(Series.CUSTOMER, today)
    customer = Customer(number=number, **values)
    db.session.add(customer)
    audit.created(customer, by=by)
    return customer


@atomic
def change_customer(
    customer: Customer, values: Mapping[str, Any], version: int | None = None, *, by: Viewer
) -> Customer:
    """Changes a customer; issued documents keep the data they were issued with."""
    hold(customer, version)
    with audit.changing(customer, by=by):
        for name, value in values.items():
            setattr(customer, name, value)
    return customer


@atomic
def delete_customer(customer: Customer, version: int | None = None, *, by: Viewer) -> None:
    """Deletes a customer and its contacts; refused while projects or invoices belong to it."""
    hold(customer, version)
    words = [word for check in _used_by if (word := check(customer.id))]
    if words:
        raise CustomerIsUsed(what=Msgids(words))
    audit.deleted(customer, by=by)
    db.session.execute(delete(Contact).where(Contact.customer_id == customer.id))
    db.session.delete(customer)


def _only_primary(contact: Contact) -> None:
    if contact.is_primary:
        db.session.flush()
        others = update(Contact).where(Contact.customer_id == contact.customer_id, Contact.id != contact.id)
        db.session.execute(others.values(is_primary=False))


@atomic
def create_contact(values: Mapping[str, Any], *, by: Viewer | None) -> Contact:
    """A new contact; a customer has at most one main contact."""
    contact = Contact(**values)
    db.session.add(contact)
    audit.created(contact, by=by)
    _only_primary(contact)
    return contact


@atomic
def change_contact(
    contact: Contact, values: Mapping[str, Any], version: int | None = None, *, by: Viewer
) -> Contact:
    hold(contact, version)
    with audit.changing(contact, by=by):
        for name, value in values.items():
            setattr(contact, name, value)
    _only_primary(contact)
    return contact


@atomic
def delete_contact(contact: Contact, version: int | None = None, *, by: Viewer) -> None:
    hold(contact, version)
    audit.deleted(contact, by=by)
    db.session.delete(contact)
