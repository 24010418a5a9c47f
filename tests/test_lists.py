"""Every list costs the same with ten rows and with a thousand: the page, its parts, and the API."""

from __future__ import annotations

import pytest

from tests import bulk

LISTS = {
    "/crm/customers": "/api/backoffice/crm/customers",
    "/crm/contacts": "/api/backoffice/crm/contacts",
    "/projects": "/api/backoffice/projects",
    "/time-entries": "/api/backoffice/time-entries",
    "/invoices": "/api/backoffice/invoices",
    "/payments": "/api/backoffice/invoices/payments",
    "/employees": "/api/employees",
    "/departments": "/api/departments",
}


@pytest.fixture
def costs(pages, api, queries):
    """The number of statements of each list, as the page, as its parts and as JSON."""
    browser, client = pages("admin"), api("admin")

    def counted():
        found = {}
        for path, address in LISTS.items():
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
    bulk.fill(10)
    bulk.pay(10)
    costs()
    few = costs()
    bulk.fill(990, first=10)
    bulk.pay(990)
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
