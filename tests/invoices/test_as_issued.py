"""Documents name their customer as they were issued, whatever the customer is called since."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from app.crm.actions import change_customer
from app.database import db
from app.invoices.models import Invoice
from app.links import kinds as links
from app.web.languages import company_today
from tests import cast, factories
from tests.invoices.given import cancel, draft, issued, pay

API = "/api/backoffice/invoices"
OLD, NEW = "Bäckerei Löwenstein GmbH", "Backhaus Mosel AG"


@pytest.fixture
def renamed(app):
    """An invoice with a payment, a draft, and then another name for their customer."""
    customer, today = factories.customer(OLD), company_today()
    pay(issued(customer_id=customer.id, today=today), "10", today, today)
    draft(customer_id=customer.id)
    change_customer(customer, {"name": NEW}, by=cast.viewer("admin"))
    return customer


def leads(page) -> list[str]:
    return [cell.text_content().strip() for cell in page.xpath("//td[contains(@class, 'role-lead')]")]


@pytest.mark.parametrize("part", [None, "panel"])
def test_the_list_of_invoices_names_the_customer_as_issued(pages, renamed, part):
    page = pages("buchhaltung").get("/invoices", part=part)
    assert leads(page) == [NEW, OLD], "the draft, which is issued to whoever it is then; the invoice"


def test_the_list_of_payments_names_the_customer_as_issued(pages, renamed):
    assert leads(pages("buchhaltung").get("/payments")) == [OLD]


@pytest.mark.parametrize(("path", "names"), [("/invoices", [NEW, OLD]), ("/payments", [OLD])])
def test_exports_name_the_customer_as_issued(pages, renamed, path, names):
    clerk = pages("buchhaltung")
    text = clerk.raw("GET", f"{path}?export=csv").data.decode("utf-8-sig")
    assert [row["Kunde"] for row in csv.DictReader(io.StringIO(text), delimiter=";")] == names
    book = zipfile.ZipFile(io.BytesIO(clerk.raw("GET", f"{path}?export=xlsx").data))
    kept = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/"))
    assert all(name in kept for name in names)


def test_the_api_names_the_customer_as_issued(api, renamed):
    found = {one["status"]: one for one in api("buchhaltung").get(API)["items"]}
    named = {"id": str(renamed.id), "number": renamed.number}
    assert found["partial"]["customer"] == named | {"name": OLD}
    assert found["draft"]["customer"] == named | {"name": NEW}
    assert api("buchhaltung").get(f"{API}/{found['partial']['id']}")["customer"]["name"] == OLD


def test_a_cancellation_names_the_customer_as_its_original_does(api, app):
    customer, today = factories.customer(OLD), company_today()
    made = issued(customer_id=customer.id, today=today)
    change_customer(customer, {"name": NEW}, by=cast.viewer("admin"))
    document = cancel(made, today)
    assert document.buyer_name == OLD
    assert api("buchhaltung").get(f"{API}/{document.id}")["customer"]["name"] == OLD


@pytest.mark.parametrize("name", [OLD, NEW])
def test_both_names_find_an_invoice(api, renamed, name):
    """Whoever looks for a customer's documents knows one name or the other."""
    found = api("buchhaltung").get(f"{API}?q={name.split()[0]}&status=partial")
    assert [one["customer"]["name"] for one in found["items"]] == [OLD]


def test_a_choice_of_invoices_names_the_customer_as_issued(app, renamed):
    with app.test_request_context():
        found = links.search("invoice", "Mosel", cast.viewer("buchhaltung"))
    assert {one.label: one.hint for one in found} == {"RE-2026-00001": OLD, "Entwurf": NEW}


def test_the_form_of_a_payment_names_the_customer_as_issued(pages, renamed):
    made = db.session.query(Invoice).filter(Invoice.issued_at.is_not(None)).one()
    page = pages("buchhaltung").get(f"/invoices/{made.id}/payments/new")
    assert OLD in page.text_content() and NEW not in page.text_content()


def test_the_name_in_lists_is_that_of_the_frozen_buyer(app):
    made = issued()
    assert made.buyer_name == made.buyer["name"]
    assert draft().buyer_name is None
