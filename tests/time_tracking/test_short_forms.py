"""Time written as people think: from when to when at the start, how long at the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.database import db
from app.time_tracking.models import TimeEntry
from tests.pages import lint
from tests.projects import given


def sent(pages, **fields):
    form = {"project_id": str(given.project().id), "end_time": ""} | fields
    return pages("leitung").post("/time-entries/new", form)


def kept():
    db.session.rollback()
    entry = db.session.scalar(db.select(TimeEntry))
    return entry and (entry.start_time.isoformat()[:16], entry.duration)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("23.11.2026 9-10:30", "", ("2026-11-23T08:00", timedelta(hours=1, minutes=30))),
        ("23.11.2026 9", "1,5h", ("2026-11-23T08:00", timedelta(hours=1, minutes=30))),
        ("23.11.2026 9", "90m", ("2026-11-23T08:00", timedelta(hours=1, minutes=30))),
        ("23.11.2026 9", "1030", ("2026-11-23T08:00", timedelta(hours=1, minutes=30))),
        ("23.11.2026 22-1", "", ("2026-11-23T21:00", timedelta(hours=3))),
        ("23.11.2026 9-10:30", "10:30", ("2026-11-23T08:00", timedelta(hours=1, minutes=30))),
    ],
)
def test_what_was_meant_is_kept(app, pages, start, end, expected):
    assert sent(pages, start_time=start, end_time=end).status_code == 303
    assert kept() == expected


@pytest.mark.parametrize(
    ("start", "end", "field", "sentence"),
    [
        ("23.11.2026 9-10:30", "11", "end_time", "Beim Beginn steht schon ein anderes Ende."),
        ("23.11.2026 9", "10-11", "end_time", "Hier ist nur eine Uhrzeit oder eine Dauer möglich."),
        ("irgendwann", "90m", "start_time", "Bitte schreiben Sie Datum und Uhrzeit so"),
        ("23.11.2026 9-8", "", "end_time", "Das wäre am nächsten Tag."),
    ],
)
def test_what_contradicts_itself_is_refused(app, pages, start, end, field, sentence):
    answer = sent(pages, start_time=start, end_time=end)
    assert answer.status_code == 422
    assert sentence in lint(answer.text).xpath(f"string(//*[@id='{field}-error'])")
    assert kept() is None


def test_the_api_takes_no_short_forms(app, api):
    body = {"project_id": str(given.project().id), "start_time": "mo 9-11"}
    api("leitung").post("/api/backoffice/time-entries", body, status=422)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("day=24.11.2026", {"day": {"text": "24.11.2026", "iso": "2026-11-24"}}),
        (
            "begin=23.11.2026+9-11",
            {
                "begin": {"text": "23.11.2026 09:00", "iso": "2026-11-23T08:00:00+00:00"},
                "end": {"text": "23.11.2026 11:00", "iso": "2026-11-23T10:00:00+00:00"},
            },
        ),
        (
            "begin=23.11.2026+9&end=1,5h",
            {
                "begin": {"text": "23.11.2026 09:00", "iso": "2026-11-23T08:00:00+00:00"},
                "end": {"text": "23.11.2026 10:30", "iso": "2026-11-23T09:30:00+00:00"},
            },
        ),
        ("day=", {}),
    ],
)
def test_the_field_shows_what_was_understood(app, pages, query, expected):
    assert pages("leitung").raw("GET", f"/read?{query}").get_json() == expected


def test_the_field_shows_what_is_wrong(app, pages):
    told = pages("leitung").raw("GET", "/read?day=30.2.2026").get_json()
    assert told == {"day": {"error": "Diesen Tag gibt es im Kalender nicht."}}


def test_a_weekday_leans_as_the_field_does(app, pages):
    read = [
        pages("leitung").raw("GET", f"/read?day=mo&leans={lean}").get_json()["day"]
        for lean in ("back", "forward")
    ]
    assert read[0]["iso"] <= read[1]["iso"] and "error" not in read[0]
