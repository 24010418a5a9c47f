"""A customer has one main contact, whoever makes another the main one, and with whom at once."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.audit.queries import history, verify
from app.crm import actions
from app.crm.models import Contact, Customer
from app.database import atomic, db
from app.values.refusals import NotThere, Overtaken, Stale
from tests import cast, factories
from tests.crm import racing
from tests.processes import Racers


def main_contacts(customer):
    """Who is a main contact of this customer, as the database has it."""
    db.session.rollback()
    wanted = select(Contact).where(Contact.customer_id == customer.id, Contact.is_primary)
    return list(db.session.scalars(wanted))


def test_a_new_main_contact_takes_the_place_of_the_other(app):
    customer = factories.customer()
    first = factories.contact(customer, is_primary=True)
    second = factories.contact(customer, is_primary=True)
    assert main_contacts(customer) == [second]
    assert not first.is_primary


def test_who_is_no_longer_the_main_contact_gets_a_new_version(app):
    """A form that was opened before would silently make it the main contact again."""
    customer = factories.customer()
    first = factories.contact(customer, is_primary=True)
    version = first.version
    factories.contact(customer, is_primary=True)
    with pytest.raises(Stale):
        actions.change_contact(first, {"is_primary": True}, version, by=cast.viewer("leitung"))


def test_the_history_of_the_former_main_contact_says_who_took_it_away(app):
    customer = factories.customer()
    first = factories.contact(customer, is_primary=True)
    second = factories.contact(customer)
    actions.change_contact(second, {"is_primary": True}, by=cast.viewer("leitung"))
    db.session.rollback()
    newest = history("contact", first.id)[0]
    assert (newest.action, newest.changed) == ("changed", ("is_primary",))
    assert newest.actor == cast.viewer("leitung").name


def test_a_main_contact_that_moves_replaces_the_one_of_the_other_customer(app):
    here, there = factories.customer("Hier"), factories.customer("Dort")
    moving, staying = factories.contact(here, is_primary=True), factories.contact(there, is_primary=True)
    actions.change_contact(moving, {"customer_id": there.id}, by=cast.viewer("leitung"))
    assert main_contacts(there) == [moving]
    assert main_contacts(here) == []
    assert not staying.is_primary


@pytest.mark.parametrize("how", ["made", "changed", "moved"])
def test_main_contacts_of_other_customers_stay(app, how):
    ours, theirs, elsewhere = (factories.customer(name) for name in ("Unser", "Ihr", "Dritter"))
    former, other = (factories.contact(one, is_primary=True) for one in (ours, theirs))
    version, told = other.version, len(history("contact", other.id))
    if how == "made":
        new = factories.contact(ours, is_primary=True)
    else:
        new = factories.contact(ours if how == "changed" else elsewhere)
        values = {"is_primary": True, "customer_id": ours.id}
        actions.change_contact(new, values, by=cast.viewer("leitung"))
    assert main_contacts(ours) == [new]
    assert not former.is_primary
    assert main_contacts(theirs) == [other]
    assert (other.version, len(history("contact", other.id))) == (version, told)


def test_a_change_that_is_refused_leaves_the_main_contact(app):
    customer = factories.customer()
    first, second = factories.contact(customer, is_primary=True), factories.contact(customer)
    with pytest.raises(Stale):
        actions.change_contact(second, {"is_primary": True}, second.version + 1, by=cast.viewer("leitung"))
    assert main_contacts(customer) == [first]


def test_the_database_refuses_a_second_main_contact(app):
    customer = factories.customer()

    @atomic
    def both():
        for name in ("A", "B"):
            db.session.add(Contact(customer_id=customer.id, firstname=name, lastname=name, is_primary=True))

    with pytest.raises(Overtaken):
        both()


def test_a_contact_for_a_customer_that_is_gone_is_not_there(app):
    customer = factories.customer()
    gone = customer.id
    actions.delete_customer(customer, by=cast.viewer("admin"))
    with pytest.raises(NotThere):
        factories.contact(Customer(id=gone))


def test_a_contact_does_not_move_to_a_customer_that_is_gone(app):
    contact, customer = factories.contact(), factories.customer("Weg")
    gone = customer.id
    actions.delete_customer(customer, by=cast.viewer("admin"))
    with pytest.raises(NotThere):
        actions.change_contact(contact, {"customer_id": gone}, by=cast.viewer("admin"))


@pytest.mark.parametrize("change", ["change", "delete"])
def test_a_contact_that_went_with_its_customer_is_not_there(app, change):
    contact = factories.contact()
    customer = db.session.get_one(Customer, contact.customer_id)
    actions.delete_customer(customer, by=cast.viewer("admin"))
    with pytest.raises(NotThere):
        if change == "change":
            actions.change_contact(contact, {"lastname": "Anders"}, by=cast.viewer("admin"))
        else:
            actions.delete_contact(contact, by=cast.viewer("admin"))


def test_a_contact_that_goes_with_its_customer_is_recorded(app):
    contact = factories.contact(email="asa@example.com")
    id_, customer = contact.id, db.session.get_one(Customer, contact.customer_id)
    actions.delete_customer(customer, by=cast.viewer("admin"))
    newest = history("contact", id_)[0]
    assert (newest.action, newest.actor) == ("deleted", cast.viewer("admin").name)


@pytest.mark.processes
def test_main_contacts_that_are_added_at_once_leave_one(app, server):
    with Racers(server, 3) as race:
        for _round in race.rounds:
            customer = factories.customer()
            assert race(*((racing.add, customer.id, name) for name in "ABC")) == [None] * 3
            assert len(main_contacts(customer)) == 1
    assert verify()[1] is None


@pytest.mark.processes
def test_main_contacts_that_move_to_one_customer_at_once_leave_one(app, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            customer, moving = factories.customer(), [factories.contact(is_primary=True) for _who in "ab"]
            assert race(*((racing.move, contact.id, customer.id) for contact in moving)) == [None, None]
            assert len(main_contacts(customer)) == 1


@pytest.mark.on("postgresql")  # on SQLite whoever comes again and again leaves no moment to the other one
@pytest.mark.processes
def test_who_comes_while_a_customer_is_deleted_is_told_that_it_is_not_there(app, server):
    with Racers(server, 2) as race:
        for _round in race.rounds:
            id = factories.customer().id
            assert race((racing.remove, id), (racing.disturb, id)) == [None, 404]
            assert db.session.scalar(select(func.count()).select_from(Contact)) == 0
