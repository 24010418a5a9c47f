"""The hours of a project, the rate of an entry, and the days of a list, as people see them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.company.actions import change_company
from app.database import atomic
from app.permissions import Viewer
from app.time_tracking.queries import hours_of
from tests import cast, factories
from tests.invoices.test_billing import bill
from tests.projects import given
from tests.time_tracking.given import entry

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
TIMES = "/api/backoffice/time-entries"


@pytest.fixture
def worked(app):
    """A project of ten hours, on which mitarbeit worked one and leitung two, half an hour of it for nothing."""
    project = given.project(budget_hours=Decimal(10))
    entry(project.id, "20 09:00", "20 10:00")
    entry(project.id, "20 09:00", "20 10:30", of="leitung")
    entry(project.id, "20 11:00", "20 11:30", of="leitung", billable=False)
    return project


def hours(project, viewer: Viewer) -> tuple[float, float]:
    found = hours_of(project.id, viewer=viewer)
    return found.total.total_seconds() / 3600, found.open.total_seconds() / 3600


@pytest.mark.parametrize(
    ("who", "total", "to_be_billed"),
    [("admin", 3, 2.5), ("leitung", 3, 2.5), ("buchhaltung", 3, 2.5), ("mitarbeit", 1, 1), ("fremd", 0, 0)],
)
def test_the_hours_of_a_project_are_those_that_one_sees(worked, who, total, to_be_billed):
    assert hours(worked, cast.viewer(who)) == (total, to_be_billed)


@pytest.mark.parametrize(
    ("who", "label", "told"),
    [("leitung", "Erfasst", "3:00"), ("mitarbeit", "Von mir erfasst", "1:00")],
)
def test_the_panel_tells_whose_hours_they_are(worked, pages, who, label, told):
    panel = pages(who).get(f"/time-entries/figures/{worked.id}", part="panel")
    assert told in panel.xpath(f"string(//dt[.='{label}']/following-sibling::dd)")


def test_how_much_of_a_budget_is_used_is_for_whoever_sees_all_hours(worked, pages):
    place = f"/time-entries/figures/{worked.id}"
    assert pages("leitung").get(place, part="panel").xpath("//progress/@value") == ["30"]
    assert not pages("mitarbeit").get(place, part="panel").xpath("//progress")


def test_the_list_on_a_projects_page_has_ones_own_time_only(worked, pages):
    place = f"/time-entries?project_id={worked.id}"
    rows = {
        who: len(pages(who).get(place, part="panel").xpath("//tbody/tr")) for who in ("leitung", "mitarbeit")
    }
    assert rows == {"leitung": 3, "mitarbeit": 1}


@pytest.mark.parametrize(
    ("who", "total", "duration"), [("leitung", 3, "03:00:00"), ("mitarbeit", 1, "01:00:00")]
)
def test_the_sum_of_the_api_is_that_of_what_one_sees(worked, api, who, total, duration):
    told = api(who).get(TIMES)
    assert (told["total"], told["total_duration"]) == (total, duration)


# whose rate

RATES = {
    "entry": ("96,00", "aus diesem Eintrag"),
    "project": ("95,00", "aus dem Projekt"),
    "customer": ("94,00", "vom Kunden"),
    "employee": ("93,00", "von der Person"),
    "company": ("92,00", "aus den Einstellungen"),
}


@pytest.fixture
def rated(app):
    """An entry that has a rate of its own from this place on, and at all places behind it."""

    def made(first):
        rates = {
            name: Decimal(rate.replace(",", "."))
            for place, (name, (rate, _words)) in enumerate(RATES.items())
            if place >= list(RATES).index(first)
        }
        change_company({"hourly_rate": rates.get("company")}, by=None)
        atomic(lambda: setattr(cast.employee("mitarbeit"), "hourly_rate", rates.get("employee")))()
        customer = factories.customer(hourly_rate=rates.get("customer"))
        project = given.project(customer_id=customer.id, hourly_rate=rates.get("project"))
        return entry(project.id, "20 09:00", "20 10:00", hourly_rate=rates.get("entry"))

    return made


@pytest.mark.parametrize("source", RATES)
def test_the_page_says_whose_rate_applies(rated, pages, source):
    page = pages("mitarbeit").get(f"/time-entries/{rated(source).id}")
    told = " ".join(page.xpath("string(//dt[.='Stundensatz']/following-sibling::dd)").split())
    rate, words = RATES[source]
    assert rate in told
    assert words in told


@pytest.mark.parametrize("source", RATES)
def test_the_api_says_whose_rate_applies(rated, api, source):
    told = api("mitarbeit").get(f"{TIMES}/{rated(source).id}")
    assert (told["effective_rate"], told["rate_source"]) == (
        float(RATES[source][0].replace(",", ".")),
        source,
    )


@pytest.mark.parametrize("source", RATES)
def test_the_rate_that_is_shown_is_the_one_that_is_billed(rated, source):
    (line,) = bill(project_id=rated(source).project_id).line_items
    assert line.unit_price == Decimal(RATES[source][0].replace(",", "."))


# the edges of a day


@pytest.mark.parametrize(
    ("start", "end"),
    [("20 00:00", "20 00:10"), ("20 00:30", "20 01:00"), ("20 23:30", "21 00:30"), ("20 23:59", "21 00:10")],
)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from_date=2026-11-20", 1),
        ("from_date=2026-11-21", 0),
        ("to_date=2026-11-20", 1),
        ("to_date=2026-11-19", 0),
        ("from_date=2026-11-20&to_date=2026-11-20", 1),
    ],
)
def test_a_day_is_the_local_one_from_midnight_to_midnight(app, api, start, end, query, found):
    """In Berlin; by UTC the first two would be of the day before."""
    entry(given.project().id, start, end)
    assert api("mitarbeit").get(f"{TIMES}?{query}")["total"] == found


@pytest.mark.parametrize(("day", "count"), [("2026-11-19", 0), ("2026-11-20", 1)])
def test_what_is_billed_until_a_day_ends_with_the_local_one(app, api, day, count):
    project = given.project(hourly_rate=Decimal(95))
    entry(project.id, "20 00:30", "20 01:00")
    body = {"project_id": str(project.id), "to_date": day}
    api("leitung").post("/api/backoffice/invoices/from-time-entries", body, status=201 if count else 409)
