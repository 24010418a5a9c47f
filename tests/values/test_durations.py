from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.durations import read_clock, read_hours, write_clock, write_hours
from app.values.numbers import Unreadable


def span(hours=0, minutes=0, seconds=0):
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("00:00:00", span()),
        ("07:45:01", span(7, 45, 1)),
        ("24:00:00", span(24)),
        ("123:59:59", span(123, 59, 59)),
    ],
)
def test_the_clock_of_json(text, duration):
    assert read_clock(text) == duration
    assert write_clock(duration) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7:45:00",
        "07:45",
        "07:60:00",
        "07:45:60",
        "-07:45:00",
        "07:45:00.5",
        "٠٧:٤٥:٠٠",
        "9999999:00:00",
        "07:45:00\n",
    ],
)
def test_no_clock(text):
    with pytest.raises(Unreadable):
        read_clock(text)


def test_parts_of_a_second_are_not_written():
    assert write_clock(timedelta(seconds=1, microseconds=999_999)) == "00:00:01"


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (span(7, 45), "7:45"),
        (span(), "0:00"),
        (span(0, 0, 29), "0:00"),
        (span(0, 0, 30), "0:01"),
        (span(7, 59, 59), "8:00"),
        (span(130, 5), "130:05"),
        (-span(1, 30), "-1:30"),
        (-span(0, 0, 10), "0:00"),
    ],
)
def test_hours_for_people(duration, text):
    assert write_hours(duration) == text


def test_a_negative_clock():
    assert write_clock(-span(1, 2, 3)) == "-01:02:03"


@pytest.mark.parametrize(
    ("language", "text", "duration"),
    [
        ("de", "7:45", span(7, 45)),
        ("de", "07:45", span(7, 45)),
        ("de", "7:45:30", span(7, 45, 30)),
        ("de", "1,5", span(1, 30)),
        ("de", "1,5 h", span(1, 30)),
        ("de", "0,25 Std.", span(0, 15)),
        ("de", "0,01", span(0, 0, 36)),
        ("de", "8", span(8)),
        ("de", "90m", span(1, 30)),
        ("de", "90 Min.", span(1, 30)),
        ("de", "1h 30m", span(1, 30)),
        ("de", "1h30", span(1, 30)),
        ("de", " 2h ", span(2)),
        ("en", "1.5", span(1, 30)),
        ("en", "1.5h", span(1, 30)),
        ("en", "0", span()),
    ],
)
def test_hours_as_people_write_them(language, text, duration):
    assert read_hours(text, language) == duration


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", ""),
        ("de", "1.5"),
        ("en", "1,5"),
        ("de", "7:60"),
        ("de", "-1"),
        ("de", "1,5 €"),
        ("de", "50 %"),
        ("de", "1,125"),
        ("de", "99999"),
        ("de", "h"),
        ("de", "1h60m"),
        ("de", "heute"),
        ("de", "7.45 Uhr"),
    ],
)
def test_what_is_no_duration_is_refused_with_examples(language, text):
    with pytest.raises(Unreadable) as refused:
        read_hours(text, language)
    hours = "1,5" if language == "de" else "1.5"
    assert str(refused.value) == f"Please write the duration as 7:45, {hours} (hours) or 90m (minutes)."


@given(seconds=st.integers(0, 10**8))
def test_there_and_back(seconds):
    assert read_clock(write_clock(timedelta(seconds=seconds))) == timedelta(seconds=seconds)
