"""Customers and contacts as JSON."""

from __future__ import annotations

from flask import Blueprint

from app.company.rules import TimeRounding
from app.crm import actions, queries
from app.crm.forms import ContactForm, CustomerForm
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
from app.web import languages

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

resource(
    api,
    "/customers",
    "customer",
    module="crm",
    listing=queries.CUSTOMERS,
    form=CustomerForm,
    output=CUSTOMER,
    get=lambda id, viewer: queries.get_customer(id, viewer=viewer),
    create=lambda values, by: actions.create_customer(values, by=by, today=languages.today()),
    change=lambda found, values, version, by: actions.change_customer(found, values, version, by=by),
    delete=lambda found, version, by: actions.delete_customer(found, version, by=by),
)
resource(
    api,
    "/contacts",
    "contact",
    module="crm",
    listing=queries.CONTACTS,
    form=ContactForm,
    output=CONTACT,
    get=lambda id, viewer: queries.get_contact(id, viewer=viewer),
    create=lambda values, by: actions.create_contact(values, by=by),
    change=lambda found, values, version, by: actions.change_contact(found, values, version, by=by),
    delete=lambda found, version, by: actions.delete_contact(found, version, by=by),
)
