"""A new firm is led: from the set-up address to the first invoice, by keyboard, always on to the next step."""

from __future__ import annotations

import logging
import re
import threading
from datetime import timedelta

import pytest
from flask_migrate import upgrade
from playwright.sync_api import expect
from werkzeug.serving import make_server

from app import create_app
from app.accounts.actions import offer_setup
from app.database import db
from app.web.languages import company_today
from config import read
from tests import cast

pytestmark = pytest.mark.browser


@pytest.fixture
def new_firm(tmp_path):
    """The address of an empty company, and the path that its set-up was printed with."""
    app = create_app(read({"APP_ENV": "test", "DATA_DIR": str(tmp_path), "LOG_LEVEL": "ERROR", "DEMO": "0"}))
    with app.app_context():
        upgrade()
        token = offer_setup()
        db.session.remove()
    logging.getLogger("werkzeug").setLevel("ERROR")
    listening = make_server("127.0.0.1", 0, app, threaded=True)
    listening.daemon_threads = False
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}", f"/setup/{token}"
    listening.shutdown()
    thread.join()
    listening.server_close()
    with app.app_context():
        db.engine.dispose()


def follow(one, number, title):
    """Takes the step that is next, by its key."""
    page = one.open("/")
    following = page.locator("#first_steps [aria-current=step]")
    expect(following).to_contain_text(title)
    expect(following.locator("[data-key]")).to_have_attribute("data-key", str(number))
    expect(page.locator("#first_steps .led-done")).to_have_count(number - 1)
    page.wait_for_load_state("load")
    one.press(str(number))
    page.wait_for_url(lambda url: not url.endswith("/"))
    page.wait_for_load_state("load")
    return page


def set_up(one, path):
    page = one.open(path)
    for label, text in (
        ("company_name", "Uferwerk GmbH"),
        ("firstname", "Ada"),
        ("lastname", "Neumann"),
        ("email", "ada@example.com"),
        ("new_password", cast.PASSWORD),
    ):
        page.locator(f"[name={label}]").fill(text)
    one.press("Enter")
    one.title("Anmelden")
    page.locator("[name=email]").fill("ada@example.com")
    page.locator("[name=password]").fill(cast.PASSWORD)
    one.press("Enter")
    one.title("Einstellungen")


def test_a_new_firm_is_led_to_its_first_invoice(person, new_firm):
    one = person(None)
    one.address, path = new_firm
    set_up(one, path)

    page = follow(one, 1, "Angaben zur Firma")
    one.write("Straße und Hausnummer", "Uferstraße 3")
    one.write("PLZ", "56068")
    one.write("Ort", "Koblenz")
    one.write("Steuernummer", "22/650/12345")
    one.press("Control+Enter")
    expect(page.locator(".toast-success")).to_be_visible()

    page = follow(one, 2, "Abteilung")
    one.write("Name", "Beratung")
    one.press("Control+Enter")
    one.title("Abteilungen")

    page = follow(one, 3, "Mitarbeitende")
    one.press("j", "Enter")
    one.title("Ada Neumann")
    one.press("e")
    one.title("bearbeiten")
    one.choose("Abteilung", "berat", "Beratung")
    one.press("Control+Enter")
    expect(page.locator("h1")).not_to_contain_text("bearbeiten")

    page = follow(one, 4, "Stundensatz")
    expect(page.locator("#hourly_rate")).to_be_focused()
    page.keyboard.type("95")
    one.press("Control+Enter")
    expect(page.locator(".toast-success")).to_be_visible()

    page = follow(one, 5, "Kunden")
    one.write("Name", "Bäckerei Löwenstein GmbH")
    one.write("Straße und weitere Zeilen", "Am Ufer 3")
    one.write("PLZ", "56112")
    one.write("Ort", "Lahnstein")
    one.press("Control+Enter")
    one.title("Löwenstein")

    page = follow(one, 6, "Projekt")
    one.write("Titel", "Onlineshop")
    one.choose("Kunde", "löwen", "Löwenstein")
    one.press("Control+Enter")
    one.title("Onlineshop")

    page = follow(one, 7, "Zeit")
    day = (company_today() - timedelta(days=1)).strftime("%d.%m.%Y")
    one.choose("Projekt", "online", "Onlineshop")
    expect(page.locator("#rate")).to_contain_text("95,00")
    one.write("Beginn", f"{day} 09:00")
    one.write("Ende", "11:00")
    one.press("Control+Enter")
    expect(page.locator("h1")).not_to_contain_text("Neuer")

    page = follow(one, 8, "Rechnung")
    one.reach("Aus Zeiten")
    one.press("Enter")
    one.title("Rechnung aus Zeiten")
    one.choose("Kunde", "löwen", "Löwenstein")
    expect(page.locator("#preview")).to_contain_text("190,00")
    one.press("Control+Enter")
    one.title("Rechnungsentwurf")
    one.press("i")
    expect(page.locator("#dialog")).to_contain_text("Löwenstein")
    one.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text(re.compile(r"RE-\d{4}-00001"))

    page = one.open("/")
    one.title("Ada")
    expect(page.locator("#first_steps")).to_be_hidden()
