"""Customers and contacts as pages."""

from __future__ import annotations

import pytest

from tests import factories
from tests.pages import lint

pytestmark = pytest.mark.on("sqlite")

FORM = {
    "name": "Weingut Prüm KG",
    "type": "B2B",
    "status": "active",
    "country": "DE",
    "postal_code": "54470",
    "city": "Bernkastel",
    "hourly_rate": "1.095,50",
    "language": "de",
}


def test_empty_list_says_what_to_do(pages):
    page = pages("leitung").get("/crm/customers")
    assert page.xpath("//section[@id='results']//a[@href='/crm/customers/new']")
    assert not pages("mitarbeit").get("/crm/customers").xpath("//a[@href='/crm/customers/new']")


def test_a_customer_is_made_and_changed(pages):
    browser = pages("leitung")
    browser.get("/crm/customers/new")
    answer = browser.post("/crm/customers/new", FORM)
    assert answer.status_code == 303
    place = answer.headers["Location"]
    assert "Weingut Prüm KG" in browser.get(place).xpath("string(//main)")
    edit = browser.get(f"{place}/edit")
    assert edit.xpath("//input[@name='hourly_rate']/@value") == ["1.095,50"]
    version = edit.xpath("//input[@name='version']/@value")[0]
    assert browser.post(f"{place}/edit", {**FORM, "city": "Trier", "version": version}).status_code == 303
    stale = browser.post(f"{place}/edit", {**FORM, "city": "Mainz", "version": version})
    assert stale.status_code == 409
    tree = lint(stale.text)
    assert tree.xpath("//input[@name='city']/@value") == ["Mainz"], "what was typed stays"
    again = tree.xpath("//input[@name='version']/@value")[0]
    assert again != version
    assert browser.post(f"{place}/edit", {**FORM, "city": "Mainz", "version": again}).status_code == 303


def test_errors_stand_next_to_the_field(pages):
    browser = pages("leitung")
    answer = browser.post("/crm/customers/new", {**FORM, "name": "", "hourly_rate": "12.50"})
    assert answer.status_code == 422
    tree = lint(answer.text)
    assert tree.xpath("//*[@id='name-error']") and tree.xpath("//*[@id='hourly_rate-error']")
    assert "12,50" in tree.xpath("string(//*[@id='hourly_rate-error'])")
    assert tree.xpath("//input[@name='hourly_rate']/@value") == ["12.50"]


def test_markup_is_text(pages, app):
    made = factories.customer("<script>alert('x')</script> & =cmd()")
    browser = pages("leitung")
    assert not browser.get("/crm/customers").xpath("//script[not(@src) and not(@type)]")
    assert "<script>alert" in browser.get(f"/crm/customers/{made.id}").xpath("string(//h1)")


def test_part_and_page_are_one_template(pages, app):
    factories.customer()
    browser = pages("leitung")
    whole = browser.get("/crm/customers").xpath("//section[@id='results']")[0]
    part = browser.get("/crm/customers", part="results").xpath("//section[@id='results']")[0]
    assert "".join(whole.itertext()).split() == "".join(part.itertext()).split()


def test_filters_are_chips_and_stay_in_the_address(pages, app):
    factories.customer("Weingut Prüm KG", status="lead")
    factories.customer("Holzbau Kettig e. K.")
    page = pages("leitung").get("/crm/customers?status=lead&q=pruem")
    assert not page.xpath("//section[@id='results']//tbody/tr"), "ü is found as u, not as ue"
    page = pages("leitung").get("/crm/customers?status=lead&q=Prüm")
    assert len(page.xpath("//section[@id='results']//tbody/tr")) == 1
    assert page.xpath("//ul[contains(@class, 'chips')]")


@pytest.mark.on("sqlite", "postgresql")
def test_paging_by_key_never_overlaps(pages, app):
    for number in range(60):
        factories.customer("Gleich" if number < 40 else f"Kunde {number:03}")
    browser = pages("leitung")
    seen, path = [], "/crm/customers?size=25"
    for _page in range(3):
        page = browser.get(path)
        seen += page.xpath("//section[@id='results']//tbody/tr/@id")
        found = page.xpath("//a[@id='next-page']/@href")
        path = found[0] if found else ""
    assert not path and len(seen) == len(set(seen)) == 60
    back = browser.get(page.xpath("//a[@id='previous-page']/@href")[0])
    assert back.xpath("//section[@id='results']//tbody/tr/@id") == seen[25:50]


def test_export(pages, app):
    factories.customer("=cmd()|'x'")
    answer = pages("leitung").raw("GET", "/crm/customers?export=csv")
    assert answer.data.startswith(b"\xef\xbb\xbf") and "'=cmd()" in answer.text
    book = pages("leitung").raw("GET", "/crm/customers?export=xlsx")
    assert book.data.startswith(b"PK")
    assert pages("leitung").raw("GET", "/crm/customers?export=exe").status_code == 422


def test_list_costs_the_same_with_many_rows(pages, app, queries):
    browser = pages("leitung")
    factories.customer()
    browser.raw("GET", "/crm/customers")
    with queries() as few:
        browser.raw("GET", "/crm/customers")
    for number in range(60):
        factories.customer(f"Kunde {number}")
    with queries() as many:
        browser.raw("GET", "/crm/customers")
    assert len(few) == len(many) <= 5


def test_deleting_asks_and_names(pages, app):
    made = factories.customer()
    browser = pages("admin")
    page = browser.get(f"/crm/customers/{made.id}/delete")
    assert "Bäckerei Löwenstein GmbH" in page.xpath("string(//main)")
    assert browser.post(f"/crm/customers/{made.id}/delete").status_code == 303
    browser.get(f"/crm/customers/{made.id}", status=404)
