"""What is still to be paid: the column of lists, the sum below it, exports, JSON and pages say the same."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from decimal import Decimal

import pytest

from app.web.languages import company_today
from tests.invoices.given import cancel, draft, issued, line, pay

COLUMN = "Offen"


@pytest.fixture
def documents(app):
    """119.00 € are open, 69.00 € of a second invoice; a draft, and a pair that was cancelled."""
    today = company_today()
    issued(line("1", "100"), today=today)
    pay(issued(line("1", "100"), today=today), "50", today, today)
    cancel(issued(line("5", "100"), today=today), today)
    draft(line("2", "100"))


def cells(page) -> list[str]:
    heads = [head.text_content().strip() for head in page.xpath("//thead//th")]
    place = heads.index(COLUMN) + 1
    return [cell.text_content().strip() for cell in page.xpath(f"//tbody/tr/td[{place}]")]


def amount(text: str) -> Decimal:
    return (
        Decimal(text.replace("\u202f€", "").replace(".", "").replace(",", ".")) if text != "–" else Decimal(0)
    )


@pytest.mark.parametrize("part", [None, "panel"])
def test_a_draft_shows_a_dash_in_the_list(pages, documents, part):
    shown = cells(pages("buchhaltung").get("/invoices", part=part))
    assert sorted(shown) == ["0,00\u202f€", "0,00\u202f€", "119,00\u202f€", "69,00\u202f€", "–"]


def test_the_sum_of_the_list_is_that_of_its_column(pages, documents):
    page = pages("buchhaltung").get("/invoices?count=exact")
    (told,) = page.xpath("//*[@id='summary']")
    assert sum(map(amount, cells(page))) == Decimal(188)
    assert "188,00\u202f€" in told.text_content()


def test_a_draft_is_empty_in_the_csv(pages, documents):
    text = pages("buchhaltung").raw("GET", "/invoices?export=csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert sorted(row[COLUMN] for row in rows) == ["", "0,00", "0,00", "119,00", "69,00"]


def test_a_draft_is_empty_in_the_workbook(pages, documents):
    answer = pages("buchhaltung").raw("GET", "/invoices?export=xlsx")
    sheet = zipfile.ZipFile(io.BytesIO(answer.data)).read("xl/worksheets/sheet1.xml").decode()
    found = re.findall(r'<c r="H\d+"[^>]*><v>([\d.]+)</v>', sheet)
    assert sorted(map(Decimal, found)) == [0, 0, 69, 119]


def test_a_draft_owes_nothing_in_json(api, documents):
    found = api("buchhaltung").get("/api/backoffice/invoices")["items"]
    assert {
        one["status"]: one["outstanding_amount"] for one in found if one["status"] in ("draft", "partial")
    } == {
        "draft": 0,
        "partial": 69,
    }
    figures = api("buchhaltung").get("/api/backoffice/invoices/statistics")
    assert figures["outstanding_amount"] == sum(one["outstanding_amount"] for one in found) == 188


def test_the_page_of_a_draft_shows_a_dash(pages, app):
    page = pages("buchhaltung").get(f"/invoices/{draft().id}")
    (told,) = page.xpath(f"//dt[.='{COLUMN}']/following-sibling::dd")
    assert told.text_content() == "–"
