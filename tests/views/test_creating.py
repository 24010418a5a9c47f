"""Making a record from where it was looked for: who is offered it, what is asked, what is told."""

from __future__ import annotations

import json

import pytest

from app.crm.models import Customer
from app.database import db
from app.projects.models import Project
from tests import cast, factories
from tests.pages import filled, lint


def offered(browser, kind, q, **more):
    """The addresses of what a combobox offers to make."""
    query = "&".join(f"{name}={value}" for name, value in {"q": q, "create": "true", **more}.items())
    return browser.get(f"/options/{kind}?{query}", part="options").xpath("//li/@data-create")


def test_a_name_that_nobody_has_can_be_made(app, pages):
    assert offered(pages("leitung"), "customer", "Neu GmbH") == [
        "/crm/customers/new?typed=Neu+GmbH&short=true"
    ]


def test_where_there_is_a_hit_none_is_offered(app, pages):
    factories.customer("Müller GmbH")
    assert not offered(pages("leitung"), "customer", "müller")
    assert offered(pages("leitung"), "customer", "müller kg")


def test_where_there_is_none_yet_the_first_can_be_made(app, pages):
    assert offered(pages("leitung"), "customer", "") == ["/crm/customers/new?short=true"]
    factories.customer()
    assert not offered(pages("leitung"), "customer", "")


@pytest.mark.parametrize(
    ("who", "kind"), [("mitarbeit", "customer"), ("leitung", "employee"), ("leitung", "department")]
)
def test_only_who_may_make_one_is_offered_it(app, pages, who, kind):
    assert not offered(pages(who), kind, "Neu")


@pytest.mark.parametrize("kind", ["any", "role", "invoice"])
def test_not_everything_is_made_in_passing(app, pages, kind):
    assert not offered(pages("admin"), kind, "Neu")


def test_a_filter_makes_nothing(app, pages):
    assert not offered(pages("admin"), "customer", "Neu", create="")
    assert not pages("admin").get("/projects").xpath("//form[@id='filters']//*[@data-creates]")


def test_the_short_form_asks_for_what_is_needed_at_least(app, pages):
    customer = factories.customer("Alt AG")
    page = pages("leitung").get(
        f"/projects/new?short=true&typed=Onlineshop&customer_id={customer.id}&nonsense=1", part="dialog-body"
    )
    names = page.xpath("//div[@class='fields']//label/@for")
    assert names == ["title", "customer_id", "department_id", "start_date"]
    assert page.xpath("//input[@name='title']/@value") == ["Onlineshop"]
    assert page.xpath("//input[@name='customer_id']/@value") == [str(customer.id)]
    assert page.xpath("//input[@name='department_id']/@value") == [str(cast.department())]


def test_the_name_of_a_person_is_taken_apart(app, pages):
    page = pages("admin").get("/employees/new?short=true&typed=Anna+van+Dyk")
    assert page.xpath("//input[@name='firstname' or @name='lastname']/@value") == ["Anna", "van Dyk"]


def test_what_was_made_is_told_to_the_page(app, pages):
    browser = pages("leitung")
    place = "/crm/customers/new?short=true&typed=Neu+GmbH"
    form = filled(browser.get(place).xpath("//main//form[@method='post']")[-1])
    answer = browser.post(place, form, part="dialog-body")
    made = db.session.query(Customer).one()
    created = json.loads(answer.headers["HX-Trigger"])["kontor:created"]
    assert created == {"id": str(made.id), "label": "Neu GmbH"}
    assert (str(made.type), str(made.status), made.country) == ("B2B", "active", "DE")


def test_what_is_wrong_is_told_in_the_short_form(app, pages):
    answer = pages("leitung").post("/projects/new?short=true", {"title": "Shop"}, part="dialog-body")
    assert answer.status_code == 422 and db.session.query(Project).count() == 0
    assert "Bitte" in lint(answer.text, whole=False).xpath("string(//*[@id='customer_id-field'])")


def test_without_scripts_a_refused_name_leads_to_the_new_form(app, pages):
    browser = pages("leitung")
    form = filled(browser.get("/projects/new").xpath("//form[@id='form']")[0])
    page = lint(browser.post("/projects/new", form | {"title": "Shop", "customer_id-text": "Neu GmbH"}).text)
    (link,) = page.xpath("//*[@id='customer_id-field']//a[@data-create]")
    assert link.text_content() == "Neuer Kunde"
    assert browser.get(link.get("href")).xpath("//input[@name='name']/@value") == ["Neu GmbH"]


def test_whoever_may_not_make_one_is_not_led_there(app, pages):
    browser = pages("mitarbeit")
    sent = {"project_id": "", "project_id-shown": "", "project_id-text": "Neues", "start_time": "9"}
    page = lint(browser.post("/time-entries/new", sent).text)
    assert page.xpath("//*[@id='project_id-field']//*[@class='field-error']")
    assert not page.xpath("//a[@data-create]")
