"""Days are those of the company for what is due, and those of the person for what was worked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.company.actions import change_company
from app.database import atomic
from app.invoices import rules as invoice_rules
from app.time_tracking.actions import create_entry
from app.time_tracking.queries import billable_entries, last_end, week_total
from tests import cast
from tests.invoices import given as documents
from tests.invoices.test_billing import bill
from tests.projects import given as projects

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
FIRST, LAST = "Pacific/Kiritimati", "Pacific/Pago_Pago"
"""Where days begin first and last: 14 hours before and 11 hours after UTC."""


def company_in(zone: str) -> None:
    change_company({"timezone": zone}, by=None)


@atomic
def lives_in(who: str, zone: str) -> None:
    cast.employee(who).timezone = zone


# what is overdue

DUE = date(2026, 11, 20)
SURFACES = {
    "api": lambda api, _pages, id_: api.get(f"/api/backoffice/invoices/{id_}")["status"] == "overdue",
    "filter of the api": lambda api, _pages, _id: (
        api.get("/api/backoffice/invoices?status=overdue")["total"] == 1
    ),
    "statistics": lambda api, _pages, _id: (
        api.get("/api/backoffice/invoices/statistics")["overdue_count"] == 1
    ),
    "list": lambda _api, pages, _id: (
        "Überfällig" in pages.get("/invoices").xpath("string(//section[@id='results']//tbody)")
    ),
    "filter of the list": lambda _api, pages, _id: bool(
        pages.get("/invoices?status=overdue").xpath("//section[@id='results']//tbody/tr")
    ),
    "page": lambda _api, pages, id_: (
        "Überfällig" in pages.get(f"/invoices/{id_}").xpath("string(//*[@class='heading-note'])")
    ),
    "tile": lambda _api, pages, _id: (
        "0,00" not in pages.get("/invoices/overdue/tile").xpath("string(//*[@id='tile-overdue']/strong)")
    ),
}


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(
    ("zone", "moment", "overdue"),
    [
        (FIRST, datetime(2026, 11, 20, 9, 30, tzinfo=UTC), False),
        (FIRST, datetime(2026, 11, 20, 10, 30, tzinfo=UTC), True),
        (LAST, datetime(2026, 11, 21, 10, 30, tzinfo=UTC), False),
        (LAST, datetime(2026, 11, 21, 11, 30, tzinfo=UTC), True),
    ],
)
def test_the_company_decides_what_is_overdue(app, api, pages, clock, zone, moment, overdue, surface):
    """And neither Berlin nor whoever looks."""
    made = documents.issued(due_date=DUE)
    company_in(zone)
    lives_in("buchhaltung", FIRST if zone == LAST else LAST)
    clock(moment)
    assert SURFACES[surface](api("buchhaltung"), pages("buchhaltung"), made.id) is overdue


# days of documents


@pytest.mark.parametrize(("zone", "number"), [(FIRST, "RE-2027-00001"), (LAST, "RE-2026-00001")])
def test_the_company_decides_the_day_of_issuing(app, zone, number):
    company_in(zone)
    moment = datetime(2026, 12, 31, 12, tzinfo=UTC) if zone == FIRST else datetime(2027, 1, 1, 9, tzinfo=UTC)
    made = documents.issue_invoice(documents.draft(), by=cast.viewer("buchhaltung"), now=moment)
    assert made.invoice_number == number
    assert made.issued_date == (date(2027, 1, 1) if zone == FIRST else date(2026, 12, 31))


def test_the_company_decides_the_day_of_cancelling(app):
    made = documents.issued()
    company_in(FIRST)
    moment = datetime(2026, 11, 20, 12, tzinfo=UTC)
    document = documents.cancel_invoice(made, "Irrtum", by=cast.viewer("buchhaltung"), now=moment)
    assert document.issued_date == date(2026, 11, 21)


def test_the_company_decides_what_lies_in_the_future(app):
    made = documents.issued()
    company_in(LAST)
    early = datetime(2026, 11, 21, 9, tzinfo=UTC)
    values = {"amount": made.total, "payment_date": date(2026, 11, 21), "method": "bank_transfer"}
    by = cast.viewer("buchhaltung")
    with pytest.raises(invoice_rules.PaymentInFuture):
        documents.book_payment(made, values, by=by, now=early)
    documents.book_payment(made, values, by=by, now=early + timedelta(hours=3))


def test_a_payment_without_a_date_is_of_the_companys_day(app):
    made = documents.issued()
    company_in(FIRST)
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    payment = documents.book_payment(made, {"amount": 1}, by=cast.viewer("buchhaltung"), now=now)
    assert payment.payment_date == date(2026, 11, 21)


# days of time

NEW_YORK = "America/New_York"
SUNDAY_EVENING = datetime(2026, 11, 16, 2, 30, tzinfo=UTC)
"""21:30 of Sunday the 15th in New York, half past three of Monday the 16th in Berlin."""


@pytest.fixture
def late(app):
    """An hour on Sunday evening of somebody who lives in New York."""
    lives_in("mitarbeit", NEW_YORK)
    return create_entry(
        {
            "project_id": projects.project(hourly_rate=95).id,
            "employee_id": cast.employee("mitarbeit").id,
            "start_time": SUNDAY_EVENING,
            "end_time": SUNDAY_EVENING + timedelta(hours=1),
        },
        by=cast.viewer("admin"),
        now=datetime(2026, 11, 20, tzinfo=UTC),
    )


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 11, 15), 1), (date(2026, 11, 16), 0)])
def test_a_week_is_that_of_the_person(late, day, hours):
    assert week_total(cast.viewer("mitarbeit"), day) == timedelta(hours=hours)


@pytest.mark.parametrize(("day", "ended"), [(date(2026, 11, 15), True), (date(2026, 11, 16), False)])
def test_the_next_entry_goes_on_with_the_persons_day(late, day, ended):
    assert (last_end(cast.viewer("mitarbeit"), day) is not None) is ended


@pytest.mark.parametrize(
    ("query", "who", "found"),
    [
        ("to_date=2026-11-15", "mitarbeit", 1),
        ("from_date=2026-11-16", "mitarbeit", 0),
        ("to_date=2026-11-15", "leitung", 0),
        ("from_date=2026-11-16", "leitung", 1),
    ],
)
def test_a_filter_by_day_is_that_of_the_person(late, api, query, who, found):
    assert api(who).get(f"/api/backoffice/time-entries?{query}")["total"] == found


@pytest.mark.parametrize(("who", "day"), [("mitarbeit", "15.11.2026"), ("leitung", "16.11.2026")])
def test_a_list_shows_the_days_of_the_person(late, pages, who, day):
    page = pages(who).get("/time-entries")
    assert page.xpath("string(//section[@id='results']//tbody//a)").strip() == day


@pytest.mark.parametrize(("who", "clocks"), [("mitarbeit", "21:30"), ("leitung", "3:30")])
def test_a_page_shows_the_clock_of_the_person(late, pages, who, clocks):
    assert clocks in pages(who).get(f"/time-entries/{late.id}").xpath("string(//h1/following-sibling::p)")


def test_what_is_to_be_billed_is_chosen_by_the_days_of_whoever_bills(late):
    leitung = cast.viewer("leitung")
    assert billable_entries(viewer=leitung, to_date=date(2026, 11, 15)) == []
    assert billable_entries(viewer=leitung, from_date=date(2026, 11, 16)) == [late]


def test_a_line_per_day_stands_on_the_day_of_whoever_worked(late):
    made = bill("leitung", "day", project_id=late.project_id)
    assert "15.11.2026" in made.line_items[0].description
    assert (made.service_from, made.service_to) == (date(2026, 11, 15), date(2026, 11, 15))


@pytest.mark.parametrize(("who", "greeting"), [("mitarbeit", "Guten Abend"), ("leitung", "Guten Morgen")])
def test_the_greeting_knows_where_the_person_is(late, pages, clock, who, greeting):
    clock(SUNDAY_EVENING)
    assert greeting in pages(who).get("/").xpath("string(//h1)")
