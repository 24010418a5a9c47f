"""Every list costs the same with ten rows and with a hundred: the page, its parts, and the API."""

from __future__ import annotations

import pytest
from flask import url_for
from sqlalchemy import select

from app.crm.models import Customer
from app.database import db
from app.lists import registry
from app.lists.cursors import write_cursor
from tests import bulk, factories
from tests.invoices import given as documents
from tests.rows import copies


def lists(app) -> dict[str, str]:
    """The address of every list that there is, with that of its JSON."""
    with app.test_request_context():
        return {url_for(f"{name}.index"): url_for(f"{name}_api.index") for name in registry.names()}


@pytest.fixture
def costs(outside, pages, api, queries):
    """The number of statements of each list, as the page, as its parts and as JSON."""
    browser, client = pages("admin"), api("admin")

    def counted():
        found = {}
        for path, address in lists(outside).items():
            for part in (None, "results", "summary", "panel"):
                with queries() as seen:
                    assert browser.raw("GET", path, part=part).status_code == 200
                found[path, part] = len(seen)
            with queries() as seen:
                client.get(f"{address}?limit=10")
            found[address] = len(seen)
        return found

    return counted


def test_a_list_costs_the_same_with_many_rows(app, costs):
    copies(app, 7)
    costs()
    few = costs()
    copies(app, 100)
    many = costs()
    assert few == many
    assert max(many.values()) <= 8, many


def test_no_page_shows_more_than_it_says(app, pages):
    bulk.fill(120)
    for path in ("/crm/customers", "/time-entries", "/invoices"):
        rows = pages("admin").get(path).xpath("//section[@id='results']//tbody/tr")
        assert len(rows) == 50, path
        summary = pages("admin").get(path, part="summary").xpath("string(.)")
        assert "120" in summary, path


def test_counting_is_capped(app, pages):
    bulk.fill(1005)
    page = pages("admin").get("/crm/customers", part="summary")
    assert "1.000+" in page.xpath("string(.)")
    exact = page.xpath("//a/@href")[0]
    assert "1.005" in pages("admin").get(exact, part="summary").xpath("string(.)")


@pytest.fixture
def deep(app, pages):
    """Page 202 of a list, reached by its cursor: deeper than any offset is read."""
    bulk.fill(3)
    first = db.session.scalar(select(Customer).order_by(Customer.sort_name))
    address = f"/crm/customers?after={write_cursor(first.sort_name, first.id)}&page=202"
    db.session.rollback()
    return pages("admin").get(address)


def figures(tree):
    """What stands below a list: which rows, of how many."""
    return " ".join(tree.xpath("string(//div[@class='summary'])").split())


def test_the_count_of_a_page_far_down_can_be_asked_for(deep, pages):
    (summary,) = deep.xpath("//*[@id='summary']/@hx-get")
    told = pages("admin").get(summary, part="summary").xpath("string(//*[@id='summary'])")
    assert "von 3" in " ".join(told.split())


def test_a_page_far_down_says_which_rows_it_shows(deep):
    assert figures(deep).startswith("10.051–10.052")


def test_counting_exactly_without_scripts_stays_on_the_page(deep, pages):
    (link,) = deep.xpath("//*[@id='summary']//a/@href")
    counted = pages("admin").get(link)
    assert figures(counted) == "10.051–10.052 von 3"
    assert counted.xpath("//section[@id='results']//tbody/tr/@id") == deep.xpath(
        "//section[@id='results']//tbody/tr/@id"
    )


def test_the_count_reads_no_rows(app, pages, queries):
    """Wherever a page stands, its summary is the count and the sums."""
    bulk.fill(3)
    pages("admin").get("/crm/customers")
    with queries() as seen:
        pages("admin").get("/crm/customers?page=2&size=25", part="summary")
    assert len([statement for statement in seen if "FROM customer" in statement]) == 1


def test_a_dash_is_not_a_draft(app, pages):
    factories.customer("–")
    assert pages("admin").get("/crm/customers").xpath("string(//tbody//a)") == "–"


def test_a_draft_is_called_so_where_its_number_will_stand(app, pages):
    documents.draft()
    assert pages("admin").get("/invoices").xpath("string(//tbody//a)") == "Entwurf"


def test_a_page_behind_the_last_leads_back_to_the_first(app, pages):
    """Somebody kept its address, or deleted the last row of the last page: there are customers all the same."""
    bulk.fill(3)
    page = pages("admin").get("/crm/customers?page=7&sort=number")
    note = page.xpath("//*[contains(@class, 'empty-note')]")[0]
    assert "nicht (mehr) so lang" in note.text_content()
    assert note.xpath(".//a/@href") == ["/crm/customers?sort=number"]
