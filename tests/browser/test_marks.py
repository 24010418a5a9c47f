"""What tells that something was done: one message, and the row of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture
def customer(address, servers):
    with servers("sqlite").app.app_context():
        factories.customer("Andere GmbH")
        return factories.customer("Bäckerei Löwenstein GmbH").id


def changed(one, customer):
    page = one.open(f"/crm/customers/{customer}/edit")
    page.locator("#city").fill("Mayen")
    one.press("Control+Enter")
    page.wait_for_url(f"{one.address}/crm/customers/{customer}")
    return page


def test_the_list_marks_what_was_changed(person, customer):
    one = person("leitung")
    page = changed(one, customer)
    one.open("/crm/customers")
    expect(page.locator(".row-made")).to_have_count(1)
    expect(page.locator(".row-made")).to_contain_text("Löwenstein")
    expect(page.locator(".row-made")).to_have_count(0)


def test_only_once(person, customer):
    one = person("leitung")
    page = changed(one, customer)
    one.open("/crm/customers")
    expect(page.locator(".row-made")).to_have_count(1)
    one.open("/crm/customers")
    expect(page.locator("tbody tr[data-href]")).to_have_count(2)
    expect(page.locator(".row-made")).to_have_count(0)


def test_with_little_motion_the_mark_stands_still(person, customer):
    one = person("leitung", reduced_motion="reduce")
    page = changed(one, customer)
    one.open("/crm/customers")
    assert page.locator(".row-made > td").first.evaluate("td => getComputedStyle(td).animationName") == "none"


def test_the_newest_message_takes_the_place_of_the_one_before(person, customer):
    one = person("leitung")
    page = changed(one, customer)
    expect(page.locator(".toast-note")).to_have_count(1)
    page.evaluate("kontor.toast('error', 'Eins'); kontor.toast('success', 'Zwei')")
    expect(page.locator(".toast-note")).to_have_count(1)
    expect(page.locator(".toast-note")).to_contain_text("Zwei")
