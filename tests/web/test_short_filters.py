"""Filters read days as people write them, and the address keeps the day itself."""

from __future__ import annotations

from datetime import timedelta

from app.web.languages import company_today


def test_a_filter_knows_yesterday(app, pages):
    yesterday = company_today() - timedelta(days=1)
    answer = pages("leitung").raw("GET", "/time-entries?from_date=gestern", part="results")
    assert answer.status_code == 200
    assert answer.headers["HX-Replace-Url"] == f"/time-entries?from_date={yesterday.isoformat()}"


def test_a_canonical_address_stays(app, pages):
    answer = pages("leitung").raw("GET", "/time-entries?from_date=2026-11-24", part="results")
    assert "HX-Replace-Url" not in answer.headers


def test_the_api_knows_no_yesterday(app, api):
    api("leitung").get("/api/backoffice/time-entries?from_date=gestern", status=422)
