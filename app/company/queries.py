"""Reading the firm's data."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import g
from sqlalchemy import exists, func, select

from app import storage
from app.company.models import THE_COMPANY, Company, NumberCounter, NumberSeries
from app.company.rules import FIRST_PATTERNS, Series, TimeRounding, written_number
from app.database import db
from app.web import languages

IS_COMPLETE = exists().where(
    *[
        func.coalesce(column, "") != ""
        for column in (
            Company.name,
            Company.address,
            Company.postal_code,
            Company.city,
            func.coalesce(Company.vat_id, Company.tax_id),
        )
    ]
)
"""Whether the firm has what § 14 UStG wants of it on an invoice."""


def find_company() -> Company | None:
    """The firm's row, None before the first set-up."""
    return db.session.get(Company, THE_COMPANY)


def get_company() -> Company:
    """The firm; an empty one (not stored) before the first set-up."""
    return find_company() or Company(
        id=THE_COMPANY,
        name="",
        country="DE",
        payment_terms_days=14,
        rounding=TimeRounding.NONE,
        timezone="Europe/Berlin",
        small_business=False,
        is_demonstration=False,
    )


def series_of(key: Series) -> NumberSeries:
    """How this series is written; the first patterns until somebody changes them."""
    found = db.session.get(NumberSeries, key)
    if found is None:
        pattern, yearly = FIRST_PATTERNS[key]
        return NumberSeries(key=key, pattern=pattern, yearly=yearly)
    return found


def all_series() -> list[NumberSeries]:
    """All series in the order of the settings page."""
    return [series_of(key) for key in Series]


def next_written(series: NumberSeries, today: date) -> str:
    """The number that comes next in a series, if nothing else is given before."""
    counter = db.session.get(NumberCounter, (series.key, today.year if series.yearly else 0))
    value = max(counter.value + 1 if counter else 1, series.next_value or 1)
    return written_number(series.pattern, year=today.year, value=value)


@storage.refers
def kept_as_logo(sha256s: set[str]) -> set[str]:
    """The logo of today."""
    query = select(Company.logo_sha256).where(Company.logo_sha256.in_(sha256s))
    return {str(sha256) for sha256 in db.session.scalars(query)}


def logo() -> bytes | None:
    """The logo's bytes, None without one or when its file is damaged."""
    company = find_company()
    if company is None or company.logo_sha256 is None:
        return None
    try:
        return storage.get(company.logo_sha256)
    except storage.Damaged:
        return None


def company_day(now: datetime) -> date:
    """The company's day at a moment: due dates and the years of numbers are counted in it."""
    return now.astimezone(ZoneInfo(get_company().timezone)).date()


def company_today() -> date:
    """The company's present day, read at the edge and handed inwards; its zone is read once a request."""
    if "company_zone" not in g:
        g.company_zone = get_company().timezone or languages.HOME_ZONE
    return languages.company_today(str(g.company_zone))
