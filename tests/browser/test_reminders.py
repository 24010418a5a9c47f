"""Reminders without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.database import db
from tests.reminders.given import reminder

pytestmark = pytest.mark.browser


def test_the_row_in_focus_is_done_by_one_key(person, servers):
    """The list and the top bar follow, the focus goes on to the row that stands there next."""
    with servers("sqlite").app.app_context():
        for title in ("Erstens", "Zweitens", "Drittens"):
            reminder(title, of="leitung")
        db.session.remove()
    somebody = person("leitung")
    page = somebody.open("/reminders?sort=created_at")
    somebody.title("Erinnerungen")
    somebody.press("j", "j", "m")
    expect(page.locator("#results")).not_to_contain_text("Zweitens")
    expect(page.locator(".toast-success")).to_contain_text("Zweitens ist erledigt")
    expect(page.locator("tr:focus")).to_contain_text("Drittens")
    somebody.press("m")
    expect(page.locator("#results")).not_to_contain_text("Drittens")
    expect(page.locator("tr:focus")).to_contain_text("Erstens")
