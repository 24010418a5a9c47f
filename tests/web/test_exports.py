"""Lists as files: what a spreadsheet finds in them."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree
from sqlalchemy import literal

from app.crm.models import Customer
from app.lists import exports
from app.lists.columns import Column
from app.lists.exports import harmless
from tests import factories

pytestmark = pytest.mark.on("sqlite")

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def with_columns(monkeypatch):
    """Exports of customers have these columns."""

    def set_to(*columns):
        monkeypatch.setattr("app.crm.lists._CUSTOMERS", columns)

    return set_to


def as_csv(pages):
    """The rows of an export of customers."""
    answer = pages("leitung").raw("GET", "/crm/customers?export=csv")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def as_xlsx(pages):
    """The sheets of an export of customers: lines of (type, text) as they stand in the file."""
    answer = pages("leitung").raw("GET", "/crm/customers?export=xlsx")
    book = zipfile.ZipFile(io.BytesIO(answer.data))
    names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
    sheets = [etree.fromstring(book.read(name)) for name in names]
    return [
        [
            [(cell.get("t"), "".join(cell.itertext())) for cell in row.iter(f"{SHEET}c")]
            for row in sheet.iter(f"{SHEET}row")
        ]
        for sheet in sheets
    ]


TERMS = Column("terms", "Ziel", Customer.payment_terms_days, shape="integer")
NAME = Column("name", "Name", Customer.name, link=True)


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
def test_formulas_become_text(sign):
    assert harmless(f"{sign}cmd()") == f"'{sign}cmd()"


@pytest.mark.parametrize("text", ["", "Bäckerei", "a=b", "7"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_a_workbook_has_no_formulas(app, pages, with_columns):
    with_columns(NAME)
    factories.customer("=cmd()")
    assert as_xlsx(pages)[0][1] == [("inlineStr", "=cmd()")]


def test_whole_numbers_are_numbers_in_a_workbook(app, pages, with_columns):
    with_columns(TERMS)
    factories.customer(payment_terms_days=14)
    assert as_xlsx(pages)[0][1] == [(None, "14")]


def test_whole_numbers_are_numbers_whatever_their_column_says(app, pages, with_columns):
    """A list that knows no shape of a column still exports its numbers as such."""
    with_columns(Column("terms", "Ziel", Customer.payment_terms_days))
    factories.customer(payment_terms_days=14)
    assert as_xlsx(pages)[0][1] == [(None, "14")]


def test_a_negative_whole_number_is_no_formula(app, pages, with_columns):
    with_columns(Column("below", "Unter null", Customer.payment_terms_days - 5, shape="integer"))
    factories.customer(payment_terms_days=0)
    assert as_csv(pages)[1] == ["-5"]


@pytest.mark.parametrize("shape", ["text", "integer", "date", "money"])
def test_no_value_is_an_empty_cell(app, pages, with_columns, shape):
    with_columns(NAME, Column("nothing", "Nichts", literal(None), shape=shape))
    factories.customer("A")
    assert as_csv(pages)[1] == ["A", ""]
    assert as_xlsx(pages)[0][1] == [("inlineStr", "A")]


def test_an_empty_text_is_an_empty_cell(app, pages, with_columns):
    with_columns(NAME, Column("nothing", "Nichts", literal("")))
    factories.customer("A")
    assert as_csv(pages)[1] == ["A", ""]
    assert as_xlsx(pages)[0][1] == [("inlineStr", "A")]


def test_a_dash_that_somebody_wrote_stays(app, pages, with_columns):
    with_columns(NAME)
    factories.customer("–")
    assert as_csv(pages)[1] == ["–"]


def test_yes_and_no_are_words(app, pages, with_columns):
    with_columns(
        Column("yes", "Ja", Customer.payment_terms_days == 14, shape="flag"),
        Column("no", "Nein", Customer.payment_terms_days == 15, shape="flag"),
    )
    factories.customer(payment_terms_days=14)
    assert as_csv(pages)[1] == ["ja", "nein"]
    assert as_xlsx(pages)[0][1] == [("inlineStr", "ja"), ("inlineStr", "nein")]


def test_amounts_are_numbers_in_a_workbook(app, pages, with_columns):
    with_columns(Column("rate", "Satz", Customer.hourly_rate, shape="price"))
    factories.customer(hourly_rate=Decimal("95.5"))
    ((kind, text),) = as_xlsx(pages)[0][1]
    assert kind is None and Decimal(text) == Decimal("95.5")
    assert as_csv(pages)[1] == ["95,50"]


def test_what_fits_into_no_sheet_goes_on_in_the_next(app, pages, with_columns, monkeypatch):
    with_columns(NAME)
    monkeypatch.setattr(exports, "ROWS_OF_A_SHEET", 2)
    for name in "ABCDE":
        factories.customer(name)
    sheets = as_xlsx(pages)
    assert [[row[0][1] for row in sheet] for sheet in sheets] == [
        ["Name", "A", "B"],
        ["Name", "C", "D"],
        ["Name", "E"],
    ]


def test_a_sheet_that_is_just_full_has_no_empty_one_behind_it(app, pages, with_columns, monkeypatch):
    with_columns(NAME)
    monkeypatch.setattr(exports, "ROWS_OF_A_SHEET", 2)
    for name in "AB":
        factories.customer(name)
    assert len(as_xlsx(pages)) == 1


def test_an_export_of_nothing_has_its_head(app, pages, with_columns):
    with_columns(NAME)
    assert as_xlsx(pages) == [[[("inlineStr", "Name")]]]
    assert as_csv(pages) == [["Name"]]


def test_a_sheet_holds_what_excel_can_open():
    assert exports.ROWS_OF_A_SHEET == 1_048_576 - 1


@pytest.mark.parametrize(
    ("language", "name"), [("de", "zeiteintraege-2026-11-25.csv"), ("en", "time-entries-2026-11-25.csv")]
)
def test_a_file_is_called_as_the_person_calls_its_list(app, pages, monkeypatch, language, name):
    pages("admin").post("/profile/preferences", {"language": language})
    monkeypatch.setattr("app.lists.page.languages.today", lambda: date(2026, 11, 25))
    answer = pages("admin").raw("GET", "/time-entries?export=csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
