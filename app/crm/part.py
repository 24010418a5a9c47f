"""Customers and contacts on the site."""

from flask_babel import lazy_gettext as _l

from app.crm import api, lists, pages
from app.crm.queries import CONTACT, CUSTOMER, HAS_CUSTOMERS
from app.links.panels import Panel
from app.views.first_steps import FirstStep
from app.views.part import Part, Place

PART = Part(
    pages=(pages.customers, pages.contacts),
    api=(
        (api.customers, "/api/backoffice/crm/customers"),
        (api.contacts, "/api/backoffice/crm/contacts"),
    ),
    kinds=(CUSTOMER, CONTACT),
    lists={"customers": lists.customers, "contacts": lists.contacts},
    first_steps=(
        FirstStep("customer", _l("Add the first customer"), "customers.new", "crm:write", HAS_CUSTOMERS, 50),
    ),
    places=(
        Place(_l("Customers"), "customers.index", "building", "crm:read", "g k"),
        Place(_l("Contacts"), "contacts.index", "address-book", "crm:read", "g o"),
    ),
    panels=(
        Panel(
            "contacts",
            _l("Contacts"),
            "crm:read",
            "contacts.index",
            by="customer_id",
            on=("customer",),
            order=10,
            add="contacts.new",
            add_needs="crm:write",
            empty=_l("No contact yet. Add the people you talk to there."),
        ),
    ),
)
