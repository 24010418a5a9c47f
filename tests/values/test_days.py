"""Days as people write them. Today is Wednesday, 25 November 2026."""

from datetime import date

import pytest

from app.values.dates import write_date
from app.values.days import Lean, read_day
from app.values.numbers import Unreadable

TODAY = date(2026, 11, 25)
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "2026-11-22", DAY),
        ("en", "2026-11-22", DAY),
        ("de", "22.11.2026", DAY),
        ("de", " 22.11.26 ", DAY),
        ("de", "3.1.2027", date(2027, 1, 3)),
        ("de", "29.02.2028", date(2028, 2, 29)),
        ("de", "22. 11. 2026", DAY),
        ("en", "22 Nov 2026", DAY),
        ("en", "22 november 2026", DAY),
        ("en", "3 MAY 2027", date(2027, 5, 3)),
        ("en", "1 Sept 2027", date(2027, 9, 1)),
        ("de", "31.12.2999", date(2999, 12, 31)),
        ("de", "1900-01-01", date(1900, 1, 1)),
    ],
)
def test_whole_dates(language, text, day):
    assert read_day(text, language, TODAY) == day


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "24.11.", date(2026, 11, 24)),
        ("de", "24.11", date(2026, 11, 24)),
        ("de", "24. 11.", date(2026, 11, 24)),
        ("en", "24 Nov", date(2026, 11, 24)),
        ("de", "24.", date(2026, 11, 24)),
        ("de", "24", date(2026, 11, 24)),
        ("en", "24", date(2026, 11, 24)),
        ("de", "1.3.", date(2026, 3, 1)),
        ("de", "3.1.", date(2027, 1, 3)),
        ("de", "heute", TODAY),
        ("de", "Gestern", date(2026, 11, 24)),
        ("de", "vorgestern", date(2026, 11, 23)),
        ("de", "morgen", date(2026, 11, 26)),
        ("de", "übermorgen", date(2026, 11, 27)),
        ("en", "today", TODAY),
        ("en", "yesterday", date(2026, 11, 24)),
        ("en", "tomorrow", date(2026, 11, 26)),
        ("de", "mi", TODAY),
    ],
)
def test_short_forms(language, text, day):
    assert read_day(text, language, TODAY) == day


def test_a_day_without_its_year_in_january_may_be_last_year():
    assert read_day("30.12.", "de", date(2027, 1, 4)) == date(2026, 12, 30)


def test_the_29th_of_february_is_that_of_a_near_leap_year():
    assert read_day("29.2.", "de", date(2027, 11, 25)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "back", "forward"),
    [
        ("mo", date(2026, 11, 23), date(2026, 11, 30)),
        ("Fr.", date(2026, 11, 20), date(2026, 11, 27)),
        ("Samstag", date(2026, 11, 21), date(2026, 11, 28)),
        ("sonnabend", date(2026, 11, 21), date(2026, 11, 28)),
        ("mittwoch", TODAY, TODAY),
        ("28", date(2026, 10, 28), date(2026, 11, 28)),
        ("9", date(2026, 11, 9), date(2026, 12, 9)),
        ("31", date(2026, 10, 31), date(2026, 12, 31)),
    ],
)
def test_where_a_field_leans(text, back, forward):
    assert read_day(text, "de", TODAY, Lean.BACK) == back
    assert read_day(text, "de", TODAY, Lean.FORWARD) == forward


@pytest.mark.parametrize(
    ("language", "text", "sentence"),
    [
        ("de", "fr", "Which day do you mean: 20.11.2026 or 27.11.2026?"),
        ("en", "fri", "Which day do you mean: 20 Nov 2026 or 27 Nov 2026?"),
        ("de", "11/12/2026", "Which day do you mean: 11.12.2026 or 12.11.2026?"),
        ("en", "11/12/2026", "Which day do you mean: 11 Dec 2026 or 12 Nov 2026?"),
    ],
)
def test_what_could_be_two_days_names_both(language, text, sentence):
    with pytest.raises(Unreadable) as refused:
        read_day(text, language, TODAY)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("language", "text", "sentence"),
    [
        ("de", "22.11.202", "Please write the date like this: 22.11.2026."),
        ("de", "22 Nov 2026", "Please write the date like this: 22.11.2026."),
        ("de", "11/22/2026", "Please write the date like this: 22.11.2026."),
        ("de", "", "Please write the date like this: 22.11.2026."),
        ("de", "٢٢.١١.٢٠٢٦", "Please write the date like this: 22.11.2026."),
        ("de", "20261122", "Please write the date like this: 22.11.2026."),
        ("de", "tomorrow", "Please write the date like this: 22.11.2026."),
        ("en", "11/22/2026", "Please write the date like this: 22 Nov 2026."),
        ("en", "22.11.2026", "Please write the date like this: 22 Nov 2026."),
        ("en", "22 Mon 2026", "Please write the date like this: 22 Nov 2026."),
        ("en", "22 Novem 2026", "Please write the date like this: 22 Nov 2026."),
        ("de", "30.02.2026", "This day does not exist in the calendar."),
        ("de", "30.2.", "This day does not exist in the calendar."),
        ("de", "31", "This day does not exist in the calendar."),
        ("de", "2026-13-01", "This day does not exist in the calendar."),
        ("en", "31 Nov 2026", "This day does not exist in the calendar."),
        ("de", "31.12.1899", "Please choose a year from 1900 to 2999."),
        ("de", "3000-01-01", "Please choose a year from 1900 to 2999."),
        ("de", "0000-01-01", "Please choose a year from 1900 to 2999."),
    ],
)
def test_what_is_no_day_is_refused(language, text, sentence):
    with pytest.raises(Unreadable) as refused:
        read_day(text, language, TODAY)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("month", range(1, 13))
def test_what_is_written_can_be_read(language, month):
    day = date(2027, month, 28)
    assert read_day(write_date(day, language), language, TODAY) == day
