"""Time that is over, written down in a few keys; what a field understood is shown at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.database import db
from app.time_tracking.models import TimeEntry
from tests.projects import given

MOST_KEYS = 15
"""For an entry of the past, beside the note's text."""


@pytest.fixture
def project(servers, address):
    with servers("sqlite").app.app_context():
        given.project(title="Zollportal")


class Counted:
    """The keyboard, counting what is pressed."""

    def __init__(self, person):
        self.person, self.keys = person, 0

    def press(self, *keys):
        self.keys += len(keys)
        self.person.press(*keys)

    def write(self, text):
        self.keys += len(text)
        self.person.page.keyboard.type(text)


def test_a_past_time_takes_few_keys(project, person, servers):
    someone = person("leitung")
    page = someone.open("/time-entries")
    page.locator("#main").wait_for()
    keys = Counted(someone)
    keys.press("n")
    someone.title("Neuer Zeiteintrag")
    keys.write("Zo")
    page.get_by_role("option", name="Zollportal").first.wait_for()
    keys.press("Enter", "Tab")
    keys.write("mo 9-11")
    keys.press("Tab")
    page.keyboard.type("Schnittstelle")
    keys.press("Control+Enter")
    expect(page.locator("tr[data-href]")).to_contain_text(["Zollportal"])
    with servers("sqlite").app.app_context():
        entry = db.session.scalar(db.select(TimeEntry))
        assert (str(entry.duration), entry.note, entry.start_time.weekday()) == (
            "2:00:00",
            "Schnittstelle",
            0,
        )
    assert keys.keys <= MOST_KEYS


def test_the_field_shows_what_was_understood(project, person):
    someone = person("leitung")
    page = someone.open("/time-entries/new")
    someone.write("Beginn", "23.11.2026 9-10:30")
    someone.press("Tab")
    expect(page.locator("#start_time")).to_have_value("23.11.2026 09:00")
    expect(page.locator("#end_time")).to_have_value("23.11.2026 10:30")
    someone.write("Ende", "1,5h")
    someone.press("Tab")
    expect(page.locator("#end_time")).to_have_value("23.11.2026 10:30")


def test_what_cannot_be_read_is_said_at_once(project, person):
    someone = person("leitung")
    page = someone.open("/time-entries/new")
    someone.write("Beginn", "30.2. 9")
    someone.press("Tab")
    expect(page.locator("#start_time-field")).to_contain_text("Diesen Tag gibt es im Kalender nicht.")
    someone.write("Beginn", "gestern 9")
    someone.press("Tab")
    expect(page.locator("#start_time-field [data-read-error]")).to_have_count(0)


def test_arrows_step_by_days(person):
    someone = person("leitung")
    page = someone.open("/projects/new")
    someone.write("Beginn", "23.11.2026")
    someone.press("ArrowUp")
    expect(page.locator("#start_date")).to_have_value("24.11.2026")
    someone.press("ArrowDown", "ArrowDown")
    expect(page.locator("#start_date")).to_have_value("22.11.2026")


def test_one_more_goes_on_where_the_last_one_ended(project, person):
    someone = person("leitung")
    page = someone.open("/time-entries/new")
    someone.choose("Projekt", "Zoll", "Zollportal")
    someone.write("Beginn", "23.11.2026 9-10:30")
    someone.press("Control+Shift+Enter")
    expect(page.locator("#start_time")).to_have_value("23.11.2026 10:30")
    expect(page.get_by_role("combobox", name="Projekt")).to_have_value("Zollportal")
