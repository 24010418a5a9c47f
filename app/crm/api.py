"""Customers and contacts as JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.company.rules import TimeRounding
from app.crm import actions, queries
from app.crm.forms import ContactForm, CustomerForm
from app.crm.rules import CustomerStatus, CustomerType
from app.people.rules import Language
from app.web import guard, json, languages
from app.web.guard import needs
from app.web.json import operation
from app.web.outputs import (
    BOOLEAN,
    DECIMAL_N,
    INTEGER_N,
    MOMENT,
    TEXT,
    TEXT_,
    UUID_,
    Output,
    one_of,
)

api = Blueprint("crm_api", __name__)

CUSTOMER = Output(
    "Customer",
    id=UUID_,
    number=TEXT,
    name=TEXT,
    type=one_of(CustomerType),
    status=one_of(CustomerStatus),
    email=TEXT_,
    phone=TEXT_,
    website=TEXT_,
    tax_id=TEXT_,
    vat_id=TEXT_,
    address=TEXT_,
    postal_code=TEXT_,
    city=TEXT_,
    country=TEXT,
    buyer_reference=TEXT_,
    payment_terms_days=INTEGER_N,
    hourly_rate=DECIMAL_N,
    language=one_of(Language),
    rounding=one_of(TimeRounding).or_null(),
    notes=TEXT_,
    created_at=MOMENT,
    updated_at=MOMENT,
)
CONTACT = Output(
    "Contact",
    id=UUID_,
    customer_id=UUID_,
    firstname=TEXT,
    lastname=TEXT,
    email=TEXT_,
    phone=TEXT_,
    position=TEXT_,
    is_primary=BOOLEAN,
    created_at=MOMENT,
    updated_at=MOMENT,
)


@api.get("/customers")
@needs("crm:read")
@operation("Customers", listing=queries.CUSTOMERS, gives=CUSTOMER)
def list_customers() -> Response:
    return json.listing(queries.CUSTOMERS, CUSTOMER)


@api.post("/customers")
@needs("crm:write")
@operation("Add a customer", takes=CustomerForm, gives=CUSTOMER, status=201)
def create_customer() -> Response:
    def create(values: dict[str, Any]) -> object:
        return actions.create_customer(values, by=guard.viewer(), today=languages.today())

    return json.create(CustomerForm, create, CUSTOMER, "crm_api.show_customer")


@api.get("/customers/<uuid:id>")
@needs("crm:read")
@operation("One customer", gives=CUSTOMER)
def show_customer(id: UUID) -> Response:
    return json.show(queries.get_customer(id, viewer=guard.viewer()), CUSTOMER)


@api.put("/customers/<uuid:id>")
@needs("crm:write")
@operation("Replace a customer", takes=CustomerForm, gives=CUSTOMER)
def replace_customer(id: UUID) -> Response:
    found = queries.get_customer(id, viewer=guard.viewer())
    return json.replace(
        CustomerForm,
        found,
        lambda values, version: actions.change_customer(found, values, version, by=guard.viewer()),
        CUSTOMER,
    )


@api.delete("/customers/<uuid:id>")
@needs("crm:delete")
@operation("Delete a customer", status=204)
def delete_customer(id: UUID) -> Response:
    found = queries.get_customer(id, viewer=guard.viewer())
    return json.delete(lambda version: actions.delete_customer(found, version, by=guard.viewer()))


@api.get("/contacts")
@needs("crm:read")
@operation("Contacts", listing=queries.CONTACTS, gives=CONTACT)
def list_contacts() -> Response:
    return json.listing(queries.CONTACTS, CONTACT)


@api.post("/contacts")
@needs("crm:write")
@operation("Add a contact", takes=ContactForm, gives=CONTACT, status=201)
def create_contact() -> Response:
    return json.create(
        ContactForm,
        lambda values: actions.create_contact(values, by=guard.viewer()),
        CONTACT,
        "crm_api.show_contact",
    )


@api.get("/contacts/<uuid:id>")
@needs("crm:read")
@operation("One contact", gives=CONTACT)
def show_contact(id: UUID) -> Response:
    return json.show(queries.get_contact(id, viewer=guard.viewer()), CONTACT)


@api.put("/contacts/<uuid:id>")
@needs("crm:write")
@operation("Replace a contact", takes=ContactForm, gives=CONTACT)
def replace_contact(id: UUID) -> Response:
    found = queries.get_contact(id, viewer=guard.viewer())
    return json.replace(
        ContactForm,
        found,
        lambda values, version: actions.change_contact(found, values, version, by=guard.viewer()),
        CONTACT,
    )


@api.delete("/contacts/<uuid:id>")
@needs("crm:delete")
@operation("Delete a contact", status=204)
def delete_contact(id: UUID) -> Response:
    found = queries.get_contact(id, viewer=guard.viewer())
    return json.delete(lambda version: actions.delete_contact(found, version, by=guard.viewer()))
