"""The search over time entries: note, project, customer and person, word by word."""

from __future__ import annotations

import pytest

from app.crm.actions import change_customer
from tests import cast, factories
from tests.projects import given as projects
from tests.time_tracking.given import entry


@pytest.fixture
def recorded(app):
    """Two entries that share nothing but their day."""
    first = projects.project("Relaunch Intranet", customer_id=factories.customer("Bäckerei Löwenstein").id)
    second = projects.project("Onlineshop", customer_id=factories.customer("Weingut Prüm").id)
    entry(first.id, "20 09:00", "20 10:00", note="Konzept", of="mitarbeit")
    entry(second.id, "20 11:00", "20 12:00", note="Warenkorb", of="leitung")
    return first


def notes(browser, q):
    """The notes of what a search finds."""
    rows = browser.get(f"/time-entries?q={q}").xpath("//section[@id='results']//tbody/tr")
    return [next(text for text in ("Konzept", "Warenkorb") if text in row.text_content()) for row in rows]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("konz", ["Konzept"]),
        ("intranet", ["Konzept"]),
        ("LÖWENSTEIN", ["Konzept"]),
        ("yıldız", ["Konzept"]),
        ("prüm waren", ["Warenkorb"]),
        ("bauer shop", ["Warenkorb"]),
        ("bauer intranet", []),
        ("o", ["Warenkorb", "Konzept"]),
        ("100%", []),
    ],
)
def test_each_word_may_stand_anywhere(recorded, pages, q, expected):
    assert notes(pages("admin"), q.replace("%", "%25")) == expected


def test_a_customer_who_is_called_otherwise_now_is_found_so(recorded, pages):
    change_customer(recorded.customer, {"name": "Brothaus GmbH"}, by=cast.viewer("admin"))
    assert notes(pages("admin"), "brothaus") == ["Konzept"] and not notes(pages("admin"), "löwenstein")


def test_whoever_sees_their_own_time_searches_that(recorded, pages):
    assert notes(pages("mitarbeit"), "o") == ["Konzept"] and not notes(pages("mitarbeit"), "bauer")


@pytest.mark.parametrize(("who", "told"), [("admin", "Person"), ("mitarbeit", "Kunde")])
def test_the_field_says_what_is_searched(app, pages, who, told):
    (placeholder,) = pages(who).get("/time-entries").xpath("//input[@id='search']/@placeholder")
    assert placeholder.split(" ")[-2].strip(",") == told


def test_programs_search_the_same(recorded, api):
    found = api("leitung").get("/api/backoffice/time-entries?q=löwenstein")
    assert [one["note"] for one in found["items"]] == ["Konzept"]


def test_the_count_and_the_sum_are_of_what_is_found(recorded, pages):
    summary = pages("admin").get("/time-entries?q=intranet", part="summary").text_content()
    assert "von 1" in " ".join(summary.split()) and "1:00" in summary
