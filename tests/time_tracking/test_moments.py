"""Moments in forms: what is stored stays, and the night in which the clocks go back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.database import db
from app.time_tracking.actions import change_entry, create_entry
from tests import cast
from tests.pages import filled, lint, readable
from tests.projects import given

pytestmark = pytest.mark.on("sqlite")

TWICE = "25.10.2026 02:30"


@pytest.fixture
def entry(app):
    """From the second 02:30 in Berlin to 04:00: an hour and a half."""
    values = {
        "project_id": given.project().id,
        "start_time": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        "end_time": datetime(2026, 10, 25, 3, 0, tzinfo=UTC),
        "billable": True,
        "note": "Umstellung",
    }
    return create_entry(values, by=cast.viewer("leitung"), now=datetime(2026, 11, 1, tzinfo=UTC))


def form_of(page):
    return filled(page.xpath("//form[@id='form']")[0])


def lasted(entry):
    db.session.rollback()
    return str(entry.duration)


def test_the_second_half_past_two_stays_the_second(entry, pages):
    place = f"/time-entries/{entry.id}/edit"
    form = form_of(pages("leitung").get(place))
    assert form["start_time"] == [TWICE]
    assert pages("leitung").post(place, form | {"note": "Anders"}).status_code == 303
    assert lasted(entry) == "1:30:00" and entry.note == "Anders"


def test_it_stays_so_after_another_field_was_refused(entry, pages):
    place = f"/time-entries/{entry.id}/edit"
    form = form_of(pages("leitung").get(place))
    again = pages("leitung").post(place, form | {"hourly_rate": "viel"})
    assert again.status_code == 422
    form = form_of(lint(again.text)) | {"hourly_rate": "95"}
    assert pages("leitung").post(place, form).status_code == 303
    assert lasted(entry) == "1:30:00"


def test_it_stays_so_after_somebody_else_was_faster(entry, pages):
    place = f"/time-entries/{entry.id}/edit"
    form = form_of(pages("leitung").get(place)) | {"note": "Von hier"}
    kept = {name: getattr(entry, name) for name in ("project_id", "start_time", "end_time")}
    change_entry(
        entry, kept | {"note": "Von dort"}, by=cast.viewer("leitung"), now=datetime(2026, 11, 2, tzinfo=UTC)
    )
    again = pages("leitung").post(place, form)
    assert again.status_code == 409
    assert pages("leitung").post(place, form_of(lint(again.text))).status_code == 303
    assert lasted(entry) == "1:30:00" and entry.note == "Von hier"


def test_the_other_end_may_be_changed_alone(entry, pages):
    place = f"/time-entries/{entry.id}/edit"
    form = form_of(pages("leitung").get(place)) | {"end_time": "25.10.2026 05:00"}
    assert pages("leitung").post(place, form).status_code == 303
    assert lasted(entry) == "2:30:00"


@pytest.mark.parametrize("field", ["start_time", "end_time"])
def test_a_time_that_comes_twice_is_not_guessed(app, pages, field):
    form = {
        "project_id": str(given.project().id),
        "start_time": "25.10.2026 01:00",
        "end_time": "25.10.2026 05:00",
    }
    answer = pages("leitung").post("/time-entries/new", form | {field: TWICE})
    assert answer.status_code == 422
    told = lint(answer.text).xpath(f"string(//*[@id='{field}-error'])")
    assert "02:30 Sommerzeit" in told and "02:30 Winterzeit" in told


def test_a_time_of_day_alone_that_comes_twice_is_not_guessed(app, pages):
    form = {"project_id": str(given.project().id), "start_time": "25.10.2026 01:00", "end_time": "02:30"}
    answer = pages("leitung").post("/time-entries/new", form)
    assert answer.status_code == 422 and "02:30 Winterzeit" in answer.text


@pytest.mark.parametrize(
    ("end", "hours"),
    [
        ("2026-10-25 02:30+02:00", "1:30"),
        ("2026-10-25 02:30+01:00", "2:30"),
        ("25.10.2026 02:30 Sommerzeit", "1:30"),
        ("25.10.2026 02:30 Winterzeit", "2:30"),
        ("02:30 MESZ", "1:30"),
        ("02:30 MEZ", "2:30"),
    ],
)
def test_each_of_the_two_can_be_written(app, pages, end, hours):
    form = {
        "project_id": str(given.project().id),
        "start_time": "25.10.2026 01:00",
        "end_time": end,
    }
    assert pages("leitung").post("/time-entries/new", form).status_code == 303
    assert hours in pages("leitung").get("/time-entries").xpath("string(//tr[@data-href])")


@pytest.mark.parametrize("text", ["25.10.2026 01:59", "25.10.2026 03:00", "29.03.2026 03:00"])
def test_times_beside_the_change_are_read_as_ever(app, pages, text):
    form = {"project_id": str(given.project().id), "start_time": text, "end_time": f"{text[:10]} 05:00"}
    assert pages("leitung").post("/time-entries/new", form).status_code == 303


def test_the_page_says_which_of_the_two_it_is(entry, pages):
    page = readable(pages("leitung").get(f"/time-entries/{entry.id}").xpath("//main")[0])
    assert "25.10.2026 02:30 MEZ" in page and "04:00" in page and "04:00 M" not in page


def test_the_list_says_which_of_the_two_it_is(entry, pages):
    (row,) = pages("leitung").get("/time-entries").xpath("//tr[@data-href]")
    assert "02:30 MEZ" in readable(row)
