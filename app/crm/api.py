"""Customers and contacts as JSON."""

from __future__ import annotations

from flask import Blueprint

from app.crm import actions
from app.crm.forms import ContactForm, CustomerForm
from app.crm.models import Contact, Customer
from app.crm.queries import CONTACT, CUSTOMER
from app.views.contracts import Output
from app.views.resource import resource

customers = Blueprint("customers_api", __name__)
contacts = Blueprint("contacts_api", __name__)

CUSTOMER_OUTPUT = Output.of(
    Customer,
    "id number name type status email phone website tax_id vat_id address postal_code city country "
    "buyer_reference payment_terms_days hourly_rate language rounding notes created_at updated_at",
)
CONTACT_OUTPUT = Output.of(
    Contact, "id customer_id firstname lastname email phone position is_primary created_at updated_at"
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
