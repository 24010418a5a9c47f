"""Projects as pages."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast, factories
from tests.pages import lint
from tests.projects import given

pytestmark = pytest.mark.on("sqlite")


@pytest.fixture
def form(app):
    return {
        "title": "Relaunch Intranet",
        "customer_id": str(factories.customer().id),
        "department_id": str(cast.department()),
        "status": "in_progress",
        "start_date": "01.11.2026",
        "end_date": "24.12.2026",
        "hourly_rate": "95,50",
        "budget_hours": "1.200,5",
        "budget_amount": "9.500,00",
    }


def test_a_project_is_made_and_changed(pages, form):
    browser = pages("leitung")
    page = browser.get(f"/projects/new?customer_id={form['customer_id']}")
    assert page.xpath("//input[@id='customer_id']/@value") == ["Bäckerei Löwenstein GmbH"]
    assert page.xpath("//input[@id='department_id']/@value") == ["Beratung"], "one's own department"
    member = str(cast.employee("fremd").id)
    answer = browser.post("/projects/new", {**form, "member_ids": member})
    assert answer.status_code == 303
    place = answer.headers["Location"]
    shown = browser.get(place).xpath("string(//main)")
    for text in ("Relaunch Intranet", "P-00001", "24.12.2026", "Falk Abseits", "95,50"):
        assert text in shown
    edit = browser.get(f"{place}/edit")
    assert edit.xpath("//input[@name='budget_hours']/@value") == ["1.200,5"]
    assert edit.xpath("//input[@name='start_date']/@value") == ["01.11.2026"]
    assert edit.xpath("//input[@name='member_ids']/@value")[0] == member
    version = edit.xpath("//input[@name='version']/@value")[0]
    changed = {**form, "title": "Relaunch", "member_ids": "", "version": version}
    assert browser.post(f"{place}/edit", changed).status_code == 303
    assert "Falk Abseits" not in browser.get(place).xpath("string(//aside)")
    assert browser.post(f"{place}/edit", changed).status_code == 409, "stale"


def test_errors_stand_next_to_the_field(pages, form):
    wrong = {**form, "end_date": "31.10.2026", "start_date": "2026-11-01"}
    answer = pages("leitung").post("/projects/new", wrong)
    assert answer.status_code == 422
    tree = lint(answer.text)
    assert tree.xpath("//*[@id='end_date-error']")
    assert tree.xpath("//input[@name='end_date']/@value") == ["31.10.2026"]


def test_who_may_do_what(pages, app):
    project = given.project()
    place = f"/projects/{project.id}"
    for who, status in (("admin", 200), ("leitung", 200), ("buchhaltung", 403), ("mitarbeit", 403)):
        pages(who).get(f"{place}/edit", status=status)
        pages(who).get("/projects/new", status=status)
    for who in ("admin", "buchhaltung", "leitung", "mitarbeit"):
        pages(who).get(place)
    pages("fremd").get(place, status=404)
    assert not pages("fremd").get("/projects").xpath("//tr[@data-href]")
    options = pages("fremd").raw("GET", "/options/project?q=relaunch")
    assert "Relaunch" not in options.text
    assert "Relaunch" in pages("mitarbeit").raw("GET", "/options/project?q=relaunch").text
    assert pages("fremd").raw("GET", f"/history/project/{project.id}").status_code == 404


def test_finished_projects_are_not_offered(pages, app):
    given.project("Fertig", status="completed")
    assert "Fertig" not in pages("leitung").raw("GET", "/options/project?q=fertig").text


def test_list_filters_and_export(pages, app):
    given.project("Altes", start_date=date(2025, 1, 1), end_date=date(2025, 2, 1), status="completed")
    given.project("Neues")
    browser = pages("leitung")
    page = browser.get("/projects?status=in_progress&from_date=2026-01-01")
    assert [text.strip() for text in page.xpath("//tbody//a/text()")] == ["Neues"]
    assert len(page.xpath("//ul[@class='chips']//a[@class='chip']")) == 2
    assert "Neues" in browser.raw("GET", "/projects?export=csv").text
    assert browser.raw("GET", "/projects?export=xlsx").status_code == 200
    browser.get("/projects", part="results")
    browser.get(f"/projects?customer_id={factories.customer().id}", part="panel")
    browser.get("/projects?status=nonsense", status=422)


@pytest.mark.parametrize("sort", ["end_date", "-end_date", "title"])
@pytest.mark.on("sqlite", "postgresql")
def test_paging_never_overlaps_where_ends_are_open(pages, app, sort):
    customer = factories.customer().id
    for number in range(60):
        end = date(2026, 12, number % 3 + 1) if number % 2 else None
        given.project(f"Nr. {number}", customer_id=customer, end_date=end)
    browser, seen, url = pages("leitung"), [], f"/projects?size=25&sort={sort}"
    while url:
        page = browser.get(url)
        seen += page.xpath("//tr/@data-href")
        url = next(iter(page.xpath("//a[@id='next-page']/@href")), None)
    assert len(seen) == len(set(seen)) == 60


def test_deleting_asks_first(pages, app):
    project = given.project()
    browser = pages("leitung")
    browser.get(f"/projects/{project.id}/delete", part="dialog-body")
    assert browser.post(f"/projects/{project.id}/delete").status_code == 303
    browser.get(f"/projects/{project.id}", status=404)
