"""Where Back leads: never to a form that was saved, never to a record that is gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.database import db
from tests import bulk, factories
from tests.invoices.given import issued
from tests.projects import given as projects
from tests.reminders.given import reminder

pytestmark = pytest.mark.browser


@pytest.fixture
def company(address, servers):
    """The application that answers at `address`, with sixty customers."""
    app = servers("sqlite").app
    with app.app_context():
        bulk.fill(60)
        db.session.remove()
    return app


@pytest.fixture
def leitung(person, company):
    return person("leitung")


def names(page):
    return page.locator("#results tbody tr")


def at(page, path):
    """Waits until the address is this one."""
    expect(page).to_have_url(f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}{path}")


def heading(somebody, text):
    """Waits until this is the page's heading, word for word."""
    expect(somebody.page.locator("h1")).to_have_text(text)
    somebody.page.wait_for_load_state("load")


def second_page(somebody, path="/crm/customers?q=kunde&size=25"):
    """The second page of a list with a filter, the third row in focus; gives its address."""
    page = somebody.open(path)
    expect(names(page)).to_have_count(25)
    somebody.press("]")
    expect(page.locator(".pager-page")).to_have_text("Seite 2")
    somebody.press("j", "j", "j")
    return page.url


def name_in_focus(page):
    return page.locator("tr:focus a.row-link").inner_text()


def test_a_new_record_takes_the_place_of_its_form(leitung):
    page = leitung.open("/crm/customers?q=kunde")
    leitung.press("n")
    leitung.title("Neuer Kunde")
    leitung.write("Name", "Weingut Prüm KG")
    leitung.press("Control+Enter")
    leitung.title("Weingut Prüm KG")
    page.go_back()
    leitung.title("Kunden")
    at(page, "/crm/customers?q=kunde")


def test_after_an_edit_back_leads_to_the_list_with_filters_page_and_row(leitung):
    place = second_page(leitung)
    page = leitung.page
    name = name_in_focus(page)
    leitung.press("Enter")
    heading(leitung, name)
    leitung.press("e")
    leitung.title("bearbeiten")
    leitung.write("Ort", "Mayen")
    leitung.press("Control+Enter")
    heading(leitung, name)
    expect(page.locator("main")).to_contain_text("Mayen")
    expect(page.locator(".toast-success")).to_contain_text("gespeichert")
    page.go_back()
    leitung.title("Kunden")
    expect(page).to_have_url(place)
    expect(page.locator("tr:focus")).to_contain_text(name)


def test_an_edit_from_the_list_leads_on_to_the_record_and_back_to_the_row(leitung):
    place = second_page(leitung)
    name = name_in_focus(leitung.page)
    leitung.press("e")
    leitung.title("bearbeiten")
    leitung.press("Control+Enter")
    heading(leitung, name)
    leitung.page.go_back()
    leitung.title("Kunden")
    expect(leitung.page).to_have_url(place)
    expect(leitung.page.locator("tr:focus")).to_contain_text(name)


def test_what_was_saved_and_new_is_one_form(leitung):
    page = leitung.open("/crm/customers")
    leitung.press("n")
    leitung.title("Neuer Kunde")
    for name in ("Eins GmbH", "Zwei GmbH"):
        expect(page.locator("#name")).to_have_value("")
        leitung.write("Name", name)
        leitung.press("Control+Shift+Enter")
        expect(page.locator(".toast-success")).to_contain_text(name)
    page.go_back()
    leitung.title("Kunden")


def test_a_saved_form_that_was_refused_first_leaves_all_the_same(leitung):
    page = leitung.open("/crm/customers")
    leitung.press("n")
    leitung.title("Neuer Kunde")
    leitung.press("Control+Enter")
    expect(page.locator("#form-errors")).to_be_visible()
    leitung.write("Name", "Weingut Prüm KG")
    leitung.press("Control+Enter")
    leitung.title("Weingut Prüm KG")
    page.go_back()
    leitung.title("Kunden")


def test_back_never_leads_to_what_was_deleted(person, company):
    admin = person("admin")
    place = second_page(admin, "/crm/contacts?q=kunde&size=25")
    page = admin.page
    name = name_in_focus(page).split(",")[0]
    admin.press("Enter")
    admin.title(name)
    admin.press("e")
    admin.title("bearbeiten")
    admin.reach("Löschen")
    admin.press("Enter")
    expect(page.locator("#dialog")).to_contain_text(name)
    admin.press("Control+Enter")
    admin.title("Kontakte")
    expect(page).to_have_url(place)
    expect(page.locator(".toast-success")).to_contain_text("gelöscht")
    expect(page.locator("#results")).not_to_contain_text(name)
    expect(page.locator("tr:focus")).to_have_count(1)


def test_pages_of_what_was_deleted_are_passed_by(person, address, company):
    """customer, project, customer, project: the project is deleted, and stands in the history twice."""
    with company.app_context():
        project = projects.project(customer_id=factories.customer("Alt AG").id)
        place, owner = f"/projects/{project.id}", f"/crm/customers/{project.customer_id}"
        db.session.remove()
    admin = person("admin")
    page = admin.open("/reminders")
    for path in (owner, place, owner, place):
        page.goto(f"{address}{path}")
    admin.press("Delete")
    expect(page.locator("#dialog")).to_be_visible()
    admin.press("Control+Enter")
    admin.title("Projekte")
    for heading in ("Alt AG", "Alt AG", "Erinnerungen"):
        page.go_back()
        admin.title(heading)


def test_a_dialog_leaves_nothing_in_the_history(person, address, company):
    with company.app_context():
        place = f"/invoices/{issued().id}"
        db.session.remove()
    somebody = person("buchhaltung")
    page = somebody.open("/invoices")
    page.goto(f"{address}{place}")
    somebody.press("p")
    expect(page.locator("#dialog")).to_be_visible()
    somebody.press("Control+Enter")
    expect(page.locator(".page-head")).to_contain_text("Bezahlt")
    page.wait_for_load_state("load")
    page.go_back()
    somebody.title("Rechnungen")


def test_the_page_of_a_dialog_leaves_the_history_too(person, address, company):
    """Opened on its own, as in a new tab."""
    with company.app_context():
        place = f"/invoices/{issued().id}"
        db.session.remove()
    somebody = person("buchhaltung")
    page = somebody.open("/invoices")
    page.goto(f"{address}{place}/payments/new")
    somebody.title("Zahlung buchen")
    somebody.press("Control+Enter")
    expect(page.locator(".page-head")).to_contain_text("Bezahlt")
    page.wait_for_load_state("load")
    page.go_back()
    somebody.title("Rechnungen")


def test_a_button_that_posts_adds_nothing_to_the_history(leitung, address, company):
    with company.app_context():
        place = f"/reminders/{reminder('Anrufen', of='leitung').id}"
        db.session.remove()
    page = leitung.open("/reminders")
    page.goto(f"{address}{place}")
    visited = page.evaluate("navigation.entries().map((one) => one.url)")
    with page.expect_navigation():
        leitung.press("m")
    expect(page.locator(".page-head")).to_contain_text("Erledigt")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigation.entries().map((one) => one.url)") == visited


def test_cancel_goes_back_where_the_form_came_from(leitung):
    place = second_page(leitung)
    leitung.press("e")
    leitung.title("bearbeiten")
    leitung.reach("Abbrechen")
    leitung.press("Enter")
    expect(leitung.page.locator("h1")).not_to_contain_text("bearbeiten")
    leitung.page.go_back()
    expect(leitung.page).to_have_url(place)


@pytest.fixture
def untold(leitung):
    """The same in a browser that does not tell its history (no Navigation API)."""
    leitung.context.add_init_script("Object.defineProperty(window, 'navigation', { value: undefined })")
    return leitung


def test_a_browser_that_does_not_tell_its_history_goes_back_all_the_same(untold):
    place = second_page(untold)
    page = untold.page
    name = name_in_focus(page)
    untold.press("Enter")
    heading(untold, name)
    untold.press("e")
    untold.title("bearbeiten")
    untold.press("Control+Enter")
    heading(untold, name)
    page.go_back()
    untold.title("Kunden")
    expect(page).to_have_url(place)


def test_it_passes_by_what_was_deleted_too(person, company):
    admin = person("admin")
    admin.context.add_init_script("Object.defineProperty(window, 'navigation', { value: undefined })")
    page = admin.open("/reminders")
    second_page(admin, "/crm/contacts?q=kunde&size=25")
    admin.press("Enter")
    expect(page.locator(".further")).to_be_visible()
    admin.press("Delete")
    expect(page.locator("#dialog")).to_contain_text("löschen")
    admin.press("Control+Enter")
    admin.title("Kontakte")
    page.go_back()
    admin.title("Kontakte")
    assert page.title().startswith("Kontakte"), "not the page of an error"


def test_forward_passes_by_what_was_deleted(person, company):
    admin = person("admin")
    page = admin.open("/crm/contacts?q=kunde")
    admin.press("j", "Enter")
    expect(page.locator(".further")).to_be_visible()
    admin.press("Delete")
    expect(page.locator("#dialog")).to_contain_text("löschen")
    admin.press("Control+Enter")
    admin.title("Kontakte")
    page.wait_for_load_state("load")
    page.evaluate("history.forward()")
    admin.title("Kontakte")
    expect(page).to_have_url(f"{admin.address}/crm/contacts?q=kunde")
