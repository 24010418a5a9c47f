"""Pages of customers and contacts."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.company.words import ROUNDING
from app.crm import actions, queries
from app.crm.forms import ContactForm, CustomerForm
from app.crm.words import CUSTOMER_STATUS, CUSTOMER_TYPE
from app.forms.countries import COUNTRIES
from app.people.words import LANGUAGE
from app.views import html
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("crm", __name__)


@pages.get("/crm/customers")
@needs("crm:read")
def customers() -> Response:
    new = ("crm:write", "crm.new_customer", _l("New customer"))
    return html.listing(queries.CUSTOMERS, "crm/customers.html", new=new)


@pages.route("/crm/customers/new", methods=["GET", "POST"])
@needs("crm:write")
def new_customer() -> Response:
    return html.submit(
        CustomerForm,
        lambda values, _version: actions.create_customer(values, by=guard.viewer(), today=languages.today()),
        "layouts/form.html",
        title=_("New customer"),
        then=lambda customer: url_for("crm.customer", id=customer.id),
        said=lambda customer: _("%(name)s has been added.", name=customer.name),
        cancel_url=url_for("crm.customers"),
        defaults={"type": "B2B"},
        repeat=True,
    )


@pages.get("/crm/customers/<uuid:id>")
@needs("crm:read")
def customer(id: UUID) -> Response:
    return html.render(
        "crm/customer.html",
        customer=queries.get_customer(id, viewer=guard.viewer()),
        status_words=CUSTOMER_STATUS,
        type_words=CUSTOMER_TYPE,
        rounding_words=ROUNDING,
        language_words=LANGUAGE,
        countries=COUNTRIES,
    )


@pages.route("/crm/customers/<uuid:id>/edit", methods=["GET", "POST"])
@needs("crm:write")
def edit_customer(id: UUID) -> Response:
    found = queries.get_customer(id, viewer=guard.viewer())
    delete = url_for("crm.delete_customer", id=id) if guard.viewer().may("crm:delete") else None
    return html.submit(
        CustomerForm,
        lambda values, version: actions.change_customer(found, values, version, by=guard.viewer()),
        "layouts/form.html",
        title=_("Edit %(name)s", name=found.name),
        then=lambda customer: url_for("crm.customer", id=customer.id),
        said=lambda customer: _("%(name)s has been saved.", name=customer.name),
        cancel_url=url_for("crm.customer", id=id),
        stored=found,
        delete_url=delete,
    )


@pages.route("/crm/customers/<uuid:id>/delete", methods=["GET", "POST"])
@needs("crm:delete")
def delete_customer(id: UUID) -> Response:
    found = queries.get_customer(id, viewer=guard.viewer())
    name = found.name
    return html.confirm(
        lambda: actions.delete_customer(found, by=guard.viewer()),
        title=_("Delete customer"),
        text=_("Delete %(name)s with all contacts? This cannot be undone.", name=name),
        button=_("Delete"),
        cancel_url=url_for("crm.edit_customer", id=id),
        then=url_for("crm.customers"),
        said=_("%(name)s has been deleted.", name=name),
    )


@pages.get("/crm/contacts")
@needs("crm:read")
def contacts() -> Response:
    new = ("crm:write", "crm.new_contact", _l("New contact"))
    return html.listing(queries.CONTACTS, "crm/contacts.html", new=new)


@pages.route("/crm/contacts/new", methods=["GET", "POST"])
@needs("crm:write")
def new_contact() -> Response:
    return html.submit(
        ContactForm,
        lambda values, _version: actions.create_contact(values, by=guard.viewer()),
        "layouts/form.html",
        title=_("New contact"),
        then=lambda contact: url_for("crm.customer", id=contact.customer_id),
        said=lambda contact: _("%(name)s has been added.", name=contact.name),
        cancel_url=url_for("crm.contacts"),
        defaults=html.preset("customer_id"),
        repeat=True,
    )


@pages.get("/crm/contacts/<uuid:id>")
@needs("crm:read")
def contact(id: UUID) -> Response:
    return html.render("crm/contact.html", contact=queries.get_contact(id, viewer=guard.viewer()))


@pages.route("/crm/contacts/<uuid:id>/edit", methods=["GET", "POST"])
@needs("crm:write")
def edit_contact(id: UUID) -> Response:
    found = queries.get_contact(id, viewer=guard.viewer())
    delete = url_for("crm.delete_contact", id=id) if guard.viewer().may("crm:delete") else None
    return html.submit(
        ContactForm,
        lambda values, version: actions.change_contact(found, values, version, by=guard.viewer()),
        "layouts/form.html",
        title=_("Edit %(name)s", name=found.name),
        then=lambda contact: url_for("crm.contact", id=contact.id),
        said=lambda contact: _("%(name)s has been saved.", name=contact.name),
        cancel_url=url_for("crm.contact", id=id),
        stored=found,
        delete_url=delete,
    )


@pages.route("/crm/contacts/<uuid:id>/delete", methods=["GET", "POST"])
@needs("crm:delete")
def delete_contact(id: UUID) -> Response:
    found = queries.get_contact(id, viewer=guard.viewer())
    name = found.name
    return html.confirm(
        lambda: actions.delete_contact(found, by=guard.viewer()),
        title=_("Delete contact"),
        text=_("Delete %(name)s? This cannot be undone.", name=name),
        button=_("Delete"),
        cancel_url=url_for("crm.edit_contact", id=id),
        then=url_for("crm.contacts"),
        said=_("%(name)s has been deleted.", name=name),
    )
