"""Customers and contacts as JSON."""

from __future__ import annotations

from flask import Blueprint

from app.company.rules import TimeRounding
from app.crm import actions
from app.crm.forms import ContactForm, CustomerForm
from app.crm.queries import CONTACT, CUSTOMER
from app.crm.rules import CustomerStatus, CustomerType
from app.people.rules import Language
from app.views.contracts import (
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
from app.views.resource import resource

customers = Blueprint("customers_api", __name__)
contacts = Blueprint("contacts_api", __name__)

CUSTOMER_OUTPUT = Output(
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
CONTACT_OUTPUT = Output(
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

resource(
    customers,
    CUSTOMER,
    CustomerForm,
    CUSTOMER_OUTPUT,
    create=actions.create_customer,
    change=actions.change_customer,
    delete=actions.delete_customer,
)
resource(
    contacts,
    CONTACT,
    ContactForm,
    CONTACT_OUTPUT,
    create=actions.create_contact,
    change=actions.change_contact,
    delete=actions.delete_contact,
)
