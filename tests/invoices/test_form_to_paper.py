"""Cases without tax from the form to the paper that is kept, as a clerk goes through it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.database import db
from app.invoices.actions import pdf_of
from app.invoices.models import Invoice
from tests import factories
from tests.invoices.test_form_pages import fields
from tests.invoices.test_pdf_reading import read
from tests.pages import filled

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
VAT_ID = "FR40303265045"


def stored() -> Invoice:
    db.session.rollback()
    return db.session.query(Invoice).one()


def through_the_form(pages, customer, **values: str) -> Invoice:
    """Written by whoever leads projects, issued by the bookkeeper."""
    line = {"quantity": "2", "unit_price": "500", "tax_rate": values.pop("tax_rate", "")}
    answer = pages("leitung").post("/invoices/new", fields(customer.id, line) | values)
    assert answer.status_code == 303, answer.text
    made = stored()
    answer = pages("buchhaltung").post(f"/invoices/{made.id}/issue")
    assert answer.status_code == 303, answer.text
    return stored()


def told(invoice: Invoice) -> str:
    return " ".join(piece.text for page in read(pdf_of(invoice)) for piece in page)


def is_without_tax(invoice: Invoice) -> bool:
    untaxed = (invoice.subtotal, invoice.tax_amount, invoice.total) == (Decimal(1000), 0, Decimal(1000))
    return untaxed and "USt. " not in told(invoice)


# small businesses


@pytest.fixture
def small_business(app, pages):
    """The company says in its settings that it is one."""
    form = filled(pages("admin").get("/settings").xpath("//form[@id='form']")[0])
    assert pages("admin").post("/settings", form | {"small_business": "y"}).status_code == 303
    db.session.rollback()


def test_a_small_business_charges_no_tax(small_business, pages):
    made = through_the_form(pages, factories.customer())
    assert made.tax_case == "small_business"
    assert is_without_tax(made)


def test_its_paper_says_why(small_business, pages):
    paper = told(through_the_form(pages, factories.customer()))
    assert "§ 19 UStG" in paper
    assert "Kleinunternehmer" in paper


def test_its_paper_says_it_in_the_customers_language(small_business, pages):
    assert "section 19" in told(through_the_form(pages, factories.customer(language="en")))


def test_its_form_takes_no_line_with_tax(small_business, pages):
    line = {"quantity": "1", "unit_price": "500", "tax_rate": "19"}
    answer = pages("leitung").post("/invoices/new", fields(factories.customer().id, line))
    assert answer.status_code == 422
    assert db.session.query(Invoice).count() == 0


# goods to another member state


@pytest.fixture
def french(app):
    return factories.customer("Boulangerie du Midi", country="FR", postal_code="69001", vat_id=VAT_ID)


def test_goods_to_a_business_in_the_eu_are_without_tax(french, pages):
    made = through_the_form(pages, french, tax_case="intra_community")
    assert made.tax_case == "intra_community"
    assert is_without_tax(made)


def test_their_paper_says_why(french, pages):
    assert "innergemeinschaftliche Lieferung" in told(
        through_the_form(pages, french, tax_case="intra_community")
    )


def test_their_paper_names_both_vat_ids(french, pages):
    paper = told(through_the_form(pages, french, tax_case="intra_community"))
    assert VAT_ID in paper
    assert "DE136695976" in paper


def test_services_to_the_same_business_are_reverse_charge(french, pages):
    made = through_the_form(pages, french)
    assert made.tax_case == "reverse_charge"
    assert is_without_tax(made)


def test_goods_to_a_buyer_without_a_vat_id_are_not_issued(app, pages):
    nobody = factories.customer("Sans numéro", country="FR", postal_code="69001")
    line = {"quantity": "1", "unit_price": "500", "tax_rate": ""}
    values = fields(nobody.id, line) | {"tax_case": "intra_community"}
    assert pages("leitung").post("/invoices/new", values).status_code == 303
    assert pages("buchhaltung").post(f"/invoices/{stored().id}/issue").status_code == 409
    assert stored().invoice_number is None
