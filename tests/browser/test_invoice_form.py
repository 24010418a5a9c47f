"""Writing an invoice in a browser: lines, sums that say what they leave out, and a payment that goes again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.web.languages import company_today
from tests import factories
from tests.invoices.given import issued, pay

pytestmark = pytest.mark.browser


@pytest.fixture
def customer(address, servers):
    """The name of a customer of the company that answers at `address`."""
    with servers("sqlite").app.app_context():
        return factories.customer("Bäckerei Löwenstein GmbH").name


@pytest.fixture
def part_paid(address, servers):
    """The address of an invoice with one payment."""
    today = company_today()
    with servers("sqlite").app.app_context():
        made = issued(today=today)
        pay(made, "100", today, today)
        return f"/invoices/{made.id}"


def test_lines_and_sums(person, customer):
    one = person("leitung")
    page = one.open("/invoices/new")
    one.title("Neue Rechnung")
    one.choose("Kunde", "löwen", customer)
    rows = page.locator("tbody tr[data-line]")
    rows.nth(0).locator("[name$=description]").fill("Beratung")
    rows.nth(0).locator("[name$=quantity]").fill("12.50")
    rows.nth(0).locator("[name$=unit_price]").fill("abc")
    left_out = page.locator("#left-out")
    expect(left_out.locator("p")).to_have_count(1)
    price = rows.nth(0).locator("[name$=unit_price]")
    expect(price).to_have_attribute("aria-invalid", "true")
    assert one.faults() == []
    page.evaluate("window.region = document.getElementById('left-out')")
    rows.nth(0).locator("[name$=quantity]").fill("12,5")
    price.fill("10")
    expect(page.locator("#totals")).to_contain_text("148,75")
    expect(left_out).to_have_text("")
    expect(price).not_to_have_attribute("aria-invalid", "true")
    assert page.evaluate("window.region === document.getElementById('left-out')"), "one region speaks"
    price.focus()
    one.press("Alt+n")
    expect(rows).to_have_count(2)
    rows.nth(1).locator("[data-line-remove]").click()
    expect(rows).to_have_count(1)
    page.locator("[data-line-add]").click()
    expect(rows).to_have_count(2)
    one.press("Control+Enter")
    one.title("Rechnungsentwurf")
    expect(page.locator(".line-table tbody tr")).to_have_count(1)


def test_enter_in_a_field_removes_no_line_without_scripts(person, customer):
    one = person("leitung", java_script_enabled=False)
    page = one.open("/invoices/new")
    page.locator("[name='customer_id-text']").fill("Löwenstein")
    page.locator("[name$='0-description']").fill("Beratung")
    page.locator("[name='add_line']").click()
    expect(page.locator("tbody tr[data-line]")).to_have_count(2)
    assert page.locator("[name$='0-description']").input_value() == "Beratung"
    page.locator("[name$='0-quantity']").fill("1")
    page.locator("[name$='0-unit_price']").fill("10")
    page.locator("[name$='0-unit_price']").press("Enter")
    expect(page.locator("h1")).to_contain_text("Rechnungsentwurf")
    expect(page.locator(".line-table tbody tr")).to_have_count(1)


def test_a_payment_goes_and_the_invoice_is_cancelled(person, part_paid):
    one = person("buchhaltung")
    page = one.open(part_paid)
    page.locator(".actions a[href$=cancel]").click()
    dialog = page.locator("#dialog")
    expect(dialog.locator("button[type=submit].btn")).to_have_count(0)
    dialog.locator("ul a").click()
    dialog.locator(".form-delete").click()
    dialog.locator("button.btn-danger").click()
    expect(page.locator(".entry-list")).to_have_count(0)
    page.locator(".actions a[href$=cancel]").click()
    expect(dialog.locator("textarea[name=reason]")).to_be_visible()


def test_what_is_wrong_in_a_line_stands_below_it_once(person, customer):
    one = person("leitung")
    page = one.open("/invoices/new")
    one.choose("Kunde", "löwen", customer)
    page.locator("[name='line_items-0-description']").fill("Beratung")
    page.locator("[name='line_items-0-quantity']").fill("12.50")
    page.locator("[name='line_items-0-unit_price']").fill("10")
    one.press("Control+Enter")
    errors = page.locator(".line-errors")
    expect(errors.locator(".field-error")).to_have_count(1)
    expect(errors).to_contain_text("Menge: Bitte schreiben Sie")
    expect(page.locator("#left-out")).to_have_text("")
    expect(page.locator(".lines [aria-invalid=true]")).to_have_count(1)
    line, below = page.locator("[data-line]").bounding_box(), errors.bounding_box()
    assert below["y"] >= line["y"] + line["height"] - 1 and below["width"] > 600
    assert one.faults() == []
    page.locator("[name='line_items-0-quantity']").fill("12,5")
    expect(errors).to_have_count(0)
    expect(page.locator(".lines [aria-invalid=true]")).to_have_count(0)
    page.locator("[data-line-remove]").click()
    expect(page.locator("[data-line]")).to_have_count(1)
