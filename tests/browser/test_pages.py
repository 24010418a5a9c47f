"""Every page of the demonstration company: axe, the Content-Security-Policy, no sideways scrolling, light and dark."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

from app.database import db
from app.permissions import PUBLIC
from app.web import guard
from tests import addresses, cast
from tests.browser.conftest import People

pytestmark = pytest.mark.browser
NO_PAGES = ("/healthz", "/readyz", "/logo", "/api", "/options", "/read", "/setup", "/static")
THEMES = ("light", "dark")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def pages_of(app):
    """Every page that can be opened, with the ids of real records."""
    found = set()
    with app.app_context():
        for rule in app.url_map.iter_rules():
            if (
                "GET" in (rule.methods or ())
                and not rule.rule.startswith(NO_PAGES)
                and not rule.rule.endswith("/pdf")
                and guard.permission_of(app, rule.endpoint) != PUBLIC
            ):
                found.add(addresses.real(rule, cast.viewer("admin")))
        db.session.remove()
    return sorted(found - {None})


@dataclass
class Walk:
    """What was found on the pages, by their address."""

    seen: list = field(default_factory=list)
    faults: dict = field(default_factory=dict)
    wide: list = field(default_factory=list)
    complaints: list = field(default_factory=list)


@pytest.fixture(scope="module")
def walk(demo, chromium, servers):
    """Each page of the demonstration is opened once, every other one in the dark, and then made narrow."""
    found, people = Walk(), People(chromium, demo)
    admins = [people("admin", color_scheme=theme) for theme in THEMES]
    for number, path in enumerate(["/nowhere", *pages_of(servers("sqlite", "demo").app)]):
        admin = admins[number % len(THEMES)]
        page = admin.open(path)
        admin.settle()
        if faults := admin.faults():
            found.faults[path] = faults
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.wide.append(path)
        page.set_viewport_size(DESK)
        found.seen.append(path)
    found.complaints = people.leave()
    return found


WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def shifted(person, path):
    """How far things moved while the page loaded."""
    page = person.open(path)
    person.settle()
    return page.evaluate("window.shifted")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_jumps_while_a_page_loads(demo, chromium, servers, size):
    """Places of panels, tiles and the top bar are kept free until what belongs there has come."""
    people = People(chromium, demo)
    admin = people("admin", viewport=size)
    admin.context.add_init_script(WATCH_SHIFTS)
    jumped = {}
    for path in pages_of(servers("sqlite", "demo").app):
        # What is over is looked at once more: on a busy machine a font may come late.
        if shifted(admin, path) >= 0.05 and (found := shifted(admin, path)) >= 0.05:
            jumped[path] = round(found, 3)
    people.leave()
    assert not jumped


def test_the_walk_sees_all_pages(walk):
    assert len(walk.seen) > 60


def test_every_page_passes_axe(walk):
    assert not walk.faults, "\n".join(f"{path}: {found}" for path, found in walk.faults.items())


def test_no_page_scrolls_sideways_on_a_phone(walk):
    assert not walk.wide


def test_no_page_complains(walk):
    """No script fails, and nothing breaks the Content-Security-Policy."""
    assert not walk.complaints


def test_the_list_by_keyboard(demo, chromium):
    people = People(chromium, demo)
    admin = people("admin")
    page = admin.open("/crm/customers")
    admin.settle()
    expect(page.locator("#summary")).to_contain_text("von 60")
    admin.press("/")
    page.keyboard.type("weingut")
    expect(page.locator("#results tbody tr")).to_have_count(1)
    expect(page).to_have_url(f"{admin.address}/crm/customers?q=weingut")
    expect(page.locator("#search")).to_be_focused()
    admin.press("Escape", "j", "Enter")
    admin.title("Weingut Prüm KG")
    page.go_back()
    admin.title("Kunden")
    expect(page.locator("#search")).to_have_value("weingut")
    expect(page.locator("#results tbody tr")).to_be_focused()
    admin.press("?")
    expect(page.locator("#help")).to_contain_text("nächste Zeile")
    admin.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    assert not people.leave()


def test_an_expired_session_keeps_what_was_typed(person):
    leitung = person("leitung")
    page = leitung.open("/crm/customers/new")
    leitung.write("Name", "Holzbau Kettig e. K.")
    leitung.context.clear_cookies(name="kontor_session")
    leitung.press("Control+Enter")
    dialog = page.locator("#sign-in")
    expect(dialog).to_be_visible()
    dialog.locator("[name=email]").fill("leitung@example.com")
    dialog.locator("[name=password]").fill("Moselschleife-1870")
    leitung.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#name")).to_have_value("Holzbau Kettig e. K.")
    page.locator("#name").focus()
    leitung.press("Control+Enter")
    leitung.title("Holzbau Kettig e. K.")


def test_closing_with_something_unsaved_asks(person):
    leitung = person("leitung")
    page = leitung.open("/crm/customers/new")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    leitung.write("Name", "Holzbau Kettig e. K.")
    page.reload()
    leitung.title("Neuer Kunde")
    assert asked == ["beforeunload"]


def test_two_people_edit_the_same_customer(person):
    first, second = person("leitung"), person("admin")
    first.open("/crm/customers/new")
    first.write("Name", "Holzbau Kettig e. K.")
    first.press("Control+Enter")
    first.title("Holzbau Kettig e. K.")
    place = first.page.url.removeprefix(first.address)
    first.open(f"{place}/edit")
    second.open(f"{place}/edit")
    second.write("Ort", "Koblenz")
    second.press("Control+Enter")
    second.title("Holzbau Kettig e. K.")
    first.write("Ort", "Mayen")
    first.press("Control+Enter")
    expect(first.page.locator("#form-errors")).to_contain_text("Inzwischen")
    expect(first.page.locator("#city")).to_have_value("Mayen")
    first.page.locator("#city").focus()
    first.press("Control+Enter")
    first.title("Holzbau Kettig e. K.")
    expect(first.page.locator("main")).to_contain_text("Mayen")
