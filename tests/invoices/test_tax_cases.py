"""Page, paper and API follow the tax case alone, and what they print adds up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest

from app.company.actions import change_company
from app.invoices import rules
from app.invoices.actions import drawn, pdf_of
from app.invoices.rules import TaxCase
from tests import factories
from tests.invoices.given import cancel, draft, issue, line
from tests.invoices.test_pdf_reading import read

pytestmark = pytest.mark.on("sqlite")

CASES = list(TaxCase)
RIGHT_MARGIN = 190 * 72 / 25.4


@dataclass
class Printed:
    """The amounts of a paper as its reader finds them: at the right margin, by what stands before them."""

    lines: Decimal
    taxes: Decimal
    total: Decimal


def printed(pdf: bytes) -> Printed:
    found = Printed(Decimal(0), Decimal(0), Decimal(0))
    pieces = [piece for page in read(pdf) for piece in page]
    for before, piece in pairwise(pieces):
        if not piece.text.endswith(" €") or abs(piece.right - RIGHT_MARGIN) > 3:
            continue
        amount = Decimal(piece.text.removesuffix(" €").replace(".", "").replace(",", "."))
        if before.text == "Gesamtbetrag":
            found.total = amount
        elif before.text.startswith("USt. "):
            found.taxes += amount
        elif before.text != "Netto":
            found.lines += amount
    return found


def of_case(case: TaxCase):
    """A draft of two lines, 1,000.00 € and 50.00 € net; with tax only in the standard case."""
    rates = ("19", "7") if case == TaxCase.STANDARD else ("0", "0")
    buyer = factories.customer(vat_id="DE136695976").id
    lines = (line("1", "1000", rates[0]), line("2", "25", rates[1]))
    return draft(*lines, customer_id=buyer, tax_case=str(case), tax_reason="§ 4 Nr. 21 UStG")


def issued_of_case(case: TaxCase, small_business: bool):
    change_company({"small_business": small_business}, by=None)
    return issue(of_case(case))


PAIRS = [(small, case) for small in (False, True) for case in CASES]


@pytest.mark.parametrize(("small_business", "case"), PAIRS)
def test_each_pair_of_seller_and_case_is_refused_or_adds_up(app, small_business, case):
    try:
        made = issued_of_case(case, small_business)
    except rules.SmallBusinessChargesNoTax:
        assert small_business and case == TaxCase.STANDARD
        return
    assert not (small_business and case == TaxCase.STANDARD)
    for document in (made, cancel(made)):
        found = printed(pdf_of(document))
        assert found.lines + found.taxes == found.total == document.total


@pytest.mark.parametrize(("small_business", "case"), PAIRS)
def test_a_draft_adds_up_whatever_contradicts_what(app, small_business, case):
    made = of_case(case)
    change_company({"small_business": small_business}, by=None)
    found = printed(drawn(made))
    assert found.lines + found.taxes == found.total == made.total


def test_a_draft_whose_case_has_become_another_shows_its_tax(app):
    made = draft(line("1", "1000", "19"))
    change_company({"small_business": True}, by=None)
    assert printed(drawn(made)) == Printed(Decimal(1000), Decimal(190), Decimal(1190))


def test_standard_is_refused_while_the_seller_is_a_small_business(app):
    with pytest.raises(rules.SmallBusinessChargesNoTax) as refused:
        issued_of_case(TaxCase.STANDARD, small_business=True)
    assert refused.value.status == 409


def test_a_cancellation_keeps_the_case_of_its_original(app):
    made = issued_of_case(TaxCase.STANDARD, small_business=False)
    change_company({"small_business": True}, by=None)
    document = cancel(made)
    assert document.tax_case == "standard"
    assert printed(pdf_of(document)) == Printed(Decimal(-1050), Decimal("-193.50"), Decimal("-1243.50"))


@pytest.mark.parametrize("case", CASES)
def test_the_page_has_a_column_of_tax_in_the_standard_case_only(pages, app, case):
    made = issued_of_case(case, small_business=False)
    heads = pages("buchhaltung").get(f"/invoices/{made.id}").xpath("//table[@class='line-table']//th/text()")
    assert ("USt." in heads) == (case == TaxCase.STANDARD)


@pytest.mark.parametrize("case", CASES)
def test_the_paper_has_a_column_of_tax_in_the_standard_case_only(app, case):
    made = issued_of_case(case, small_business=False)
    texts = [piece.text for page in read(pdf_of(made)) for piece in page]
    assert any(text.startswith("USt.") for text in texts) == (case == TaxCase.STANDARD)


@pytest.mark.parametrize("path", ["", "/issue"])
def test_the_pages_of_a_draft_say_that_its_case_will_be_refused(pages, app, path):
    change_company({"small_business": True}, by=None)
    page = pages("buchhaltung").get(f"/invoices/{of_case(TaxCase.STANDARD).id}{path}")
    (notice,) = page.xpath("//*[contains(@class, 'notice-warning')]")
    assert "Kleinunternehmer" in notice.text_content()
    assert not page.xpath("//main//div[@class='dialog-content']//button[@type='submit']")


def test_the_form_of_a_draft_says_that_its_case_will_be_refused(pages, app):
    change_company({"small_business": True}, by=None)
    fields = {
        "customer_id": str(factories.customer().id),
        "tax_case": "standard",
        "line_items-0-description": "Beratung",
        "line_items-0-quantity": "1",
        "line_items-0-unit_price": "1000",
        "line_items-0-tax_rate": "19",
    }
    answer = pages("buchhaltung").post("/invoices/totals", fields, part="totals")
    assert "Kleinunternehmer" in answer.text


def test_the_api_refuses_to_issue_what_contradicts_the_seller(api, app):
    change_company({"small_business": True}, by=None)
    made = of_case(TaxCase.STANDARD)
    path = f"/api/backoffice/invoices/{made.id}/status"
    problem = api("buchhaltung").patch(path, {"status": "sent"}, status=409)
    assert "Kleinunternehmer" in problem["detail"]
