"""The lists of customers and contacts."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l

from app.crm.models import Contact, Customer
from app.crm.queries import CONTACT, CUSTOMER
from app.crm.rules import CustomerStatus, CustomerType
from app.lists.columns import Column, SortKey
from app.lists.filters import Chosen, Pointed, Search
from app.lists.listing import Listing
from app.permissions import Viewer

_CUSTOMERS = (
    Column("name", _l("Name"), Customer.name, sort="name", link=True, role="title"),
    Column("number", _l("Number"), Customer.number, sort="number", muted=True, role="lead"),
    Column("type", _l("Type"), Customer.type, muted=True),
    Column("city", _l("City"), Customer.city, muted=True, role="figure"),
    Column("email", _l("E-mail"), Customer.email, muted=True),
    Column("status", _l("Status"), Customer.status, role="status"),
)
_CUSTOMER_FILTERS = (
    Search(CUSTOMER.search, _l("Number, name, e-mail, city …")),
    Chosen("type", _l("Type"), CustomerType, Customer.type.in_),
    Chosen("status", _l("Status"), CustomerStatus, Customer.status.in_),
)
_CUSTOMER_SORTS = {
    "number": SortKey(Customer.number),
    "name": SortKey(Customer.sort_name),
    "created_at": SortKey(Customer.created_at),
}
_CONTACTS = (
    Column(
        "lastname",
        _l("Name"),
        Contact.lastname + ", " + Contact.firstname,
        sort="lastname",
        link=True,
        role="title",
    ),
    Column("customer", _l("Customer"), Customer.name, role="lead", of=("customer",)),
    Column("position", _l("Position"), Contact.position, muted=True),
    Column("email", _l("E-mail"), Contact.email, muted=True),
    Column("phone", _l("Phone"), Contact.phone, muted=True, role="figure"),
    Column("is_primary", _l("Main contact"), Contact.is_primary, muted=True),
)
_CONTACT_FILTERS = (
    Search(CONTACT.search, _l("Name, e-mail, customer …")),
    Pointed("customer_id", _l("Customer"), "customer", Contact.customer_id.in_),
)
_CONTACT_SORTS = {"lastname": SortKey(Contact.sort_name), "created_at": SortKey(Contact.created_at)}


def customers(viewer: Viewer, today: date) -> Listing:
    """Whom we work for."""
    return Listing(
        CUSTOMER,
        CUSTOMER.visible(viewer),
        columns=_CUSTOMERS,
        filters=_CUSTOMER_FILTERS,
        sorts=_CUSTOMER_SORTS,
        default_sort="name",
        empty=_l("No customer yet. Projects and invoices begin with one."),
    )


def contacts(viewer: Viewer, today: date) -> Listing:
    """The people we talk to."""
    return Listing(
        CONTACT,
        CONTACT.visible(viewer),
        columns=_CONTACTS,
        filters=_CONTACT_FILTERS,
        sorts=_CONTACT_SORTS,
        default_sort="lastname",
        panel=("lastname", "position", "email", "phone", "is_primary"),
        empty=_l("No contact yet. Add the people you talk to at your customers."),
    )
