"""Time entries and the timer as pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.time_tracking.actions import bill_entries, start_timer
from tests import cast
from tests.pages import filled, lint
from tests.projects import given
from tests.time_tracking.given import at, entry
from tests.time_tracking.invoices import draft

pytestmark = pytest.mark.on("sqlite")


@pytest.fixture
def form(app):
    return {
        "project_id": str(given.project().id),
        "start_time": "19.11.2025 09:00",
        "end_time": "10:30",
        "note": "Workshop\nmit Protokoll",
        "billable": "y",
        "hourly_rate": "1.095,50",
    }


def test_an_entry_is_made_and_changed(pages, form):
    browser = pages("mitarbeit")
    assert not browser.get("/time-entries/new").xpath("//input[@name='employee_id']"), "one's own only"
    answer = browser.post("/time-entries/new", form)
    assert answer.status_code == 303
    listed = browser.get("/time-entries")
    row = listed.xpath("string(//tr[@data-href])")
    for text in ("19.11.2025", "09:00", "10:30", "1:30", "Relaunch Intranet", "Bäckerei Löwenstein"):
        assert text in row
    assert "1:30" in browser.get("/time-entries", part="summary").xpath("string()")
    place = listed.xpath("//tbody//a/@href")[0]
    assert "1.095,50" in browser.get(place).xpath("string(//main)")
    edit = browser.get(f"{place}/edit")
    assert edit.xpath("//input[@name='end_time']/@value") == ["19.11.2025 10:30"]
    assert edit.xpath("//input[@name='billable' and @type='checkbox']/@checked")
    version = edit.xpath("//input[@name='version']/@value")[0]
    changed = {**form, "end_time": "19.11.2025 09:45", "billable": "", "version": version}
    assert browser.post(f"{place}/edit", changed).status_code == 303
    shown = browser.get(place)
    assert "0:45" in shown.xpath("string(//aside)")
    assert browser.post(f"{place}/edit", changed).status_code == 409


def test_a_time_of_day_before_the_start_is_the_next_day(pages, form):
    browser = pages("mitarbeit")
    answer = browser.post(
        "/time-entries/new", {**form, "start_time": "19.11.2025 22:00", "end_time": "01:15"}
    )
    assert answer.status_code == 303
    assert "3:15" in browser.get("/time-entries").xpath("string(//tr[@data-href])")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start_time": "gestern"}, "start_time"),
        ({"start_time": "30.03.2025 02:30"}, "start_time"),
        ({"end_time": "19.11.2025 08:00"}, "end_time"),
        ({"end_time": "20.11.2025 09:01"}, "end_time"),
        ({"hourly_rate": "12.50"}, "hourly_rate"),
        ({"project_id": ""}, "project_id"),
    ],
)
def test_errors_stand_next_to_the_field(pages, form, changes, field):
    answer = pages("mitarbeit").post("/time-entries/new", {**form, **changes})
    assert answer.status_code == 422
    assert lint(answer.text).xpath(f"//*[@id='{field}-error']")


def test_an_overlap_is_said_and_nothing_typed_is_lost(pages, form):
    browser = pages("mitarbeit")
    browser.post("/time-entries/new", form)
    answer = browser.post("/time-entries/new", {**form, "note": "noch etwas"})
    assert answer.status_code == 409
    tree = lint(answer.text)
    assert "19.11.2025 09:00" in tree.xpath("string(//*[@id='form-errors'])")
    assert "noch etwas" in tree.xpath("string(//textarea)")


def test_managers_choose_the_person(pages, form):
    browser = pages("leitung")
    page = browser.get("/time-entries/new")
    assert page.xpath("//input[@id='employee_id']/@value") == ["Tobias Bauer"]
    browser.post("/time-entries/new", {**form, "employee_id": str(cast.employee("mitarbeit").id)})
    assert "Selin Yıldız" in browser.get("/time-entries").xpath("string(//tbody)")
    mine = pages("mitarbeit").get("/time-entries")
    assert "Selin Yıldız" not in mine.xpath("string(//table)"), "no column for oneself"
    place = mine.xpath("//tbody//a/@href")[0]
    pages("fremd").get(place, status=404)
    pages("buchhaltung").get(place)
    pages("buchhaltung").get(f"{place}/edit", status=403)
    edit = browser.get(f"{place}/edit")
    assert edit.xpath("//input[@id='employee_id']/@value") == ["Selin Yıldız"]


def test_the_next_entry_begins_where_the_last_one_ended(pages, app, clock):
    clock(at("20 12:30"))
    project = given.project().id
    entry(project, "20 09:00", "20 11:45")
    page = pages("mitarbeit").get(f"/time-entries/new?project_id={project}")
    assert page.xpath("//input[@name='start_time']/@value") == ["20.11.2026 11:45"]


def test_a_new_entry_is_for_the_project_it_was_asked_for(pages, app):
    page = pages("mitarbeit").get(f"/time-entries/new?project_id={given.project().id}")
    assert page.xpath("//input[@id='project_id']/@value") == ["Relaunch Intranet"]


def test_what_is_billed_is_locked(pages, app):
    project = given.project()
    made = entry(project.id, "20 09:00", "20 10:00")
    bill_entries([made.id], *draft(project), by=cast.viewer("admin"))
    page = pages("mitarbeit").get(f"/time-entries/{made.id}")
    assert "Abgerechnet" in page.xpath("string(//h1/..)") or "Billed" in page.xpath("string(//h1/..)")
    assert not page.xpath("//a[contains(@href, '/edit')]")
    answer = pages("mitarbeit").post(f"/time-entries/{made.id}/delete")
    assert answer.status_code == 409


def test_panels_filters_and_exports(pages, app):
    project = given.project(budget_hours=1)
    entry(project.id, "20 09:00", "20 10:30", note="=cmd()")
    browser = pages("leitung")
    browser.get(f"/time-entries?project_id={project.id}", part="panel")
    browser.get(f"/time-entries?customer_id={project.customer_id}&billed=false&period=this_year")
    figures = browser.get(f"/time-entries/figures/{project.id}", part="panel")
    assert figures.xpath("//progress/@value") == ["100"] and "1:30" in figures.xpath("string()")
    browser.get(f"/time-entries/figures/{project.id}")
    pages("fremd").get(f"/time-entries/figures/{project.id}", status=404)
    csv = browser.raw("GET", "/time-entries?export=csv").text
    assert "20.11.2026;09:00;10:30;1:30" in csv and "'=cmd()" in csv
    assert browser.raw("GET", "/time-entries?export=xlsx").status_code == 200
    history = browser.get(f"/history/time_entry/{_only(browser)}", part="panel")
    assert history.xpath("//li")


def _only(browser) -> str:
    return browser.get("/time-entries").xpath("//tbody//a/@href")[0].rpartition("/")[2]


# the timer


def test_the_timer_in_the_top_bar(pages, app):
    project = given.project()
    browser = pages("mitarbeit")
    assert browser.get("/time-entries").xpath("//*[@id='timer']/@hx-get") == ["/time-entries/timer"]
    idle = browser.get("/time-entries/timer", part="timer")
    assert idle.xpath("//a[@data-dialog]/@href") == ["/time-entries/start"]
    browser.get("/time-entries/start", part="dialog-body")
    browser.get(f"/time-entries/start?project_id={project.id}")
    started = browser.post("/time-entries/start", {"project_id": str(project.id)}, part="dialog-body")
    events = json.loads(started.headers["HX-Trigger"])
    assert started.status_code == 200 and {"kontor:changed", "kontor:close"} <= set(events)
    again = browser.post("/time-entries/start", {"project_id": str(project.id)}, part="dialog-body")
    assert again.status_code == 409
    running = browser.get("/time-entries/timer", part="timer")
    assert running.xpath("//*[@data-running-since]") and "Relaunch" in running.xpath("string()")
    assert running.xpath("//form/@action") == ["/time-entries/stop"]
    browser.get("/time-entries/timer")
    stopped = browser.post("/time-entries/stop", {"now": "1"}, part="timer")
    assert {"kontor:changed", "kontor:toast"} <= set(json.loads(stopped.headers["HX-Trigger"]))
    assert browser.raw("GET", "/time-entries/stop").status_code == 303
    late = browser.post("/time-entries/stop", part="timer")
    assert late.status_code == 200 and "kontor:changed" in json.loads(late.headers["HX-Trigger"])
    assert pages("buchhaltung").raw("GET", "/time-entries/timer").status_code == 403


def test_without_scripts_too(pages, app):
    project = given.project()
    browser = pages("mitarbeit")
    assert browser.post("/time-entries/start", {"project_id": str(project.id)}).status_code == 303
    stopped = browser.post("/time-entries/stop", {"next": "/projects", "now": "1"})
    assert (stopped.status_code, stopped.headers["Location"]) == (303, "/projects")
    assert (
        browser.post("/time-entries/stop", {"next": "https://elsewhere.example"}).headers["Location"]
        == "/time-entries"
    )


@pytest.fixture
def just_started(pages, app):
    """A browser of somebody whose timer began a moment ago."""
    start_timer(given.project().id, by=cast.viewer("mitarbeit"), now=datetime.now(UTC))
    return pages("mitarbeit")


def _runs(browser) -> bool:
    return bool(browser.get("/time-entries/timer", part="timer").xpath("//*[@data-running-since]"))


def test_stopping_a_timer_that_has_hardly_begun_asks_in_a_dialog(just_started):
    answer = just_started.post("/time-entries/stop", part="timer")
    assert json.loads(answer.headers["HX-Trigger"]) == {"kontor:ask": {"url": "/time-entries/stop"}}
    assert _runs(just_started)
    asked = just_started.get("/time-entries/stop", part="dialog-body")
    assert "Relaunch Intranet" in asked.xpath("string()")
    assert asked.xpath("//form[@method='post']/@action") == ["/time-entries/discard", "/time-entries/stop"]


def test_it_asks_without_scripts_too(just_started):
    answer = just_started.post("/time-entries/stop")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/time-entries/stop")
    assert "verwerfen oder behalten" in just_started.get("/time-entries/stop").xpath("string(//main)")


def test_it_can_be_kept(just_started):
    form = just_started.get("/time-entries/stop").xpath("//main//form[contains(@action, 'stop')]")[0]
    assert just_started.post(form.get("action"), filled(form)).status_code == 303
    assert not _runs(just_started)
    assert just_started.get("/time-entries").xpath("//tr[@data-href]")


def test_it_can_be_thrown_away_where_one_is(just_started):
    """In the dialog the page stays; should it be the entry's own, it is told that this is gone."""
    (place,) = just_started.get("/time-entries").xpath("//tr/@data-href")
    answer = just_started.post("/time-entries/discard", part="dialog-body")
    told = json.loads(answer.headers["HX-Trigger"])
    assert told["kontor:gone"] == {"place": place, "to": "/time-entries"} and "kontor:close" in told
    assert not just_started.get("/time-entries").xpath("//tr[@data-href]")


def test_programs_are_not_asked(just_started, api):
    assert api("mitarbeit").post("/api/backoffice/time-entries/stop", status=200)["end_time"]


def _forget(hours: int) -> datetime:
    started = datetime.now(UTC) - timedelta(hours=hours)
    start_timer(given.project().id, by=cast.viewer("mitarbeit"), now=started)
    return started


def test_a_forgotten_timer_asks_when_it_ended(pages, app):
    _forget(30)
    browser = pages("mitarbeit")
    bar = browser.get("/time-entries/timer", part="timer")
    assert bar.xpath("//a[@data-dialog]/@href") == ["/time-entries/stop"], "a dialog instead of a button"
    pushed = browser.post("/time-entries/stop", part="timer")
    assert json.loads(pushed.headers["HX-Trigger"])["kontor:ask"] == {"url": "/time-entries/stop"}
    page = browser.get("/time-entries/stop")
    assert not page.xpath("//form[@id='stop-now']"), "more than a day cannot end now"
    assert browser.post("/time-entries/stop", {"now": "1"}).status_code == 409
    assert browser.post("/time-entries/stop", {"end_time": ""}).status_code == 422
    browser.get("/time-entries/stop", part="dialog-body")
    start = page.xpath("string(//main)")
    assert "Relaunch Intranet" in start
    clock = (datetime.now(UTC) - timedelta(hours=26)).astimezone(_zone())
    assert browser.post("/time-entries/stop", {"end_time": f"{clock:%H:%M}"}).status_code == 303
    assert not browser.get("/time-entries/timer", part="timer").xpath("//*[@data-running-since]")
    assert browser.get("/time-entries").xpath("//tr[@data-href]")


def _zone():
    from tests.time_tracking.given import BERLIN

    return BERLIN


def test_it_can_be_discarded(pages, app):
    _forget(40)
    browser = pages("mitarbeit")
    browser.get("/time-entries/discard", part="dialog-body")
    assert browser.post("/time-entries/discard").status_code == 303
    assert not browser.get("/time-entries").xpath("//tr[@data-href]")
    assert browser.raw("GET", "/time-entries/discard").status_code == 303


def test_one_over_midnight_may_end_now(pages, app, clock):
    clock(at("20 10:00"))
    start_timer(given.project().id, by=cast.viewer("mitarbeit"), now=at("19 11:00"))
    browser = pages("mitarbeit")
    assert browser.get("/time-entries/stop").xpath("//form[@id='stop-now']")
    assert browser.post("/time-entries/stop", {"now": "1"}).status_code == 303
    assert "23:00" in browser.get("/time-entries").xpath("string(//tbody)")
