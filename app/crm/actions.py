"""Changing customers and contacts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select

from app.audit import actions as audit
from app.company.actions import keep_numbers, next_number
from app.company.queries import company_day
from app.company.rules import Series
from app.crm.models import Contact, Customer
from app.crm.rules import CustomerIsUsed
from app.database import atomic, db, fill, held, hold, lock
from app.links.keeping import check_unused, let_go
from app.permissions import Viewer
from app.values.refusals import Mend, NotThere, Stale
from app.values.texts import N_

keep_numbers(Series.CUSTOMER, Customer.number)


@atomic
def create_customer(values: Mapping[str, Any], *, by: Viewer | None, now: datetime) -> Customer:
    """A new customer with the next number."""
    number, _value = next_number(Series.CUSTOMER, company_day(now))
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
        fill(customer, values)
    return customer


def refuse_customer(customer: Customer) -> None:
    """Refuses to delete a customer of whom there is more than contacts."""
    edit = Mend("customers.edit", N_("Edit the customer"), id=customer.id)
    check_unused(customer, CustomerIsUsed, edit)


@atomic
def delete_customer(customer: Customer, version: int | None = None, *, by: Viewer | None) -> None:
    """Deletes a customer and its contacts; refused while projects or invoices belong to it."""
    hold(customer, version)
    refuse_customer(customer)
    of_customer = select(Contact).where(Contact.customer_id == customer.id).order_by(Contact.id)
    fresh = held(of_customer, Contact).execution_options(populate_existing=True)
    contacts = list(db.session.scalars(fresh))
    let_go("contact", [contact.id for contact in contacts], by=by)
    let_go("customer", [customer.id], by=by)
    for contact in contacts:
        audit.deleted(contact, by=by)
        db.session.delete(contact)
    audit.deleted(customer, by=by)
    db.session.delete(customer)


def _lock_customers(*ids: UUID) -> None:
    """Holds the customers whose contacts change: they stand for the set. In one order, before any contact."""
    for id_ in sorted(set(ids)):
        customer = db.session.get(Customer, id_)
        if customer is None:
            raise NotThere()
        lock(customer)


def _hold_contact(contact: Contact, version: int | None = None, to: UUID | None = None) -> None:
    """Holds a contact after its customer, and after the one that it moves `to`."""
    identity = inspect(contact).identity
    assert identity is not None
    customer_id = db.session.scalar(select(Contact.customer_id).where(Contact.id == identity[0]))
    if customer_id is None:
        raise NotThere()
    _lock_customers(customer_id, to or customer_id)
    hold(contact, version)
    if contact.customer_id != customer_id:
        raise Stale()


def _make_way(customer_id: UUID, besides: UUID | None = None, *, by: Viewer | None) -> None:
    """Whoever else is the main contact of this customer is it no longer."""
    others = select(Contact).where(Contact.customer_id == customer_id, Contact.is_primary)
    for other in db.session.scalars(others.where(Contact.id != besides) if besides else others):
        lock(other)
        with audit.changing(other, by=by):
            other.is_primary = False


@atomic
def create_contact(values: Mapping[str, Any], *, by: Viewer | None) -> Contact:
    """A new contact; a customer has at most one main contact."""
    _lock_customers(values["customer_id"])
    contact = Contact(**values)
    if contact.is_primary:
        _make_way(contact.customer_id, by=by)
    db.session.add(contact)
    audit.created(contact, by=by)
    return contact


@atomic
def change_contact(
    contact: Contact, values: Mapping[str, Any], version: int | None = None, *, by: Viewer | None
) -> Contact:
    """Changes a contact, or moves it to another customer; a new main contact takes the other's place."""
    customer_id = values.get("customer_id")
    _hold_contact(contact, version, to=customer_id)
    if values.get("is_primary", contact.is_primary):
        _make_way(customer_id or contact.customer_id, besides=contact.id, by=by)
    with audit.changing(contact, by=by):
        fill(contact, values)
    return contact


@atomic
def delete_contact(contact: Contact, version: int | None = None, *, by: Viewer | None) -> None:
    _hold_contact(contact, version)
    let_go("contact", [contact.id], by=by)
    audit.deleted(contact, by=by)
    db.session.delete(contact)
