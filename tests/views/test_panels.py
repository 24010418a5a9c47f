"""Panels on the pages of records: they know whose page it is, offer what could be there, and keep their place."""

from __future__ import annotations

import pytest

from tests import cast, factories
from tests.invoices import given as documents
from tests.projects import given as projects
from tests.reminders.given import reminder
from tests.time_tracking import given as times


@pytest.fixture
def filled(app):
    """A project of a customer with a contact, time, an invoice and a reminder."""
    customer = factories.customer("Alt AG")
    factories.contact(customer)
    project = projects.project(customer_id=customer.id)
    times.entry(project.id, "20 09:00", "20 10:00")
    documents.draft(customer_id=customer.id, project_id=project.id)
    reminder("Nachfassen", of="admin", linked_module="customer", linked_id=customer.id)
    return project


def panels(browser, page):
    """The panels of a page by name: their heads as htmx fetches them."""
    found = {}
    for panel in browser.get(page).xpath("//section[contains(@class, 'panel')]"):
        part = browser.get(panel.get("hx-get"), part="panel")
        found[panel.get("id")] = [head.strip() for head in part.xpath("//th/text()")]
    return found


def test_on_the_page_of_a_customer_nothing_says_whose_it_is(filled, pages):
    found = panels(pages("admin"), f"/crm/customers/{filled.customer_id}")
    assert {"contacts", "projects", "times-of-customer", "invoices", "reminders"} <= found.keys()
    assert not [name for name, heads in found.items() if "Kunde" in heads or "Bezieht sich auf" in heads]
    assert found["invoices"] == ["Nummer", "Datum", "Status", "Brutto", "Offen"]


def test_on_the_page_of_a_project_neither_project_nor_customer_is_said(filled, pages):
    found = panels(pages("admin"), f"/projects/{filled.id}")
    assert found["times-of-project"] == ["Datum", "Person", "Notiz", "Stunden", "Abrechnung"]
    assert found["invoices"] == ["Nummer", "Datum", "Status", "Brutto", "Offen"]


def test_on_the_page_of_a_person_nothing_says_whose_time_it_is(filled, pages):
    found = panels(pages("admin"), f"/employees/{cast.employee('mitarbeit').id}")
    assert "Person" not in found["times-of-employee"] and "Projekt" in found["times-of-employee"]


def test_a_list_of_several_keeps_its_columns(filled, pages):
    other = factories.customer("Neu AG")
    address = f"/invoices?customer_id={filled.customer_id}&customer_id={other.id}"
    part = pages("admin").get(address, part="panel")
    assert "Kunde" in part.xpath("//th/text()")


def test_the_first_plus_of_a_page_has_the_key(app, pages):
    page = pages("admin").get(f"/crm/customers/{factories.customer().id}")
    keyed = page.xpath("//section[contains(@class, 'panel')][.//*[@data-key='n']]/@id")
    assert keyed == ["contacts"]


def test_only_who_may_add_is_offered_it(app, pages):
    page = pages("mitarbeit").get(f"/crm/customers/{factories.customer().id}")
    assert not page.xpath("//section[@id='projects']//a[contains(@href, '/new')]")
    assert "Noch kein Projekt" in page.xpath("string(//section[@id='projects'])")


def test_an_empty_panel_says_what_could_be_there_and_fetches_nothing_yet(app, pages):
    customer = factories.customer()
    page = pages("admin").get(f"/crm/customers/{customer.id}")
    (panel,) = page.xpath("//section[@id='projects']")
    assert (
        "Noch kein Projekt" in panel.text_content() and panel.get("hx-trigger") == "kontor:changed from:body"
    )
    assert panel.xpath(".//div[@class='panel-empty']//a/@href") == [
        f"/projects/new?customer_id={customer.id}"
    ]


def test_a_panel_keeps_the_place_of_its_rows(filled, pages):
    page = pages("admin").get(f"/crm/customers/{filled.customer_id}")
    assert page.xpath("//section[@id='invoices']//div[contains(@class, 'rows-1')]")


def test_a_row_can_be_dealt_with_in_its_panel(filled, pages):
    part = pages("admin").get(f"/reminders?linked_id={filled.customer_id}&status=open", part="panel")
    assert part.xpath("//form[contains(@action, '/mark-done')]//button/@data-row-key") == ["m"]


def test_a_panel_shows_eight_rows_and_leads_to_the_others(app, pages):
    customer = factories.customer()
    for _number in range(9):
        factories.contact(customer)
    part = pages("admin").get(f"/crm/contacts?customer_id={customer.id}", part="panel")
    assert len(part.xpath("//tbody/tr")) == 9
    assert len(part.xpath("//tbody/tr[@class='beyond']")) == 1  # for paper
    assert part.xpath("//p[@class='sheet-foot']/a/@href") == [f"/crm/contacts?customer_id={customer.id}"]


def test_time_for_a_customer_with_one_open_project_is_for_that(app, pages):
    project = projects.project()
    projects.project("Vorbei", customer_id=project.customer_id, status="completed")
    page = pages("leitung").get(f"/time-entries/new?customer_id={project.customer_id}")
    assert page.xpath("//input[@name='project_id']/@value") == [str(project.id)]
    assert page.xpath("//a[contains(., 'Abbrechen')]/@href") == [f"/crm/customers/{project.customer_id}"]
