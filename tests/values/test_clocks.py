"""Times of day, from when to when, and how long. Today is Wednesday, 25 November 2026."""

from datetime import date, time, timedelta

import pytest

from app.values.clocks import read_lasting, read_time
from app.values.days import Lean
from app.values.numbers import Unreadable
from app.values.spans import Span, read_span

TODAY = date(2026, 11, 25)
MONDAY, YESTERDAY = date(2026, 11, 23), date(2026, 11, 24)
NINE, HALF = time(9), time(9, 30)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9", NINE),
        ("09", NINE),
        ("930", HALF),
        ("0930", HALF),
        ("1430", time(14, 30)),
        ("9:30", HALF),
        ("9.30", HALF),
        ("9:30:15", time(9, 30, 15)),
        ("9 Uhr", NINE),
        ("9am", NINE),
        ("12 am", time(0)),
        ("12:30 pm", time(12, 30)),
        ("9:30 pm", time(21, 30)),
        ("0", time(0)),
    ],
)
def test_times_of_day(text, clock):
    assert read_time(text) == clock


@pytest.mark.parametrize(
    "text", ["24", "25", "9:60", "960", "9:3", "99:99", "12345", "neun", "", "-1", "9:30:61"]
)
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(Unreadable):
        read_time(text)


@pytest.mark.parametrize(
    ("language", "text", "span"),
    [
        ("de", "9", Span(None, NINE)),
        ("de", "9-10:30", Span(None, NINE, time(10, 30))),
        ("de", "9 – 11", Span(None, NINE, time(11))),
        ("de", "9 bis 11", Span(None, NINE, time(11))),
        ("en", "9 to 11", Span(None, NINE, time(11))),
        ("de", "22-1", Span(None, time(22), time(1))),
        ("de", "23.11. 9:30", Span(MONDAY, HALF)),
        ("de", "23.11 9:30", Span(MONDAY, HALF)),
        ("de", "23.11.2026 9:30", Span(MONDAY, HALF)),
        ("de", "gestern 9-10:30", Span(YESTERDAY, NINE, time(10, 30))),
        ("de", "gestern, 9:30", Span(YESTERDAY, HALF)),
        ("de", "mo 9-11", Span(MONDAY, NINE, time(11))),
        ("de", "2026-11-23 09:30", Span(MONDAY, HALF)),
        ("de", "2026-11-23T09:30", Span(MONDAY, HALF)),
        ("en", "23 Nov 9:30", Span(MONDAY, HALF)),
        ("en", "23 Nov 2026 09:30", Span(MONDAY, HALF)),
        ("en", "mon 9am-1pm", Span(MONDAY, NINE, time(13))),
        ("de", "25.10.2026 02:30 MESZ", Span(date(2026, 10, 25), time(2, 30), None, False)),
        ("de", "25.10.2026 02:30 Winterzeit", Span(date(2026, 10, 25), time(2, 30), None, True)),
    ],
)
def test_from_when_to_when(language, text, span):
    assert read_span(text, language, TODAY, Lean.BACK) == span


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "23.11."),
        ("de", "mo"),
        ("de", "gestern"),
        ("en", "22 Nov 2026"),
        ("de", "9-10-11"),
        ("de", "irgendwann 9"),
        ("de", "9-"),
        ("de", "mo 25-26"),
        ("de", ""),
    ],
)
def test_what_is_no_moment_is_refused(language, text):
    with pytest.raises(Unreadable):
        read_span(text, language, TODAY, Lean.BACK)


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("de", "1,5h", 90),
        ("de", "1,5 h", 90),
        ("en", "1.5h", 90),
        ("de", "1,5", 90),
        ("de", "90m", 90),
        ("de", "90 min", 90),
        ("de", "1h30", 90),
        ("de", "1h 30m", 90),
        ("de", "2 Std", 120),
        ("de", "+1:30", 90),
    ],
)
def test_how_long(language, text, minutes):
    assert read_lasting(text, language) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["9", "9:30", "930", "23.11. 9:30", "9 pm"])
def test_a_time_of_day_is_no_duration(text):
    assert read_lasting(text, "en") is None


@pytest.mark.parametrize("text", ["+viel", "xh", "-1h"])
def test_a_duration_that_cannot_be_read_is_refused(text):
    with pytest.raises(Unreadable):
        read_lasting(text, "de")
