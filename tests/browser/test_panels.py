"""Panels, tiles and the top bar in a browser: they follow what changes, and nothing jumps."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.database import db
from tests import factories
from tests.projects import given
from tests.reminders.given import reminder

pytestmark = pytest.mark.browser


@pytest.fixture
def customer(address, servers):
    """A customer with a running project and a reminder; the address of its page."""
    with servers("sqlite").app.app_context():
        made = factories.customer("Bäckerei Löwenstein GmbH")
        given.project("Relaunch Intranet", customer_id=made.id)
        reminder("Angebot nachfassen", of="leitung", about=made)
        place = f"/crm/customers/{made.id}"
        db.session.remove()
    return place


def test_tile_panel_and_top_bar_follow_the_timer(person, customer):
    one = person("leitung")
    page = one.open("/")
    expect(page.locator("#tile-timer")).to_contain_text("angehalten")
    one.press("t")
    one.choose("Projekt", "relaunch", "Relaunch")
    one.press("Control+Enter")
    expect(page.locator("#timer")).to_contain_text("Relaunch Intranet")
    expect(page.locator("#tile-timer")).to_contain_text("Relaunch Intranet")
    expect(page.locator("#my-times tbody")).to_contain_text("Relaunch Intranet")


def test_the_first_plus_of_a_page_by_one_key(person, customer):
    one = person("leitung")
    one.open(customer)
    one.title("Löwenstein")
    one.press("n")
    one.title("Neuer Kontakt")
    expect(one.page.locator("[name='customer_id-text']")).to_have_value("Bäckerei Löwenstein GmbH")


def test_a_panel_that_becomes_empty_offers_anew(person, customer):
    one = person("leitung")
    page = one.open(customer)
    panel = page.locator("#reminders")
    panel.locator("[data-row-key=m]").click()
    expect(panel.locator(".panel-empty")).to_be_visible()
    expect(panel.get_by_role("link", name=re.compile("Neue Erinnerung"))).to_have_count(1)
