"""What watches whether every change is recorded (`tests.recording`) notices when one is not."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from app.audit import actions as audit
from app.crm.actions import change_customer
from app.crm.models import Contact, Customer
from app.database import atomic, attempt, db
from app.invoices.models import Invoice
from app.people.models import Role
from app.values.refusals import Stale
from tests import cast, factories, recording
from tests.invoices import given as documents

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)


@pytest.fixture
def noticed(app):
    """Carries something out as an action of the program; gives what was noticed."""

    def carry_out(do):
        do.__module__ = "app.somewhere"
        recording.problems.clear()
        atomic(do)()
        found = [problem.partition(": ")[2] for problem in recording.problems]
        recording.problems.clear()
        return found

    return carry_out


def test_what_is_recorded_is_no_problem(noticed):
    customer = factories.customer()

    def change():
        with audit.changing(customer, by=None):
            customer.city = "Bonn"

    assert noticed(change) == []


def test_a_change_that_is_not_recorded(noticed):
    customer = factories.customer()

    def change():
        customer.city = "Bonn"

    assert noticed(change) == [f"customer {customer.id} was changed, and that is not recorded"]


def test_a_new_row_that_is_not_recorded(noticed):
    (found,) = noticed(lambda: db.session.add(Role(name="Aushilfe", permissions={})))
    assert found.endswith("was created, and that is not recorded")


def test_a_deletion_that_is_not_recorded(noticed):
    contact = factories.contact()
    gone = contact.id
    assert noticed(lambda: db.session.delete(contact)) == [
        f"contact {gone} was deleted, and that is not recorded"
    ]


def test_a_field_that_the_record_leaves_out(noticed):
    customer = factories.customer()

    def change():
        audit.note("changed", customer, by=None, payload={"after": {"city": "Bonn"}})
        customer.city, customer.phone = "Bonn", "0261 1"

    assert noticed(change) == [f"customer {customer.id} was changed, but ['phone'] are not recorded"]


def test_a_deletion_that_is_recorded_as_something_else(noticed):
    contact = factories.contact()
    gone = contact.id

    def remove():
        audit.note("changed", contact, by=None)
        db.session.delete(contact)

    assert noticed(remove) == [f"contact {gone} was deleted, but recorded as ['changed']"]


def test_rows_that_a_statement_changes(noticed):
    customers = [factories.customer(), factories.customer()]
    found = noticed(lambda: db.session.execute(update(Customer).values(city="Bonn")))
    assert found == [f"customer {one.id} was changed, and that is not recorded" for one in customers]


def test_rows_that_a_statement_deletes(noticed):
    contact = factories.contact()
    found = noticed(lambda: db.session.execute(delete(Contact).where(Contact.id == contact.id)))
    assert found == [f"contact {contact.id} was deleted, and that is not recorded"]


def test_rows_that_the_database_deletes_along(noticed):
    contact = factories.contact()
    customer, gone = db.session.get_one(Customer, contact.customer_id), contact.id

    def remove():
        audit.deleted(customer, by=None)
        db.session.delete(customer)

    assert noticed(remove) == [f"contact {gone} was deleted, and that is not recorded"]


def test_what_is_recorded_twice(noticed):
    customer = factories.customer()

    def change():
        for _time in range(2):
            with audit.changing(customer, by=None):
                customer.city = f"{customer.city} am Rhein"

    assert noticed(change) == [f"('customer', '{customer.id}') is recorded 2 times"]


def test_what_is_recorded_and_did_not_happen(noticed):
    customer = factories.customer()
    assert noticed(lambda: audit.deleted(customer, by=None)) == [
        f"('customer', '{customer.id}') is recorded as ['deleted'], and nothing happened to it"
    ]


def test_a_part_is_told_with_what_it_belongs_to(noticed):
    invoice = documents.draft()

    def change():
        with audit.changing(invoice, by=None):
            invoice.line_items[0].description = "Anders"

    assert noticed(change) == []


def test_a_part_that_is_not_told(noticed):
    line = documents.draft().line_items[0]

    def change():
        line.description = "Anders"

    assert noticed(change) == [f"invoice_line {line.id} was changed, and that is not recorded"]


def test_what_a_refused_attempt_changed_needs_no_record(noticed):
    customer = factories.customer()

    def refused():
        customer.city = "Bonn"
        db.session.flush()
        raise Stale()

    assert noticed(lambda: attempt(atomic(refused))) == []
    assert customer.city == "Lahnstein"


def test_what_is_taken_back_needs_no_record(app):
    customer = factories.customer()

    def failing():
        customer.city = "Bonn"
        db.session.flush()
        raise Stale()

    failing.__module__ = "app.somewhere"
    with pytest.raises(Stale):
        atomic(failing)()
    change_customer(customer, {"phone": "0261 1"}, by=cast.viewer("leitung"))
    assert recording.problems == []


def test_the_parts_of_other_records_are_found_by_themselves(app):
    assert recording.owner_column(Invoice.line_items.property.mapper).name == "invoice_id"


def test_every_table_is_watched_but_these(app):
    mapped = {mapper.local_table.name for mapper in Customer.registry.mappers}
    assert mapped >= recording.NO_BUSINESS
    assert {
        "customer",
        "payment",
        "role",
        "company",
        "account",
        "number_series",
    } <= mapped - recording.NO_BUSINESS
