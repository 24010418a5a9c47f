"""The keyboard: Esc and u, the menu of actions, letters of rows, turning pages, keys that meant something else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.database import db
from app.people.actions import change_preferences
from tests import bulk, cast, factories
from tests.browser.test_history import at, heading, name_in_focus, names, second_page
from tests.projects import given as projects
from tests.reminders.given import reminder

pytestmark = pytest.mark.browser


@pytest.fixture
def company(address, servers):
    """The application that answers at `address`, with sixty of everything."""
    app = servers("sqlite").app
    with app.app_context():
        bulk.fill(60)
        db.session.remove()
    return app


@pytest.fixture
def leitung(person, company):
    return person("leitung")


@pytest.fixture
def project(company):
    """The address of a project that is open."""
    with company.app_context():
        found = f"/projects/{projects.project().id}"
        db.session.remove()
    return found


def edit_form(somebody):
    """The form of a customer, opened from the second page of a list; gives the list's address."""
    place = second_page(somebody)
    somebody.press("e")
    somebody.title("bearbeiten")
    return place


# Esc and u


def test_esc_leaves_the_field_then_the_form(leitung):
    place = edit_form(leitung)
    page = leitung.page
    expect(page.locator("#name")).to_be_focused()
    leitung.press("Escape")
    expect(page.locator("#name")).not_to_be_focused()
    leitung.title("bearbeiten")
    leitung.press("Escape")
    heading(leitung, page.locator("h1").inner_text().removesuffix(" bearbeiten"))
    page.go_back()
    expect(page).to_have_url(place)


def test_u_leaves_a_form(leitung):
    page = leitung.open("/crm/customers?q=kunde")
    leitung.press("n")
    leitung.title("Neuer Kunde")
    leitung.press("Escape", "u")
    leitung.title("Kunden")
    at(page, "/crm/customers?q=kunde")


def test_leaving_asks_by_name_where_something_is_unsaved(leitung):
    edit_form(leitung)
    page = leitung.page
    name = page.locator("#name").input_value()
    leitung.write("Ort", "Mayen")
    leitung.press("Escape", "Escape")
    asked = page.locator("#unsaved")
    expect(asked).to_contain_text(f"„{name} bearbeiten“ hat Änderungen")
    leitung.press("Escape")
    expect(asked).to_be_hidden()
    expect(page.locator("#city")).to_have_value("Mayen")
    leitung.press("u", "v")
    heading(leitung, name)
    expect(page.locator("main")).not_to_contain_text("Mayen")


def test_what_is_unsaved_can_be_saved_on_the_way_out(leitung):
    edit_form(leitung)
    page = leitung.page
    leitung.write("Ort", "Mayen")
    leitung.press("Escape", "u")
    expect(page.locator("#unsaved")).to_be_visible()
    leitung.press("Control+Enter")
    expect(page.locator("main address")).to_contain_text("Mayen")


def test_a_key_to_another_page_asks_too(leitung):
    edit_form(leitung)
    leitung.write("Ort", "Mayen")
    leitung.press("Escape", "g", "p")
    expect(leitung.page.locator("#unsaved")).to_be_visible()
    leitung.press("v")
    leitung.title("Projekte")


def test_a_button_elsewhere_on_the_page_asks_too(leitung):
    """What it posts would load the page anew."""
    edit_form(leitung)
    page = leitung.page
    leitung.write("Ort", "Mayen")
    page.locator("details.person > summary").click()
    page.get_by_role("button", name="Dunkel").click()
    expect(page.locator("#unsaved")).to_be_visible()
    leitung.press("Escape")
    expect(page.locator("#city")).to_have_value("Mayen")


def test_esc_closes_a_dialog_in_which_nothing_was_typed(leitung, project):
    page = leitung.open(project)
    leitung.press("t")
    expect(page.locator("#dialog")).to_be_visible()
    leitung.press("Escape")
    expect(page.locator("#dialog")).to_be_hidden()


def test_esc_asks_before_it_closes_a_dialog_with_something_typed(leitung, project):
    page = leitung.open(project)
    leitung.press("t")
    leitung.write("Notiz", "Warenkorb")
    leitung.press("Escape")
    expect(page.locator("#dialog")).to_be_visible()
    leitung.press("Escape")
    expect(page.locator("#unsaved")).to_contain_text("„Stoppuhr starten“")
    leitung.press("Escape")
    expect(page.locator("#unsaved")).to_be_hidden()
    expect(page.locator("#note")).to_have_value("Warenkorb")
    leitung.press("Escape")
    expect(page.locator("#unsaved")).to_be_visible()
    leitung.press("v")
    expect(page.locator("#dialog")).to_be_hidden()


def test_esc_closes_an_open_list_of_choices_first(leitung):
    page = leitung.open("/projects/new")
    leitung.write("Kunde", "kunde")
    expect(page.get_by_role("option").first).to_be_visible()
    leitung.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    expect(page.locator("#customer_id")).to_be_focused()


def test_u_leads_from_a_record_to_the_list_with_its_filters(leitung, address, project):
    """Also when the list is not the page before."""
    page = leitung.open("/projects?q=projekt&size=25")
    expect(names(page)).to_have_count(25)
    page.goto(f"{address}/crm/customers")
    page.goto(f"{address}{project}")
    leitung.press("u")
    leitung.title("Projekte")
    at(page, "/projects?q=projekt&size=25")


def test_u_leads_back_to_the_row(leitung):
    place = second_page(leitung)
    name = name_in_focus(leitung.page)
    leitung.press("Enter")
    heading(leitung, name)
    leitung.press("u")
    leitung.title("Kunden")
    expect(leitung.page).to_have_url(place)
    expect(leitung.page.locator("tr:focus")).to_contain_text(name)


def test_u_knows_the_list_that_nobody_has_opened(leitung, project):
    leitung.open(project)
    leitung.press("u")
    leitung.title("Projekte")
    at(leitung.page, "/projects")


# the menu of actions


def entries(page):
    """The entries of the open menu."""
    return page.locator("#actions [role=menuitem]")


def test_the_menu_of_a_record(person, project):
    admin = person("admin")
    page = admin.open(project)
    admin.press(".")
    expect(page.locator("#actions h2")).to_have_text(page.locator("h1").inner_text())
    for text in (
        "Stoppuhr startent",
        "Rechnung aus Zeitenb",
        "Bearbeitene",
        "Zur Liste: Projekteu",
        "Verlaufv",
        "Projekt löschenEntf",
    ):
        expect(entries(page).get_by_text(text, exact=True)).to_have_count(1)
    expect(entries(page).first).to_be_focused()
    admin.press("ArrowUp", "ArrowUp", "ArrowDown")
    expect(entries(page).last).to_be_focused()
    assert admin.faults() == []
    admin.press("Escape")
    expect(page.locator("#actions")).to_be_hidden()


def test_a_letter_in_the_menu_does_what_it_says(leitung, project):
    leitung.open(project)
    leitung.press(".", "e")
    leitung.title("bearbeiten")


def test_the_menu_of_the_row_in_focus(person, company):
    admin = person("admin")
    page = admin.open("/crm/customers")
    admin.press("j", "j")
    name = name_in_focus(page)
    admin.press(".")
    expect(page.locator("#actions h2")).to_have_text(name)
    assert entries(page).all_text_contents() == ["Öffnen↵", "Bearbeitene", "LöschenEntf"]
    admin.press("Escape")
    expect(page.locator("tr:focus")).to_contain_text(name)
    admin.press(".", "ArrowDown", "Enter")
    admin.title(f"{name} bearbeiten")


def test_the_menu_of_a_row_has_its_button(leitung, company):
    with company.app_context():
        reminder("Anrufen", of="leitung")
        db.session.remove()
    page = leitung.open("/reminders")
    leitung.press("j", ".")
    assert entries(page).all_text_contents() == ["Öffnen↵", "Bearbeitene", "Erledigtm", "LöschenEntf"]
    leitung.press("m")
    expect(page.locator(".toast-success")).to_contain_text("Anrufen ist erledigt")


def test_a_row_is_deleted_from_the_list(person, company):
    place = second_page(admin := person("admin"), "/crm/contacts?q=kunde&size=25")
    page = admin.page
    name = name_in_focus(page)
    admin.press("Delete")
    expect(page.locator("#dialog")).to_contain_text("löschen")
    admin.press("Control+Enter")
    expect(page.locator("#results")).not_to_contain_text(name)
    expect(page).to_have_url(place)
    expect(page.locator("tr:focus")).to_have_count(1)


def test_leaving_the_question_leads_back_to_the_row(person, company):
    admin = person("admin")
    page = admin.open("/departments")
    admin.press("j", "j", "Delete")
    name = page.locator("#results tbody tr").nth(1).locator("a.row-link").inner_text()
    expect(page.locator("#dialog")).to_contain_text(name)
    admin.press("Escape")
    expect(page.locator("tr:focus")).to_contain_text(name)


# letters


def test_n_on_a_record_opens_its_first_plus(leitung, company):
    with company.app_context():
        place = f"/crm/customers/{factories.customer().id}"
        db.session.remove()
    leitung.open(place)
    leitung.press("n")
    leitung.title("Neuer Kontakt")


def test_g_b_leads_to_the_payments_from_everywhere(person, company):
    somebody = person("buchhaltung")
    somebody.open("/reminders")
    somebody.press("g", "b")
    somebody.title("Zahlungen")


def test_t_stops_on_a_project_too(leitung, project):
    """While a timer runs, t stops it, and asks since it has hardly begun."""
    page = leitung.open(project)
    leitung.press("t")
    expect(page.locator("#dialog")).to_contain_text("Projekt")
    leitung.press("Control+Enter")
    expect(page.locator("#timer .running")).to_be_visible()
    leitung.press("t")
    expect(page.locator("#dialog")).to_contain_text("verwerfen oder behalten")
    assert leitung.faults() == []
    leitung.press("v")
    expect(page.locator("#timer .running")).to_be_hidden()
    expect(page.locator("#dialog")).to_be_hidden()
    at(page, project)


def test_the_page_of_an_entry_that_was_discarded_is_left(leitung, project):
    page = leitung.open(project)
    leitung.press("t")
    expect(page.locator("#dialog")).to_contain_text("Projekt")
    leitung.press("Control+Enter")
    page.locator("#timer .running").click()
    leitung.title("Relaunch Intranet")
    expect(page.locator(".page-head")).to_contain_text("Läuft")
    expect(page.locator("#timer .running")).to_be_visible()
    leitung.press("t")
    expect(page.locator("#dialog")).to_contain_text("verwerfen oder behalten")
    leitung.press("v")
    leitung.title("Zeiteinträge")


def test_single_letters_can_be_switched_off(leitung, company):
    with company.app_context():
        change_preferences(cast.employee("leitung").id, {"single_keys": False}, by=cast.viewer("leitung"))
        db.session.remove()
    page = leitung.open("/crm/customers")
    leitung.press("n", ".")
    expect(page.locator("#actions")).to_be_hidden()
    leitung.title("Kunden")
    leitung.press("ArrowDown", "Enter")
    leitung.title("Kunde 000000")


def test_the_help_tells_the_keys_of_the_page_and_all_others(leitung, project):
    page = leitung.open(project)
    leitung.press("?")
    shown = page.locator("#help")
    for text in (
        "Rechnung aus Zeiten",
        "nach oben: zur Liste",
        "alle Aktionen der Seite",
        "die nächste Seite",
    ):
        expect(shown).to_contain_text(text)


# turning pages


def test_j_on_the_last_row_turns_the_page_and_k_on_the_first_turns_back(leitung):
    page = leitung.open("/crm/customers?size=25")
    expect(names(page)).to_have_count(25)
    leitung.press("j", "End", "j")
    expect(page.locator(".pager-page")).to_have_text("Seite 2")
    expect(names(page).first).to_be_focused()
    leitung.press("k")
    expect(page.locator(".pager-page")).to_have_text("Seite 1")
    expect(names(page).last).to_be_focused()
    leitung.press("Home", "k")
    expect(names(page).first).to_be_focused()


# keys that were meant for something else


def test_a_key_that_is_held_does_not_write_into_the_form_it_opens(leitung):
    page = leitung.open("/crm/customers")
    page.keyboard.down("n")
    leitung.title("Neuer Kunde")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.down("n")
    page.keyboard.down("n")
    page.keyboard.up("n")
    expect(page.locator("#name")).to_have_value("")
    page.keyboard.type("Neubau")
    expect(page.locator("#name")).to_have_value("Neubau")


def test_a_key_pressed_twice_does_not_write_into_the_dialog_it_opens(leitung):
    page = leitung.open("/time-entries")
    expect(page.locator("#timer")).to_contain_text("Stoppuhr starten")
    leitung.press("t", "t")
    expect(page.locator("#dialog #project_id")).to_be_focused()
    expect(page.locator("#dialog #project_id")).to_have_value("")


def test_the_text_of_the_first_field_is_selected(leitung):
    edit_form(leitung)
    leitung.page.keyboard.type("Neu")
    expect(leitung.page.locator("#name")).to_have_value("Neu")
