"""Every page of the demonstration company: axe, the Content-Security-Policy, no sideways scrolling, light and dark."""

from __future__ import annotations

import logging
import threading
from uuid import UUID

import pytest
from flask_migrate import upgrade
from playwright.sync_api import expect
from sqlalchemy import select
from werkzeug.serving import make_server

from app import create_app
from app.accounts import secrets
from app.accounts.models import Session
from app.crm.models import Contact, Customer
from app.database import atomic, db, utc_now
from app.demo.load import load_small
from app.invoices.models import Invoice, Payment
from app.people.models import Employee
from app.permissions import PUBLIC
from app.projects.models import Project
from app.reminders.models import Reminder
from app.time_tracking.models import TimeEntry
from app.web import guard
from config import read

pytestmark = pytest.mark.browser
RECORDS = {
    "/crm/customers/": Customer,
    "/crm/contacts/": Contact,
    "/projects/": Project,
    "/time-entries/": TimeEntry,
    "/invoices/": Invoice,
    "/payments/": Payment,
    "/employees/": Employee,
    "/reminders/": Reminder,
    "/history/customer/": Customer,
}
NO_PAGES = ("/healthz", "/readyz", "/logo", "/api", "/options", "/read", "/setup", "/static")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demonstration company, served."""
    folder = tmp_path_factory.mktemp("demo")
    app = create_app(read({"APP_ENV": "test", "DATA_DIR": str(folder), "LOG_LEVEL": "ERROR"}))
    with app.app_context():
        upgrade()
        load_small()
        sign_in()
        db.session.remove()
    logging.getLogger("werkzeug").setLevel("ERROR")
    listening = make_server("127.0.0.1", 0, app, threaded=True)
    listening.daemon_threads = False
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    app.config["ADDRESS"] = f"http://127.0.0.1:{listening.server_port}"
    yield app
    listening.shutdown()
    thread.join()
    listening.server_close()
    with app.app_context():
        db.engine.dispose()


@atomic
def sign_in():
    """A session of the administration, as the fixtures' cookie says."""
    now = utc_now()
    admin = db.session.scalars(select(Employee).where(Employee.email == "admin@example.com")).one()
    session = Session(
        employee_id=admin.id,
        token_hash=secrets.token_hash("session-of-admin"),
        created_at=now,
        seen_at=now,
        ends_at=now.replace(year=now.year + 1),
        address="127.0.0.1",
        browser="test",
    )
    db.session.add(session)


def an_id(path: str) -> UUID | None:
    """The id of a record that this address can show."""
    for start, model in RECORDS.items():
        if path.startswith(start):
            query = select(model.id)
            if model is Invoice and path.endswith(("/issue", "/edit", "/delete")):
                query = query.where(Invoice.issued_at.is_(None))
            elif model is Invoice:
                query = query.where(Invoice.paid_amount > 0)
            elif model is TimeEntry:
                query = query.where(TimeEntry.invoice_id.is_(None), TimeEntry.end_time.is_not(None))
            return db.session.scalar(query.limit(1))
    return None


def addresses(app):
    """Every page that can be opened, with the ids of real records."""
    found = []
    with app.app_context():
        for rule in app.url_map.iter_rules():
            public = guard.permission_of(app, rule.endpoint) == PUBLIC
            if (
                "GET" not in (rule.methods or ())
                or rule.rule.startswith(NO_PAGES)
                or public
                or rule.rule.endswith("/pdf")
            ):
                continue
            path = rule.rule.replace("<kind>", "customer").replace("<key>", "invoice")
            if "<uuid:id>" in path:
                id_ = an_id(path)
                if id_ is None:
                    continue
                path = path.replace("<uuid:id>", str(id_))
            if "<" not in path:
                found.append(path)
        db.session.remove()
    return sorted(set(found))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_passes_axe(demo, person, theme):
    admin = person("admin", color_scheme=theme)
    admin.address = demo.config["ADDRESS"]
    admin.context.add_cookies([{"name": "kontor_session", "value": "session-of-admin", "url": admin.address}])
    paths = addresses(demo)
    assert len(paths) > 30
    faults = {}
    for path in ["/nowhere", *paths]:
        page = admin.open(path)
        page.wait_for_load_state("networkidle")
        if found := admin.faults():
            faults[path] = found
    assert not faults, "\n".join(f"{path}: {found}" for path, found in faults.items())


def test_no_page_scrolls_sideways_on_a_phone(demo, person):
    admin = person("admin", viewport={"width": 390, "height": 844})
    admin.address = demo.config["ADDRESS"]
    admin.context.add_cookies([{"name": "kontor_session", "value": "session-of-admin", "url": admin.address}])
    wide = []
    for path in addresses(demo):
        page = admin.open(path)
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    assert not wide


WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_nothing_jumps_while_a_page_loads(demo, person, width, height):
    """Places of panels, tiles and the top bar are kept free until what belongs there has come."""
    admin = person("admin", viewport={"width": width, "height": height})
    admin.address = demo.config["ADDRESS"]
    admin.context.add_cookies([{"name": "kontor_session", "value": "session-of-admin", "url": admin.address}])
    admin.context.add_init_script(WATCH_SHIFTS)
    jumped = {}
    for path in addresses(demo):
        page = admin.open(path)
        page.wait_for_load_state("networkidle")
        if (found := page.evaluate("window.shifted")) >= 0.05:
            jumped[path] = round(found, 3)
    assert not jumped


def test_the_list_by_keyboard(demo, person):
    admin = person("admin")
    admin.address = demo.config["ADDRESS"]
    admin.context.add_cookies([{"name": "kontor_session", "value": "session-of-admin", "url": admin.address}])
    page = admin.open("/crm/customers")
    page.wait_for_load_state("networkidle")
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
