"""Reading customers and contacts."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import contains_eager

from app.crm.models import Contact, Customer
from app.links.kinds import Kind, Names
from app.links.searching import Searched
from app.permissions import Viewer


def visible_customers(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all customers."""
    return select(Customer)


def visible_contacts(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all contacts."""
    return select(Contact).join(Customer, Contact.customer_id == Customer.id)


CUSTOMER_NAMES = Searched(Customer.sort_name)
"""For whatever belongs to a customer."""
HAS_CUSTOMERS = exists().where(Customer.id.is_not(None))

CUSTOMER = Kind(
    "customer",
    Customer,
    "crm",
    visible_customers,
    names=Names(_l("Customer"), _l("Customers"), _l("New customer"), _l("Delete customer")),
    blueprint="customers",
    label=Customer.name,
    hint=Customer.number + " " + func.coalesce(Customer.city, ""),
    search=Searched(Customer.search_text),
    order=Customer.sort_name,
    choosable=Customer.status != "inactive",
    subject=True,
    short=("name",),
)
CONTACT = Kind(
    "contact",
    Contact,
    "crm",
    visible_contacts,
    names=Names(_l("Contact"), _l("Contacts"), _l("New contact"), _l("Delete contact")),
    blueprint="contacts",
    label=Contact.firstname + " " + Contact.lastname,
    hint=Customer.name,
    search=Searched(Contact.search_text, ((Contact.customer_id, CUSTOMER_NAMES),)),
    order=Contact.sort_name,
    loaded=(contains_eager(Contact.customer),),
    subject=True,
)
