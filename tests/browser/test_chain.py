"""The main job by keyboard alone: from a new customer to a paid invoice, two people, the same cents everywhere."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests import cast

pytestmark = pytest.mark.browser
TOTAL, NET = "548,25", "471,58"


def plain(text):
    """Text with ordinary blanks."""
    return re.sub(r"[\u202f\xa0\s]+", " ", text)


def add_customer(person):
    person.open("/")
    person.press("g", "k")
    person.title("Kunden")
    person.press("n")
    person.title("Neuer Kunde")
    person.write("Name", "Weingut Prüm KG")
    person.write("Straße und weitere Zeilen", "Uferallee 19")
    person.write("PLZ", "54470")
    person.write("Ort", "Bernkastel-Kues")
    person.write("USt-IdNr.", "DE 136695976")
    person.press("Control+Enter")
    person.title("Weingut Prüm KG")


def add_project(person):
    person.reach("Neues Projekt")
    person.press("Enter")
    person.title("Neues Projekt")
    expect(person.page.locator("[name='customer_id-text']")).to_have_value("Weingut Prüm KG")
    person.write("Titel", "Onlineshop")
    person.choose("Abteilung", "berat", "Beratung")
    person.reach("Status")
    person.page.keyboard.type("In B")
    person.write("Beginn", "01.01.2026")
    person.write("Stundensatz", "95,00")
    person.press("Control+Enter")
    person.title("Onlineshop")


def add_entries(person):
    day = (datetime.now(ZoneInfo("Europe/Berlin")) - timedelta(days=3)).strftime("%d.%m.%Y")
    person.press("g", "z")
    person.title("Zeiteinträge")
    person.press("n")
    for begin, end in (("08:00", "10:30"), ("11:00", "12:00"), ("13:00", "13:20")):
        person.title("Neuer Zeiteintrag")
        person.choose("Projekt", "onlineshop", "Onlineshop")
        person.write("Beginn", f"{day} {begin}")
        person.write("Ende", end)
        person.write("Notiz", "Warenkorb")
        last = begin == "13:00"
        person.press("Control+Enter" if last else "Control+Shift+Enter")
        if last:
            expect(person.page.locator("h1")).not_to_contain_text("Neuer")
        else:
            expect(person.page.locator("#note")).to_have_value("")


def run_timer(person):
    expect(person.page.locator("#timer")).to_contain_text("Stoppuhr starten")
    person.press("t")
    person.choose("Projekt", "onlineshop", "Onlineshop")
    person.press("Control+Enter")
    stop = person.page.get_by_role("button", name="Stopp")
    expect(stop).to_be_visible()
    second = person.context.new_page()
    second.goto(f"{person.address}/")
    expect(second.get_by_role("button", name="Stopp")).to_be_visible()
    second.close()
    person.press("t")
    expect(person.page.locator("#dialog")).to_contain_text("verwerfen oder behalten")
    person.press("b")
    expect(stop).to_be_hidden()


def draft_from_time(person):
    person.press("g", "p")
    person.title("Projekte")
    person.press("j", "Enter")
    person.title("Onlineshop")
    person.reach("Rechnung aus Zeiten")
    person.press("Enter")
    person.title("Rechnung aus Zeiten")
    expect(person.page.locator("#preview")).to_contain_text("3,83")
    person.press("Control+Enter")
    person.title("Rechnungsentwurf")


def add_line(person):
    person.press("e")
    person.title("bearbeiten")
    person.press("Alt+n")
    for key in ("Fachbuch „Barrierefrei“", "3", "Stk.", "39,90", "7", "10"):
        person.press("Control+a")
        person.page.keyboard.type(key)
        person.press("Tab")
    expect(person.page.locator("#totals")).to_contain_text(re.compile(TOTAL.replace(",", "[,]")))
    person.press("Control+Enter")
    person.title("Rechnungsentwurf")


def issue(person):
    person.open("/")
    person.press("g", "r")
    person.title("Rechnungen")
    person.press("j", "Enter")
    person.title("Rechnungsentwurf")
    person.press("i")
    expect(person.page.locator("#dialog")).to_contain_text("Weingut Prüm KG")
    person.press("Control+Enter")
    person.title("Rechnung RE-")
    return re.search(r"RE-\d{4}-\d{5}", person.page.locator("h1").inner_text())[0]


def see_pdf(person):
    person.reach("PDF anzeigen")
    person.press("Enter")
    frame = person.page.locator("iframe.pdf-frame")
    expect(frame).to_be_visible()
    answer = person.context.request.get(f"{person.address}{frame.get_attribute('src')}")
    assert answer.headers["content-type"] == "application/pdf"
    return plain(pypdfium2.PdfDocument(io.BytesIO(answer.body()))[0].get_textpage().get_text_range())


def pay(person, amount, status):
    person.press("p")
    expect(person.page.locator("#dialog")).to_be_visible()
    if amount:
        person.write("Betrag", amount)
    person.press("Control+Enter")
    expect(person.page.locator(".page-head")).to_contain_text(status)


def test_from_customer_to_paid_invoice(person):
    leitung = person("leitung")
    add_customer(leitung)
    add_project(leitung)
    add_entries(leitung)
    run_timer(leitung)
    draft_from_time(leitung)
    add_line(leitung)

    buchhaltung = person("buchhaltung")
    number = issue(buchhaltung)
    paper = see_pdf(buchhaltung)
    for written in (number, f"{NET} €", f"{TOTAL} €", "Weingut Prüm KG"):
        assert written in paper
    pay(buchhaltung, "200,00", "Teilbezahlt")
    pay(buchhaltung, None, "Bezahlt")
    assert f"{TOTAL} €" in plain(buchhaltung.page.locator("main").inner_text())

    buchhaltung.press("g", "r")
    row = buchhaltung.page.locator("#results tbody tr").filter(has_text=number)
    expect(row).to_contain_text("Bezahlt")
    assert f"{TOTAL} €" in plain(row.inner_text()) and "0,00 €" in plain(row.inner_text())

    headers = {"Authorization": f"Bearer {cast.api_token('buchhaltung')}"}
    base = f"{buchhaltung.address}/api/backoffice/invoices"
    found = buchhaltung.context.request.get(f"{base}/by-number/{number}", headers=headers).json()
    assert (found["total"], found["paid_amount"], found["outstanding_amount"]) == (548.25, 548.25, 0)
    figures = buchhaltung.context.request.get(f"{base}/statistics", headers=headers).json()
    assert (figures["revenue_total"], figures["paid_total"]) == (471.58, 548.25)
