from datetime import date

import pytest

from app.projects.rules import EndBeforeStart, ProjectIsUsed, ProjectStatus, check_dates

START = date(2026, 11, 22)


@pytest.mark.parametrize("end", [None, START, date(2027, 1, 1)])
def test_an_end_from_the_start_on(end):
    check_dates(START, end)


def test_an_end_before_the_start_is_refused():
    with pytest.raises(EndBeforeStart) as refused:
        check_dates(START, date(2026, 11, 21))
    assert (refused.value.status, refused.value.field) == (422, "end_date")


def test_a_used_project_says_by_what():
    assert str(ProjectIsUsed(what="3 invoices")) == (
        "This project cannot be deleted because it is used by 3 invoices. Complete or cancel it instead."
    )


def test_statuses():
    assert [str(status) for status in ProjectStatus] == ["planned", "in_progress", "completed", "cancelled"]
