"""The statistics of documents and payments, by the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.web.languages import company_today
from tests.invoices.given import cancel, draft, issued, line, pay

API = "/api/backoffice/invoices"


def test_the_statistics_of_nothing(api, app):
    found = api("buchhaltung").get(f"{API}/statistics")
    assert found["total_count"] == 0 and found["average_days_to_pay"] is None
    assert len(found["monthly"]) == 12 and found["monthly"][-1]["month"] == f"{company_today():%Y-%m}"


@pytest.fixture
def figures(api, app):
    """The statistics over one document of each status."""
    today = company_today()
    draft()
    first = issued(line("1", "100"), today=today - timedelta(days=30))
    pay(first, "119", today - timedelta(days=26), today)
    issued(line("1", "200"), today=today - timedelta(days=20), due_date=today - timedelta(days=1))
    pay(issued(line("1", "1000"), today=today), "190", today, today)
    cancel(issued(line("1", "50"), today=today), today)
    return api("buchhaltung").get(f"{API}/statistics")


def test_the_statistics_count_every_document(api, figures):
    once = ("draft", "sent", "partial", "paid", "overdue", "cancelled")
    assert figures["by_status"] == dict.fromkeys(once, 1)
    assert figures["total_count"] == api("buchhaltung").get(API)["total"] == 6


def test_the_statistics_add_up_what_was_earned_and_what_is_owed(figures):
    assert figures["revenue_total"] == 1300
    assert (figures["paid_total"], figures["outstanding_amount"]) == (309, 1238)
    assert (figures["overdue_amount"], figures["overdue_count"]) == (238, 1)


def test_the_statistics_say_how_long_people_take_to_pay(figures):
    assert figures["average_days_to_pay"] == 4


def test_the_months_add_up_to_the_year_and_to_all(figures):
    months = figures["monthly"]
    assert sum(one["invoiced"] for one in months) == 1300
    assert sum(one["paid"] for one in months) == 309
    assert months[-1]["invoiced"] == figures["revenue_month"]
    in_year = [one for one in months if one["month"].startswith(str(company_today().year))]
    assert sum(one["invoiced"] for one in in_year) == figures["revenue_year"]
