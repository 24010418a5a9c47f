"""Pages of customers and contacts."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext as _

from app.crm import actions
from app.crm.forms import ContactForm, CustomerForm
from app.crm.queries import CONTACT, CUSTOMER
from app.views.forms import preset
from app.views.page_set import pages

customers = Blueprint("customers", __name__)
contacts = Blueprint("contacts", __name__)

pages(
    customers,
    CUSTOMER,
    "/crm/customers",
    CustomerForm,
    create=actions.create_customer,
    change=actions.change_customer,
    delete=actions.delete_customer,
    page="crm/customer.html",
    defaults=lambda: {"type": "B2B"},
    refuse=actions.refuse_customer,
    question=lambda found: _("Delete %(name)s with all contacts? This cannot be undone.", name=found.name),
)
pages(
    contacts,
    CONTACT,
    "/crm/contacts",
    ContactForm,
    create=actions.create_contact,
    change=actions.change_contact,
    delete=actions.delete_contact,
    page="crm/contact.html",
    defaults=lambda: preset("customer_id"),
    repeats=("customer_id",),
    then=lambda contact: CUSTOMER.url("show", id=contact.customer_id),
)
