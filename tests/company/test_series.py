"""The next number of a series is given once, never twice the same, and refusals name what works."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.company import actions, queries
from app.company.models import NumberCounter
from app.company.rules import NextNumberIsUsed, NumberIsTaken, Series
from app.database import atomic, db
from app.people.actions import create_employee
from tests import cast, factories
from tests.pages import lint
from tests.projects import given as projects

TODAY = date(2026, 11, 20)
NEXT_YEAR = date(2027, 1, 4)
YEARLY = ("RE-{year}-{number:05}", True)


def at(day):
    """A moment of a day, in the morning."""
    return datetime.combine(day, time(9, 40), UTC)


@atomic
def give(key=Series.INVOICE, day=TODAY):
    """The next number as it is written."""
    return actions.next_number(key, day)[0]


def set_next(value, key=Series.INVOICE, pattern=YEARLY, today=TODAY):
    values = {"pattern": pattern[0], "yearly": pattern[1], "next_value": value}
    return actions.change_series(key, values, by=cast.viewer("admin"), now=at(today))


def test_the_next_number_holds_once_a_counter_exists(app):
    give()
    set_next(500)
    assert [give(), give()] == ["RE-2026-00500", "RE-2026-00501"]


def test_the_next_number_holds_for_the_first_one_too(app):
    set_next(500)
    assert [give(), give()] == ["RE-2026-00500", "RE-2026-00501"]


def test_the_next_number_does_not_return_in_later_years(app):
    set_next(500)
    give()
    assert [give(day=NEXT_YEAR), give(day=NEXT_YEAR)] == ["RE-2027-00001", "RE-2027-00002"]


def test_the_next_number_is_used_up(app):
    set_next(500)
    give()
    assert queries.series_of(Series.INVOICE).next_value is None


def test_a_rollback_gives_the_next_number_back(app):
    set_next(500)

    @atomic
    def fails():
        actions.next_number(Series.INVOICE, TODAY)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert give() == "RE-2026-00500"


def test_two_numbers_in_one_transaction_use_the_next_number_once(app):
    set_next(500)
    both = atomic(lambda: [actions.next_number(Series.INVOICE, TODAY)[0] for _time in range(2)])
    assert both() == ["RE-2026-00500", "RE-2026-00501"]


@pytest.mark.parametrize("value", [1, 2])
def test_a_used_number_is_refused_and_the_lowest_possible_one_is_named(app, value):
    give(), give()
    with pytest.raises(NextNumberIsUsed) as refused:
        set_next(value)
    assert (refused.value.field, refused.value.params) == ("next_value", {"lowest": 3})
    set_next(3)
    assert give() == "RE-2026-00003"


def test_a_number_used_in_another_year_is_free_in_this_one(app):
    give(), give()
    set_next(2, today=NEXT_YEAR)
    assert give(day=NEXT_YEAR) == "RE-2027-00002"


def test_a_number_written_under_another_counter_counts_as_used(app):
    """The counter of the yearly series knows nothing of what the other one gave."""
    set_next(None, Series.CUSTOMER, ("K-2026-{number:03}", False))
    factories.customer(), factories.customer()
    with pytest.raises(NextNumberIsUsed) as refused:
        set_next(2, Series.CUSTOMER, ("K-{year}-{number:03}", True))
    assert refused.value.params == {"lowest": 3}


def test_a_pattern_changes_in_mid_year_and_the_counting_goes_on(app):
    give(), give()
    set_next(None, pattern=("{year}/{number:03}", True))
    assert give() == "2026/003"


def test_saving_the_page_without_a_next_number_goes_on_counting(app):
    set_next(500)
    set_next(None)
    assert give() == "RE-2026-00001"


def test_the_settings_show_the_number_that_comes_next(app):
    give()
    set_next(500)
    series = queries.series_of(Series.INVOICE)
    assert queries.next_written(series, TODAY) == give() == "RE-2026-00500"


def person(name):
    values = {"firstname": "Nele", "lastname": name, "email": f"{name}@example.com", "department_id": None}
    values["role_id"] = cast.employee("mitarbeit").role_id
    return create_employee(values, by=cast.viewer("admin"), now=at(TODAY)).employee_code


MAKERS = {
    Series.CUSTOMER: lambda name: factories.customer(name).number,
    Series.PROJECT: lambda name: projects.project(name).number,
    Series.EMPLOYEE: person,
}


@pytest.mark.parametrize("key", MAKERS)
def test_what_the_refusal_of_a_taken_number_names_works(app, key):
    """Numbers of the yearly counter stand in the way of the other one's next."""
    make, counter = MAKERS[key], db.session.get(NumberCounter, (str(key), 0))
    first = counter.value + 1 if counter else 1
    set_next(first, key, ("X-{year}-{number}", True))
    make("a"), make("b")
    set_next(None, key, ("X-2026-{number}", False))
    with pytest.raises(NumberIsTaken) as refused:
        make("c")
    assert refused.value.params == {"number": f"X-2026-{first}", "lowest": first + 2}
    set_next(first + 2, key, ("X-2026-{number}", False))
    assert make("c") == f"X-2026-{first + 2}"


def test_the_page_says_which_number_is_the_lowest(pages, app):
    for _number in range(2):
        factories.customer()
    fields = {"pattern": "K-{number:05}", "next_value": "2"}
    answer = pages("admin").post("/settings/series/customer", fields)
    assert answer.status_code == 422
    assert "3" in lint(answer.text).xpath("string(//*[@id='next_value-error'])")


def test_the_page_says_what_comes_next(pages, app):
    set_next(500, Series.CUSTOMER, ("K-{number:05}", False))
    assert "K-00500" in pages("admin").get("/settings/series/customer").xpath("string(//*[@id='form'])")
