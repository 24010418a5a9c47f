"""A refusal leads on: it links to where it can be mended, for whoever may, and comes before the question."""

from __future__ import annotations

import json

import pytest
from flask import g

from app.company.actions import change_company
from app.projects.actions import change_project
from app.time_tracking.rules import no_rate
from app.web.errors import _refused
from app.web.mending import told
from tests import cast, factories
from tests.invoices import given as documents
from tests.pages import lint
from tests.projects import given as projects
from tests.time_tracking import given as times


@pytest.fixture
def project(app):
    """A running project without any rate."""
    return projects.project()


def links(tree):
    """The links with which a page's refusals lead on."""
    return {link.text_content(): link.get("href") for link in tree.xpath("//a[@class='mend']")}


# before the question


def test_what_is_used_is_not_asked_about(project, pages):
    page = pages("admin").get(f"/crm/customers/{project.customer_id}/delete")
    assert "kann nicht gelöscht werden" in page.xpath("string(//*[@role='alert'])")
    assert not page.xpath("//main//button[contains(@class, 'btn-danger')]")
    assert links(page) == {
        "Projekte zeigen": f"/projects?customer_id={project.customer_id}",
        "Kunde bearbeiten": f"/crm/customers/{project.customer_id}/edit",
    }


def test_what_is_free_is_asked_about(app, pages):
    page = pages("admin").get(f"/crm/customers/{factories.customer().id}/delete")
    assert page.xpath("//main//button[contains(@class, 'btn-danger')]") and not links(page)


def test_whoever_sends_the_answer_all_the_same_is_refused(project, pages):
    answer = pages("admin").post(f"/crm/customers/{project.customer_id}/delete")
    assert answer.status_code == 409 and "Projekte zeigen" in links(lint(answer.text))


def test_time_on_an_invoice_leads_to_it(app, pages, project):
    entry = times.entry(project.id, "20 09:00", "20 10:00", hourly_rate=95)
    browser = pages("admin")
    browser.post("/invoices/from-time", {"project_id": str(project.id), "group_by": "entry"})
    page = browser.get(f"/time-entries/{entry.id}/delete")
    assert links(page)["Zur Rechnung"].startswith("/invoices/")


def test_an_issued_invoice_is_cancelled_instead(app, pages):
    made = documents.issued()
    page = pages("admin").get(f"/invoices/{made.id}/delete")
    assert links(page) == {"Stornieren": f"/invoices/{made.id}/cancel"}


def test_a_team_that_somebody_is_in_is_shown(app, pages):
    person = cast.employee("fremd")
    made = projects.project(member_ids=[person.id])
    projects.project("Anderes")
    browser = pages("admin")
    where = links(browser.get(f"/employees/{person.id}/delete"))["Projekte zeigen"]
    rows = browser.get(where).xpath("//section[@id='results']//tbody/tr/@data-href")
    assert rows == [f"/projects/{made.id}"]


# who sees which links


def closed(project):
    change_project(
        project,
        {
            "customer_id": project.customer_id,
            "department_id": project.department_id,
            "start_date": project.start_date,
            "status": "completed",
        },
        by=cast.viewer("admin"),
    )


@pytest.mark.parametrize(("who", "expected"), [("leitung", ["Projekt bearbeiten"]), ("mitarbeit", [])])
def test_only_who_may_open_it_is_led_there(project, pages, who, expected):
    closed(project)
    answer = pages(who).post(
        "/time-entries/new",
        {"project_id": str(project.id), "start_time": "20.11.2026 09:00", "end_time": "10:00"},
    )
    assert answer.status_code == 422 and "abgeschlossen" in answer.text
    assert lint(answer.text).xpath("//*[@class='field-error']/a/text()") == expected


def test_programs_are_told_the_sentence_alone(project, api):
    closed(project)
    body = {
        "project_id": str(project.id),
        "start_time": "2026-11-20T08:00:00Z",
        "end_time": "2026-11-20T09:00:00Z",
    }
    problem = api("leitung").post("/api/backoffice/time-entries", body, status=422)
    assert "Projekt bearbeiten" not in json.dumps(problem)


def test_a_message_has_the_links_too(app, project):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    with app.test_request_context("/", headers=headers):
        g.viewer = cast.viewer("admin")
        toast = json.loads(_refused(no_rate(project.id)).headers["HX-Trigger"])["kontor:toast"]
    assert [link["href"] for link in toast["links"]] == [
        f"/projects/{project.id}/edit#hourly_rate",
        "/settings#hourly_rate",
    ]


def test_nobody_is_led_anywhere(app, project):
    with app.test_request_context("/"):
        g.viewer = None
        assert told(no_rate(project.id)).links == ()


# what is missing


def test_a_missing_rate_is_told_where_time_is_booked(project, pages):
    browser = pages("leitung")
    page = browser.get(f"/time-entries/new?project_id={project.id}")
    assert "noch kein Stundensatz" in page.xpath("string(//*[@id='rate'])")
    assert links(page) == {"Stundensatz im Projekt": f"/projects/{project.id}/edit#hourly_rate"}


def test_and_again_when_it_has_been_saved(project, pages):
    browser = pages("mitarbeit")
    sent = {
        "project_id": str(project.id),
        "start_time": "20.11.2026 09:00",
        "end_time": "10:00",
        "billable": "y",
    }
    assert browser.post("/time-entries/new", sent).status_code == 303
    page = browser.get("/time-entries")
    assert "noch kein Stundensatz" in page.xpath("string(//*[@id='toasts'])")


def test_the_rate_that_applies_is_told(project, pages):
    change_company(cast.COMPANY | {"hourly_rate": 80}, by=None)
    page = pages("mitarbeit").get(f"/time-entries/rate?project_id={project.id}", part="rate")
    assert "80,00 € je Stunde, aus den Einstellungen" in " ".join(page.text_content().split())


def test_what_is_not_billed_needs_no_rate(project, pages):
    page = pages("mitarbeit").get(f"/time-entries/rate?project_id={project.id}&billable=", part="rate")
    assert not page.text_content().strip()


def test_a_missing_rate_leads_on_where_time_is_billed(project, pages):
    times.entry(project.id, "20 09:00", "20 10:00")
    page = pages("admin").get(f"/invoices/from-time?project_id={project.id}")
    assert list(links(page)) == ["Stundensatz im Projekt", "Stundensatz in den Einstellungen"]


def test_nothing_to_bill_leads_to_the_time(project, pages):
    page = pages("admin").get(f"/invoices/from-time?project_id={project.id}")
    assert links(page) == {"Zeiteinträge zeigen": f"/time-entries?billed=false&project_id={project.id}"}


def test_a_payment_on_a_draft_leads_to_it(app, pages):
    made = documents.draft()
    sent = {"amount": "10", "payment_date": "20.11.2026", "method": "cash"}
    answer = pages("buchhaltung").post(f"/invoices/{made.id}/payments/new", sent)
    assert links(lint(answer.text)) == {"Zum Entwurf": f"/invoices/{made.id}"}


def test_time_that_overlaps_leads_to_the_other_entry(project, pages):
    other = times.entry(project.id, "20 09:00", "20 10:00")
    sent = {"project_id": str(project.id), "start_time": "20.11.2026 09:30", "end_time": "10:30"}
    answer = pages("mitarbeit").post("/time-entries/new", sent)
    assert links(lint(answer.text)) == {"Den anderen Eintrag ändern": f"/time-entries/{other.id}/edit"}
