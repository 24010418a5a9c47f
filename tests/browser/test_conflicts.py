"""Two people at the same record in two browsers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.invoices.given import draft, line

pytestmark = pytest.mark.browser


@pytest.fixture
def customer(address, servers):
    with servers("sqlite").app.app_context():
        return f"/crm/customers/{factories.customer(city='Lahnstein').id}"


@pytest.fixture
def invoice(address, servers):
    with servers("sqlite").app.app_context():
        return f"/invoices/{draft(line('14', '105'), line('2', '50', description='Anfahrt')).id}"


def overtaken(person, place, name, text):
    """A page that is open while somebody else changes one field."""
    first, second = person("leitung"), person("admin")
    page, other = first.open(f"{place}/edit"), second.open(f"{place}/edit")
    other.locator(f"[name='{name}']").fill(text)
    second.press("Control+Enter")
    other.wait_for_url(f"{first.address}{place}")
    return first, page


def saved(first, page, place):
    first.press("Control+Enter")
    page.wait_for_url(f"{first.address}{place}")
    return page.locator("main")


def test_one_takes_what_the_other_saved(person, customer):
    first, page = overtaken(person, customer, "city", "Koblenz")
    page.locator("#city").fill("Mayen")
    first.press("Control+Enter")
    conflict = page.locator(".conflict")
    expect(conflict).to_be_focused()
    expect(conflict.locator("fieldset")).to_have_count(1)
    assert first.faults() == []
    conflict.get_by_label("Koblenz").check()
    expect(saved(first, page, customer)).to_contain_text("Koblenz")


def test_typing_on_chooses_ones_own_entry(person, customer):
    first, page = overtaken(person, customer, "city", "Koblenz")
    page.locator("#phone").fill("02606 1")
    first.press("Control+Enter")
    conflict = page.locator(".conflict")
    expect(conflict.get_by_label("Koblenz")).to_be_checked()
    page.locator("#city").fill("Mayen")
    expect(conflict.get_by_label("Koblenz")).not_to_be_checked()
    expect(saved(first, page, customer)).to_contain_text("Mayen")


def test_the_lines_of_a_draft_are_chosen_as_one(person, invoice):
    first, page = overtaken(person, invoice, "line_items-0-quantity", "3")
    page.locator("[name='line_items-1-quantity']").fill("7")
    first.press("Control+Enter")
    conflict = page.locator(".conflict")
    expect(conflict.locator("fieldset")).to_have_count(1)
    conflict.get_by_label("Inzwischen").check()
    shown = saved(first, page, invoice)
    expect(shown).to_contain_text("315,00")
    expect(shown).to_contain_text("100,00")


def test_without_scripts_too(person, customer):
    first = person("leitung", java_script_enabled=False)
    page = first.open(f"{customer}/edit")
    other = person("admin").open(f"{customer}/edit")
    other.locator("#city").fill("Koblenz")
    other.keyboard.press("Control+Enter")
    other.wait_for_url(f"**{customer}")
    page.locator("#city").fill("Mayen")
    page.locator(".form-actions .btn-primary").click()
    page.locator(".conflict").get_by_label("Koblenz").check()
    page.locator(".form-actions .btn-primary").click()
    expect(page.locator("main")).to_contain_text("Koblenz")
