"""A combobox without a hit: what is missing is made over the form, by keyboard, and chosen in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.crm.models import Customer
from app.database import db
from app.projects.models import Project
from tests import factories

pytestmark = pytest.mark.browser


def look_for(one, label, text):
    """Types what nobody is called, and takes the offer to make it."""
    one.write(label, text)
    offer = one.page.locator("[role=option].combobox-create:visible")
    expect(offer).to_contain_text(f"„{text}“ anlegen")
    expect(offer).to_have_attribute("aria-selected", "true")
    one.press("Enter")


def test_a_customer_from_the_form_of_a_project(person, servers):
    one = person("leitung")
    page = one.open("/projects/new")
    one.title("Neues Projekt")
    one.write("Titel", "Onlineshop")
    look_for(one, "Kunde", "Neu GmbH")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("[name=name]")).to_have_value("Neu GmbH")
    expect(dialog.locator("[name=name]")).to_be_focused()
    assert one.faults() == []
    one.press("Control+Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator("[name='customer_id-text']")).to_have_value("Neu GmbH")
    expect(page.locator("[name='department_id-text']")).to_be_focused()
    one.press("Control+Enter")
    one.title("Onlineshop")
    with servers("sqlite").app.app_context():
        made = db.session.query(Project).one()
        assert made.customer.name == "Neu GmbH"
        db.session.remove()


def test_a_project_with_its_customer_from_the_form_of_a_time_entry(person):
    """The short form of one has the combobox of the other: two dialogs, one over the other."""
    one = person("leitung")
    page = one.open("/time-entries/new")
    one.title("Neuer Zeiteintrag")
    look_for(one, "Projekt", "Onlineshop")
    dialogs = page.locator("dialog[open]")
    expect(dialogs.locator("[name='customer_id-text']")).to_be_focused()
    page.keyboard.type("Neu GmbH")
    expect(page.locator("[role=option].combobox-create:visible")).to_contain_text("„Neu GmbH“")
    one.press("Enter")
    expect(dialogs).to_have_count(2)
    expect(dialogs.last.locator("[name=name]")).to_be_focused()
    one.press("Control+Enter")
    expect(dialogs).to_have_count(1)
    expect(dialogs.locator("[name='customer_id-text']")).to_have_value("Neu GmbH")
    one.press("Control+Enter")
    expect(dialogs).to_have_count(0)
    expect(page.locator("[name='project_id-text']")).to_have_value("Onlineshop")
    assert page.locator("input[name='project_id']").input_value()


def test_whoever_changes_their_mind_goes_on_where_they_were(person):
    one = person("leitung")
    page = one.open("/projects/new")
    one.title("Neues Projekt")
    look_for(one, "Kunde", "Neu GmbH")
    expect(page.locator("dialog[open]")).to_be_visible()
    one.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[name='customer_id-text']")).to_be_focused()
    expect(page.locator("[name='customer_id-text']")).to_have_value("Neu GmbH")


def test_what_is_wrong_is_told_in_the_dialog(person):
    one = person("leitung")
    page = one.open("/projects/new")
    one.title("Neues Projekt")
    look_for(one, "Kunde", "Neu GmbH")
    name = page.locator("dialog[open] [name=name]")
    expect(name).to_be_focused()
    name.fill("")
    one.press("Control+Enter")
    expect(page.locator("dialog[open] .field-error")).to_be_visible()
    expect(name).to_be_focused()
    page.keyboard.type("Neu KG")
    one.press("Control+Enter")
    expect(page.locator("[name='customer_id-text']")).to_have_value("Neu KG")


def test_from_the_dialog_of_the_timer(person, servers):
    with servers("sqlite").app.app_context():
        factories.customer("Alt AG")
        db.session.remove()
    one = person("leitung")
    page = one.open("/")
    one.title("Tobias")
    page.locator("#timer [data-timer-toggle]").wait_for()
    one.press("t")
    look_for(one, "Projekt", "Onlineshop")
    dialog = page.locator("dialog[open]").last
    expect(dialog.locator("[name='customer_id-text']")).to_be_focused()
    page.keyboard.type("alt")
    page.get_by_role("option", name="Alt AG").wait_for()
    one.press("Enter", "Control+Enter")
    expect(page.locator("dialog[open]")).to_have_count(1)
    expect(page.locator("#dialog [name='project_id-text']")).to_have_value("Onlineshop")
    one.press("Control+Enter")
    expect(page.locator("#timer")).to_contain_text("Onlineshop")


def test_the_link_of_a_refused_name_opens_the_same_dialog(person, servers):
    one = person("leitung")
    page = one.open("/projects/new")
    one.title("Neues Projekt")
    one.write("Titel", "Onlineshop")
    one.write("Kunde", "Neu GmbH")
    one.press("Control+Enter")
    link = page.locator("#customer_id-field a[data-create]")
    link.focus()
    one.press("Enter")
    expect(page.locator("dialog[open] [name=name]")).to_have_value("Neu GmbH")
    one.press("Control+Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#customer_id-field .field-error")).to_have_count(0)
    with servers("sqlite").app.app_context():
        assert db.session.query(Customer).count() == 1
        db.session.remove()
