"""A phone: no hints of keys, one row of actions, filters behind a button, records at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from app.time_tracking.actions import create_entry
from tests import cast
from tests.invoices.given import draft
from tests.projects import given

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def records(address, servers):
    """A draft and a time entry; gives the address of the draft."""
    with servers("sqlite").app.app_context():
        values = {
            "project_id": given.project().id,
            "start_time": datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
            "end_time": datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
            "billable": True,
            "note": "Zugänge eingerichtet",
        }
        create_entry(values, by=cast.viewer("mitarbeit"), now=datetime(2026, 11, 21, tzinfo=UTC))
        return f"/invoices/{draft().id}"


@pytest.fixture
def phone(person, records):
    return person("admin", **PHONE)


@pytest.mark.parametrize("path", ["/crm/customers", "/projects", "/time-entries", "/invoices", "/employees"])
def test_the_first_record_stands_high(phone, path):
    page = phone.open(path)
    box = page.locator("tbody tr[data-href]").first.bounding_box()
    assert box["y"] < 250
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", ["/invoices", "/invoices/new", "/crm/customers"])
def test_no_key_is_hinted_at(phone, path):
    page = phone.open(path)
    expect(page.locator("kbd").locator("visible=true")).to_have_count(0)


def test_actions_stand_in_one_row_with_a_menu(phone, records):
    page = phone.open(records)
    bar = page.locator(".page-head > .actions")
    more = bar.locator(".further > summary")
    expect(more).to_be_visible()
    assert bar.bounding_box()["height"] < 60
    assert phone.faults() == []
    more.tap()
    bar.get_by_text("Bearbeiten").tap()
    phone.title("Entwurf bearbeiten")


def test_the_actions_unfold_on_a_wide_screen(phone, records):
    page = phone.open(records)
    expect(page.locator(".further [data-folded]")).to_have_count(2)
    page.set_viewport_size({"width": 1200, "height": 800})
    expect(page.locator(".further [data-folded]")).to_have_count(0)
    expect(page.locator(".actions > .btn")).to_have_count(3)
    assert page.locator(".actions > .btn").last.inner_text().startswith("Ausstellen")


def test_filters_stand_behind_a_button_that_counts_them(phone):
    page = phone.open("/invoices")
    filters = page.locator(".filters-button")
    status = page.locator("[data-filter=status]")
    expect(status).to_be_hidden()
    filters.tap()
    status.locator("summary").tap()
    status.get_by_label("Entwurf").check()
    expect(page.locator(".filters-count")).to_have_text("1")
    assert phone.faults() == []
    phone.open("/invoices?status=paid&document_type=invoice")
    expect(page.locator(".filters-count")).to_have_text("2")


def test_a_card_of_a_time_says_who_on_what_and_the_note(phone):
    page = phone.open("/time-entries")
    card = page.locator("tbody tr[data-href]").first
    for words in ("Selin Yıldız", "Relaunch Intranet", "Zugänge eingerichtet", "1:30"):
        expect(card.get_by_text(words)).to_be_visible()


def test_a_card_of_a_draft_has_its_amount(phone):
    page = phone.open("/invoices")
    expect(page.locator("tbody tr[data-href]").first.get_by_text("1.749,30")).to_be_visible()


@pytest.mark.parametrize("path", ["/crm/customers/new", "/employees/new", "/invoices/new"])
def test_no_chosen_word_is_clipped(phone, path):
    page = phone.open(path)
    clipped = page.eval_on_selector_all(
        "select.form-select",
        """all => all.filter(one => {
          const probe = document.createElement("canvas").getContext("2d");
          probe.font = getComputedStyle(one).font;
          return probe.measureText(one.selectedOptions[0].text).width > one.clientWidth - 40;
        }).map(one => one.name)""",
    )
    assert clipped == []


def test_without_scripts_all_filters_and_actions_are_there(person, records):
    one = person("admin", java_script_enabled=False, **PHONE)
    page = one.open("/invoices")
    expect(page.locator("[data-filter=status] summary")).to_be_visible()
    page = one.open(records)
    expect(page.locator(".actions > .btn").locator("visible=true")).to_have_count(3)
    assert page.locator(".actions").bounding_box()["width"] <= 390
