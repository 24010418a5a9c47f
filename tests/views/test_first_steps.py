"""The first day: who sees which steps, when they are done, and what it costs."""

from __future__ import annotations

import pytest
from sqlalchemy import false, select

from app.company.actions import change_company
from app.company.queries import IS_COMPLETE
from app.database import db
from app.views import first_steps
from app.views.first_steps import FirstStep, led
from tests import cast, factories
from tests.invoices import given as documents
from tests.projects import given as projects
from tests.time_tracking import given as times


def steps(browser):
    """The steps on somebody's overview: their texts, and whether they are done."""
    return {
        step.text_content().strip().lstrip("12345678"): "led-done" in step.get("class")
        for step in browser.get("/").xpath("//section[@id='first_steps']//li")
    }


def test_each_step_is_done_by_what_it_asks_for(app, pages):
    before = steps(pages("admin"))
    assert not before["Stundensatz festlegen"] and before["Abteilung anlegen"]
    change_company(cast.COMPANY | {"hourly_rate": 95}, by=None)
    factories.customer()
    after = steps(pages("admin"))
    assert after["Stundensatz festlegen"] and after["Ersten Kunden anlegen"]
    assert not after["Erstes Projekt anlegen"]


def test_a_draft_is_no_invoice_yet(app, pages):
    documents.draft()
    assert not steps(pages("admin"))["Erste Rechnung ausstellen"]


def test_people_see_what_they_may_do(app, pages):
    assert list(steps(pages("mitarbeit"))) == ["Erste Zeit erfassen"]


def test_whose_steps_are_done_is_not_led_any_more(app, pages):
    times.entry(projects.project().id, "20 09:00", "20 10:00")
    assert not steps(pages("mitarbeit")) and steps(pages("admin"))


def test_the_next_one_is_the_first_that_is_open(app, pages):
    page = pages("admin").get("/")
    (following,) = page.xpath("//section[@id='first_steps']//li[@aria-current='step']")
    assert "Stundensatz" in following.text_content()
    assert following.xpath("./a/@href") == ["/settings#hourly_rate"]
    assert following.xpath("./a/@data-key") == ["4"]


def test_all_steps_are_one_statement(app, queries):
    viewer = cast.viewer("admin")
    with queries() as seen, app.test_request_context():
        assert len(led(viewer)) == 8
    assert len(seen) == 1


def test_a_step_comes_from_its_part(app, monkeypatch):
    own = FirstStep("own", "Anything", "dashboards.overview", "crm:read", false(), 1)
    monkeypatch.setattr(first_steps, "_steps", [own])
    with app.test_request_context():
        (step,) = led(cast.viewer("mitarbeit"))
    assert (step.label, step.is_next, step.url) == ("Anything", True, "/")


@pytest.mark.parametrize("lacking", ["address", "postal_code", "city"])
def test_what_an_invoice_needs_of_the_company(app, lacking):
    assert db.session.scalar(select(IS_COMPLETE))
    change_company(cast.COMPANY | {lacking: None}, by=None)
    assert not db.session.scalar(select(IS_COMPLETE))


def test_one_of_the_two_tax_numbers_is_enough(app):
    change_company(cast.COMPANY | {"vat_id": None}, by=None)
    assert db.session.scalar(select(IS_COMPLETE))
    change_company(cast.COMPANY | {"vat_id": None, "tax_id": None}, by=None)
    assert not db.session.scalar(select(IS_COMPLETE))
