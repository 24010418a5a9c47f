"""What may stand in the address of a list: known names only, read canonically by the API, as written by pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.lists import filters
from app.lists.filters import MOST_IDS
from tests import bulk, factories
from tests.invoices import given as documents
from tests.invoices.given import line
from tests.test_architecture import listings

CUSTOMERS = "/api/backoffice/crm/customers"
CONTACTS = "/api/backoffice/crm/contacts"
INVOICES = "/api/backoffice/invoices"


# names


def test_a_misspelt_filter_is_not_everything(app, api):
    factories.customer()
    problem = api("admin").get(f"{CUSTOMERS}?stauts=inactive", status=422)
    assert list(problem["errors"]) == ["stauts"]


def test_no_list_of_the_api_takes_a_name_that_it_does_not_know(app, api):
    client, asked = api("admin"), 0
    for rule in app.url_map.iter_rules():
        operation = getattr(app.view_functions[rule.endpoint], "operation", None)
        if operation is not None and operation.listing is not None and not rule.arguments:
            assert list(client.get(f"{rule.rule}?nonsense=1", status=422)["errors"]) == ["nonsense"]
            asked += 1
    assert asked >= 8


@pytest.mark.parametrize("query", ["=", "={0}&{1}={0}"])
@pytest.mark.parametrize(("name", "value"), [("sort", "created_at"), ("limit", "1"), ("offset", "0")])
def test_what_is_empty_or_given_twice_is_told(api, name, value, query):
    problem = api("admin").get(f"{CUSTOMERS}?{name}{query.format(value, name)}", status=422)
    assert list(problem["errors"]) == [name]


@pytest.mark.parametrize("name", ["period", "page", "size", "export", "count", "after", "lang"])
def test_what_only_pages_know_is_not_known_to_the_api(api, name):
    assert list(api("admin").get(f"{INVOICES}?{name}=csv", status=422)["errors"]) == [name]


def test_everything_that_is_wrong_in_an_address_is_told_at_once(api):
    problem = api("admin").get(
        f"{INVOICES}?stauts=x&status=y&min_total=a&sort=b&limit=0&offset=-1", status=422
    )
    assert set(problem["errors"]) == {"stauts", "status", "min_total", "sort", "limit", "offset"}


def test_a_list_of_one_project_takes_its_own_filter_too(app, api):
    """/by-project/A?project_id=B is nothing: neither all of A nor all of B."""
    bulk.fill(2)
    client = api("admin")
    first, second = (
        one["project_id"] for one in client.get("/api/backoffice/time-entries?sort=start_time")["items"]
    )
    address = f"/api/backoffice/time-entries/by-project/{first}"
    assert client.get(address)["total"] == 1
    assert client.get(f"{address}?project_id={second}")["total"] == 0


def test_pages_ignore_names_that_they_do_not_know(app, pages):
    factories.customer("Bäckerei")
    rows = (
        pages("admin")
        .get("/crm/customers?stauts=inactive&utm_source=mail")
        .xpath("//section[@id='results']//tbody/tr")
    )
    assert len(rows) == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_pages_do_not_export_with_a_name_that_they_do_not_know(app, pages, kind):
    factories.customer("Bäckerei")
    answer = pages("admin").raw("GET", f"/crm/customers?stauts=inactive&export={kind}")
    assert answer.status_code == 422
    assert "stauts" in answer.text


def test_a_period_is_not_known_to_an_export_without_one(pages):
    assert pages("admin").raw("GET", "/crm/customers?period=this_month&export=csv").status_code == 422


def test_the_language_and_the_place_in_a_list_do_not_hinder_an_export(pages):
    address = "/invoices?lang=de&page=2&size=25&sort=total&count=exact&period=this_month&export=csv"
    assert pages("admin").raw("GET", address).status_code == 200


def test_every_list_exports_by_its_own_links(app, pages):
    browser = pages("admin")
    with app.test_request_context():
        paths = sorted({one.kind.url("index") for one in listings(app)})
    assert len(paths) >= 8
    for path in paths:
        links = browser.get(f"{path}?q=x&size=25&utm_source=mail").xpath("//a[@download]/@href")
        assert len(links) == 2
        for link in links:
            answer = browser.raw("GET", link)
            assert answer.status_code == 200, link
            answer.close()


# values


def test_the_api_does_not_guess_what_an_amount_means(api):
    problem = api("admin").get(f"{INVOICES}?min_total=1.234", status=422)
    assert list(problem["errors"]) == ["min_total"], "1.234 was taken for 1234 because the account is German"


@pytest.mark.parametrize("day", ["01.02.2026", "2026-2-1", "20260201", "1 Feb 2026", "2026-02-30", ""])
def test_the_api_has_one_way_to_write_a_day(api, day):
    assert list(api("admin").get(f"{INVOICES}?from_date={day}", status=422)["errors"]) == ["from_date"]


@pytest.mark.parametrize("amount", ["12,50", "1 234", "€12", "1e3", "NaN", "12.505", ""])
def test_the_api_has_one_way_to_write_an_amount(api, amount):
    assert list(api("admin").get(f"{INVOICES}?min_total={amount}", status=422)["errors"]) == ["min_total"]


@pytest.mark.parametrize("name", ["status", "customer_id"])
def test_an_empty_filter_of_the_api_is_not_everything(api, name):
    assert list(api("admin").get(f"{INVOICES}?{name}=", status=422)["errors"]) == [name]


def test_the_api_takes_one_value_where_only_one_makes_sense(api):
    address = f"{INVOICES}?from_date=2026-01-01&from_date=2026-02-01"
    assert list(api("admin").get(address, status=422)["errors"]) == ["from_date"]


def test_canonical_values_are_read(app, api):
    documents.issued(line("1", "1000"))
    client = api("admin")
    assert client.get(f"{INVOICES}?min_total=1189.99&max_total=1190&from_date=2026-01-01")["total"] == 1
    assert client.get(f"{INVOICES}?min_total=1190.01")["total"] == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,50", Decimal("1234.50")), ("1.234", Decimal(1234)), ("1234.50", Decimal("1234.50")), ("", None)],
)
def test_pages_read_amounts_as_the_person_writes_them_and_as_addresses_carry_them(app, text, value):
    with app.test_request_context():
        assert filters.Amount("min_total", "", lambda amount: amount).read([text]) == value


@pytest.mark.parametrize(
    ("text", "value"), [("01.02.2026", date(2026, 2, 1)), ("2026-02-01", date(2026, 2, 1)), (" ", None)]
)
def test_pages_read_days_as_the_person_writes_them_and_as_addresses_carry_them(app, text, value):
    with app.test_request_context():
        assert filters.Since("from_date", "", lambda day: day).read([text]) == value


def test_the_filters_of_a_page_stand_canonically_in_its_links(app, pages):
    documents.issued(line("1", "1000"))
    page = pages("admin").get("/invoices?min_total=1.000,00&from_date=01.02.2026")
    (export,) = page.xpath("//a[contains(@href, 'export=csv')]/@href")
    assert "min_total=1000.00" in export and "from_date=2026-02-01" in export
    assert pages("admin").raw("GET", export).status_code == 200


# many ids


def test_a_filter_by_many_records_uses_all_of_them(app, api):
    customers = [factories.customer(f"K{number}") for number in range(51)]
    for customer in customers:
        factories.contact(customer)
    where = "&".join(f"customer_id={customer.id}" for customer in customers)
    assert api("admin").get(f"{CONTACTS}?{where}")["total"] == 51


TOO_MANY = "&".join(f"customer_id=01900000-0000-7000-8000-{number:012}" for number in range(MOST_IDS + 1))


def test_more_ids_than_are_used_are_refused_by_the_api(api):
    problem = api("admin").get(f"{CONTACTS}?{TOO_MANY}", status=422)
    assert str(MOST_IDS) in problem["errors"]["customer_id"][0]


def test_more_ids_than_are_used_are_refused_by_the_page(pages):
    assert pages("admin").raw("GET", f"/crm/contacts?{TOO_MANY}").status_code == 422


def test_the_same_id_many_times_is_one(app, api):
    contact = factories.contact()
    where = "&".join([f"customer_id={contact.customer_id}"] * (MOST_IDS + 1))
    assert api("admin").get(f"{CONTACTS}?{where}")["total"] == 1
