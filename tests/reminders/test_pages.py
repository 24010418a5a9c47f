"""Reminders as pages: the list, the record, snoozing, the panel on every record, the top bar."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.company.queries import company_day
from app.database import db, utc_now
from app.reminders.models import Reminder
from app.reminders.rules import Repeat
from tests import cast, factories
from tests.pages import filled, lint, readable
from tests.projects import given as projects
from tests.reminders.given import reminder
from tests.reminders.test_attached import MADE, foreign_project

pytestmark = pytest.mark.on("sqlite")

PLACES = {
    "customer": "/crm/customers",
    "contact": "/crm/contacts",
    "project": "/projects",
    "invoice": "/invoices",
    "time_entry": "/time-entries",
    "employee": "/employees",
}


@pytest.fixture
def today(app):
    return company_day(utc_now())


def made(**values):
    """The address of a reminder."""
    id_ = reminder(**values).id
    db.session.rollback()
    return f"/reminders/{id_}"


def titles(page):
    """What stands in the first column of the list."""
    return page.xpath("//section[@id='results']//tbody//a[contains(@class, 'row-link')]/text()")


def test_the_list_shows_at_first_ones_own_that_are_open(pages, app, today):
    for title, values in (
        ("Später", {"due_date": today + timedelta(days=3)}),
        ("Irgendwann", {}),
        ("Gleich", {"due_date": today}),
        ("Erledigt", {"status": "done"}),
        ("Fremd", {"of": "mitarbeit"}),
    ):
        reminder(title, **{"of": "admin", **values})
    db.session.rollback()
    browser = pages("admin")
    assert titles(browser.get("/reminders")) == ["Gleich", "Später", "Irgendwann"]
    assert titles(browser.get("/reminders?sort=title")) == ["Gleich", "Irgendwann", "Später"]
    assert titles(browser.get("/reminders?status=done")) == ["Erledigt"]
    assert len(titles(browser.get("/reminders?all=true"))) == 5


def test_the_filters_of_the_first_look_can_be_taken_off_one_by_one(pages, app):
    reminder("Fremd", of="mitarbeit", status="done")
    db.session.rollback()
    browser = pages("admin")
    page = browser.get("/reminders")
    assert not page.xpath("//a[@id='reset']"), "there is nothing to reset"
    for _number in range(2):
        assert titles(page) == []
        page = browser.get(page.xpath("//a[@id='chip-1']/@href")[0])
    assert titles(page) == ["Fremd"]
    assert browser.get(page.xpath("//form[@id='filters']/@action")[0]).xpath("//a[@id='chip-1']")


def test_an_export_has_what_the_page_shows(pages, app):
    reminder("Meins", of="admin", about=factories.customer())
    reminder("Fremd", of="mitarbeit")
    db.session.rollback()
    lines = pages("admin").raw("GET", "/reminders?export=csv").text.splitlines()
    assert len(lines) == 2 and "Meins" in lines[1] and "Bäckerei Löwenstein GmbH" in lines[1]


def test_a_list_of_many_costs_no_more_statements(pages, app, queries):
    browser, counts = pages("admin"), []
    for number in range(1, 13):
        reminder(f"R{number}", of="admin", about=MADE["contact" if number % 2 else "project"][0]())
        db.session.rollback()
        with queries() as seen:
            browser.get("/reminders")
        counts.append(len(seen))
    assert counts[-1] == counts[1] <= 10, counts


def test_the_record_is_named_only_while_it_is_visible(pages, app):
    about = reminder("Prüfen", about=foreign_project(), of="admin", owner_id=cast.employee("mitarbeit").id)
    place = f"/reminders/{about.id}"
    db.session.rollback()
    for path in ("/reminders", place, f"{place}/edit", "/reminders?export=csv"):
        assert (
            "Geheimes Projekt"
            in pages("admin").raw("GET", f"{path}{'&' if '?' in path else '?'}all=true").text
        )
        assert "Geheimes Projekt" not in pages("mitarbeit").raw("GET", path).text


def test_one_that_belongs_to_what_is_out_of_sight_is_saved_as_it_was(pages, app):
    about = reminder("Prüfen", about=foreign_project(), of="admin", owner_id=cast.employee("mitarbeit").id)
    id_, place = about.id, f"/reminders/{about.id}"
    db.session.rollback()
    browser = pages("mitarbeit")
    fields = filled(browser.get(f"{place}/edit").xpath("//form[@id='form']")[0])
    assert browser.post(f"{place}/edit", fields | {"title": "Neu"}).status_code == 303
    found = db.session.get_one(Reminder, id_)
    assert (found.title, found.linked_module) == ("Neu", "project")


@pytest.mark.parametrize("kind", sorted(MADE))
def test_every_record_has_a_panel_with_its_plus(pages, app, kind):
    record = MADE[kind][0]()
    reminder("Daran denken", about=record, of="admin")
    reminder("Schon erledigt", about=record, of="admin", status="done")
    place = f"{PLACES[kind]}/{record.id}"
    db.session.rollback()
    browser = pages("admin")
    panel = browser.get(place).xpath("//section[@id='reminders']")[0]
    shown = readable(browser.get(panel.get("hx-get"), part="panel"))
    assert "Daran denken" in shown and "Schon erledigt" not in shown
    plus = panel.xpath(".//a[@class='add-link']/@href")[0]
    form = browser.get(plus).xpath("//form[@id='form']")[0]
    answer = browser.post(plus, filled(form) | {"title": "Noch eine"})
    assert (answer.status_code, answer.headers["Location"]) == (303, place)
    assert "Noch eine" in readable(browser.get(panel.get("hx-get"), part="panel"))


def test_any_record_is_chosen_in_one_combobox(pages, app):
    factories.customer("Zollamt Köln")
    projects.project("Zollanmeldung")
    foreign = foreign_project()
    db.session.rollback()
    browser = pages("mitarbeit")
    page = browser.get("/reminders/new")
    address = page.xpath("//input[@id='linked_id']/@data-options-url")[0]
    options = browser.get(f"{address}?q=zoll", part="options").xpath(".//li")
    assert [" ".join(option.xpath(".//text()")[0].split()) for option in options] == [
        "Zollamt Köln",
        "Zollanmeldung",
    ]
    assert [readable(option.find("small")).split(" · ")[0] for option in options] == ["Kunde", "Projekt"]
    assert not browser.get(f"{address}?q=geheim", part="options").xpath(".//li")
    typed = {
        "title": "Ohne Skripte",
        "linked_id": "",
        "linked_id-text": "Zollanmeldung",
        "linked_id-shown": "",
    }
    place = browser.post("/reminders/new", typed).headers["Location"]
    assert "Projekt: Zollanmeldung" in readable(browser.get(place))
    answer = browser.post("/reminders/new", {"title": "X", "linked_id": str(foreign.id)})
    assert answer.status_code == 422
    assert lint(answer.text).xpath("//*[@id='linked_id-error']")


def test_whoever_does_not_manage_is_not_asked_for_whom(pages):
    assert not pages("mitarbeit").get("/reminders/new").xpath("//input[@id='owner_id']")
    assert pages("admin").get("/reminders/new").xpath("//input[@id='owner_id']")


def test_done_goes_back_to_where_the_button_was(pages, app, today):
    place = made(title="Bericht", repeat=Repeat.WEEKLY, due_date=today)
    browser = pages("mitarbeit")
    row = browser.get("/reminders").xpath("//tbody//td[contains(@class, 'row-button')]/form")[0]
    answer = browser.post(row.get("action"), filled(row))
    assert (answer.status_code, answer.headers["Location"].rstrip("?")) == (303, "/reminders")
    shown = readable(browser.get("/reminders"))
    assert "Bericht ist erledigt" in shown
    assert browser.get(place).xpath("//*[@data-key='e']"), "it can still be changed"
    assert not browser.get(place).xpath("//form[contains(@action, 'mark-done')]")


def test_done_with_htmx_says_it_to_all_parts_of_the_page(pages, app):
    place = made()
    answer = pages("mitarbeit").post(f"{place}/mark-done", part="results")
    assert answer.status_code == 200 and not answer.text
    assert "kontor:changed" in answer.headers["HX-Trigger"]
    assert answer.headers["HX-Reswap"] == "none"


def test_it_can_be_opened_again(pages, app):
    place = made(status="done")
    browser = pages("mitarbeit")
    assert browser.post(f"{place}/reopen").status_code == 303
    assert browser.get(place).xpath("//*[@data-key='m']")


def test_snoozing_offers_tomorrow_next_week_and_any_day(pages, app, today):
    place = made(due_date=today)
    browser = pages("mitarbeit")
    page = browser.get(f"{place}/snooze")
    forms = page.xpath("//main//form[@method='post']")
    assert len(forms) == 3
    assert browser.post(f"{place}/snooze", filled(forms[0])).status_code == 303
    tomorrow = today + timedelta(days=1)
    assert f"{tomorrow:%d.%m.%Y}" in readable(browser.get(place))
    assert browser.post(f"{place}/snooze", {"snoozed_until": ""}).status_code == 422


def test_the_top_bar_tells_how_many_are_due_and_leads_to_them(pages, app, today):
    reminder("Heute", due_date=today, of="admin")
    reminder("Gestern", due_date=today - timedelta(days=1), of="admin")
    reminder("Zurückgestellt", due_date=today, snoozed_until=today + timedelta(days=1), of="admin")
    reminder("Fremd", due_date=today)
    db.session.rollback()
    browser = pages("admin")
    place = browser.get("/").xpath("//header//*[@id='due_reminders']")[0]
    shown = browser.get(place.get("hx-get"), part="due_reminders")
    assert "2" in readable(shown)
    assert titles(browser.get(shown.xpath(".//a/@href")[0])) == ["Gestern", "Heute"]
    assert "2" in readable(browser.get("/reminders/due"))


def test_deleting_asks_first(pages, app):
    place = made()
    browser = pages("mitarbeit")
    assert "Angebot nachfassen" in readable(browser.get(f"{place}/delete"))
    assert browser.get(f"{place}/edit").xpath("//a[contains(@class, 'form-delete')]")
    assert browser.post(f"{place}/delete").status_code == 303
    browser.get(place, status=404)


def test_the_history_names_the_fields(pages, app):
    found = reminder()
    id_ = found.id
    db.session.rollback()
    browser = pages("mitarbeit")
    fields = filled(browser.get(f"/reminders/{id_}/edit").xpath("//form[@id='form']")[0])
    changed = {"title": "Neu", "priority": "high", "due_date": "24.12.2026", "repeat": "yearly"}
    assert browser.post(f"/reminders/{id_}/edit", fields | changed).status_code == 303
    told = readable(browser.get(f"/history/reminder/{id_}", part="panel"))
    for word in ("Titel", "Priorität", "Fällig", "Wiederholung"):
        assert word in told, told
