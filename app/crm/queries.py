"""Reading customers and contacts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from app.crm.models import Contact, Customer
from app.crm.rules import CustomerStatus, CustomerType
from app.crm.words import CUSTOMER_STATUS, CUSTOMER_TYPE
from app.database import db
from app.links.kinds import Linkable
from app.lists.filters import Chosen, Pointed, Search, words_in
from app.lists.listing import Column, Listing, SortKey
from app.permissions import Viewer
from app.values.refusals import NotThere


def visible_customers(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all customers."""
    return select(Customer)


def visible_contacts(viewer: Viewer) -> Select[Any]:
    """Whoever may read the module sees all contacts."""
    return select(Contact).join(Customer, Contact.customer_id == Customer.id)


def get_customer(id_: UUID, *, viewer: Viewer) -> Customer:
    found = db.session.scalar(visible_customers(viewer).where(Customer.id == id_))
    if found is None:
        raise NotThere()
    return found


def get_contact(id_: UUID, *, viewer: Viewer) -> Contact:
    query = visible_contacts(viewer).where(Contact.id == id_).options(contains_eager(Contact.customer))
    found = db.session.scalar(query)
    if found is None:
        raise NotThere()
    return found


CUSTOMERS = Listing(
    "customers",
    title=_l("Customers"),
    record=Customer,
    endpoint="crm.customers",
    show="crm.customer",
    visible=visible_customers,
    columns=(
        Column("name", _l("Name"), Customer.name, sort="name", link=True, role="title"),
        Column("number", _l("Number"), Customer.number, sort="number", muted=True, role="lead"),
        Column("type", _l("Type"), Customer.type, words=CUSTOMER_TYPE, muted=True),
        Column("city", _l("City"), Customer.city, muted=True, role="figure"),
        Column("email", _l("E-mail"), Customer.email, muted=True),
        Column("status", _l("Status"), Customer.status, kind="badge", words=CUSTOMER_STATUS, role="status"),
    ),
    filters=(
        Search(words_in(Customer.search_text), _l("Number, name, e-mail, city …")),
        Chosen("type", _l("Type"), CustomerType, CUSTOMER_TYPE, Customer.type.in_),
        Chosen("status", _l("Status"), CustomerStatus, CUSTOMER_STATUS, Customer.status.in_),
    ),
    sorts={
        "number": SortKey(Customer.number),
        "name": SortKey(Customer.sort_name),
        "created_at": SortKey(Customer.created_at),
    },
    default_sort="name",
    empty=_l("No customer yet. Projects and invoices begin with one."),
)

CONTACTS = Listing(
    "contacts",
    title=_l("Contacts"),
    record=Contact,
    endpoint="crm.contacts",
    show="crm.contact",
    visible=visible_contacts,
    columns=(
        Column(
            "lastname",
            _l("Name"),
            Contact.lastname + ", " + Contact.firstname,
            sort="lastname",
            link=True,
            role="title",
        ),
        Column("customer", _l("Customer"), Customer.name, role="lead"),
        Column("position", _l("Position"), Contact.position, muted=True),
        Column("email", _l("E-mail"), Contact.email, muted=True),
        Column("phone", _l("Phone"), Contact.phone, muted=True, role="figure"),
        Column("is_primary", _l("Main contact"), Contact.is_primary, kind="flag", muted=True),
    ),
    filters=(
        Search(words_in(Contact.search_text, Customer.sort_name), _l("Name, e-mail, customer …")),
        Pointed("customer_id", _l("Customer"), "customer", Contact.customer_id.in_),
    ),
    sorts={"lastname": SortKey(Contact.sort_name), "created_at": SortKey(Contact.created_at)},
    default_sort="lastname",
    empty=_l("No contact yet. Add the people you talk to at your customers."),
)


def linkables() -> list[Linkable]:
    """What others may point to here."""
    return [
        Linkable(
            "customer",
            Customer,
            "crm:read",
            visible_customers,
            label=Customer.name,
            hint=Customer.number + " " + func.coalesce(Customer.city, ""),
            search=Customer.search_text,
            order=Customer.sort_name,
            endpoint="crm.customer",
            choosable=Customer.status != "inactive",
        ),
        Linkable(
            "contact",
            Contact,
            "crm:read",
            visible_contacts,
            label=Contact.firstname + " " + Contact.lastname,
            hint=Customer.name,
            search=Contact.search_text,
            order=Contact.sort_name,
            endpoint="crm.contact",
        ),
    ]
