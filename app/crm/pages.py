"""Pages of customers and contacts."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.crm import actions
from app.crm.forms import ContactForm, CustomerForm
from app.crm.queries import CONTACT, CUSTOMER
from app.views import forms, records
from app.web.guard import needs

customers = Blueprint("customers", __name__)
contacts = Blueprint("contacts", __name__)


@customers.get("/crm/customers")
@needs("crm:read")
def index() -> Response:
    return records.index(CUSTOMER)


@customers.route("/crm/customers/new", methods=records.FORM)
@needs("crm:write")
def new() -> Response:
    return records.new(CUSTOMER, CustomerForm, actions.create_customer, defaults={"type": "B2B"})


@customers.get("/crm/customers/<uuid:id>")
@needs("crm:read")
def show(id: UUID) -> Response:
    return records.show(CUSTOMER, id, "crm/customer.html")


@customers.route("/crm/customers/<uuid:id>/edit", methods=records.FORM)
@needs("crm:write")
def edit(id: UUID) -> Response:
    return records.edit(CUSTOMER, id, CustomerForm, actions.change_customer)


@customers.route("/crm/customers/<uuid:id>/delete", methods=records.FORM)
@needs("crm:delete")
def delete(id: UUID) -> Response:
    return records.delete(
        CUSTOMER,
        id,
        actions.delete_customer,
        text=lambda found: _("Delete %(name)s with all contacts? This cannot be undone.", name=found.name),
    )


@contacts.get("/crm/contacts", endpoint="index")
@needs("crm:read")
def contacts_index() -> Response:
    return records.index(CONTACT)


@contacts.route("/crm/contacts/new", methods=records.FORM, endpoint="new")
@needs("crm:write")
def new_contact() -> Response:
    return records.new(
        CONTACT,
        ContactForm,
        actions.create_contact,
        defaults=forms.preset("customer_id"),
        then=lambda contact: CUSTOMER.url("show", id=contact.customer_id),
    )


@contacts.get("/crm/contacts/<uuid:id>", endpoint="show")
@needs("crm:read")
def show_contact(id: UUID) -> Response:
    return records.show(CONTACT, id, "crm/contact.html")


@contacts.route("/crm/contacts/<uuid:id>/edit", methods=records.FORM, endpoint="edit")
@needs("crm:write")
def edit_contact(id: UUID) -> Response:
    return records.edit(CONTACT, id, ContactForm, actions.change_contact)


@contacts.route("/crm/contacts/<uuid:id>/delete", methods=records.FORM, endpoint="delete")
@needs("crm:delete")
def delete_contact(id: UUID) -> Response:
    return records.delete(CONTACT, id, actions.delete_contact)
