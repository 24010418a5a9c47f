"""Changing the firm's data, and giving the next number of a series."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from PIL import Image, UnidentifiedImageError
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from app import storage
from app.audit import actions as audit_actions
from app.company.models import THE_COMPANY, Company, NumberCounter, NumberSeries
from app.company.queries import get_company, series_of
from app.company.rules import NotAPicture, PictureTooLarge, Series, check_pattern, written_number
from app.database import atomic, db, held, hold, is_postgresql, is_writing, locking
from app.permissions import Viewer

LARGEST_LOGO = 2 * 1024 * 1024
LARGEST_SIDE = 4000
FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}


def _held_company(version: int | None = None) -> Company:
    company = get_company()
    if company.id is not None and company not in db.session:
        db.session.add(company)
        db.session.flush()
    hold(company, version)
    return company


def lock_company() -> None:
    """Holds the firm's row, which stands for what is true of all employees or departments together.

    Whoever changes such a set (the last administrator, a circle of managers) takes this first.
    """
    db.session.execute(held(select(Company.id).where(Company.id == THE_COMPANY), Company))


@atomic
def change_company(values: Mapping[str, Any], version: int | None = None, *, by: Viewer | None) -> Company:
    """Changes the firm's data. Issued documents keep what they were issued with."""
    company = _held_company(version)
    with audit_actions.changing(company, by=by):
        for name, value in values.items():
            setattr(company, name, value)
    return company


@atomic
def set_logo(content: bytes, *, by: Viewer) -> Company:
    """Keeps a new logo: PNG or JPEG by content, at most 2 MB and 4,000 pixels a side."""
    if len(content) > LARGEST_LOGO:
        raise PictureTooLarge()
    try:
        with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as picture:
            kind, size = picture.format or "", picture.size
            if max(size) > LARGEST_SIDE:
                raise PictureTooLarge()
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotAPicture() from None
    company = _held_company()
    with audit_actions.changing(company, by=by):
        company.logo_sha256, company.logo_type = storage.put(content), FORMATS[kind]
    return company


@atomic
def remove_logo(*, by: Viewer) -> Company:
    """Takes the logo away; issued documents keep it."""
    company = _held_company()
    with audit_actions.changing(company, by=by):
        company.logo_sha256 = company.logo_type = None
    return company


@atomic
def change_series(key: Series, pattern: str, yearly: bool, start: int, *, by: Viewer | None) -> NumberSeries:
    """Changes how the numbers of a series are written from now on; given numbers stay."""
    check_pattern(pattern, yearly)
    _ensure_series(key)
    series = db.session.get_one(NumberSeries, str(key))
    with audit_actions.changing(series, by=by):
        series.pattern, series.yearly, series.start = pattern, yearly, start
    return series


def _insert_missing(table: Any, **values: Any) -> None:
    dialect_insert = postgresql_insert if is_postgresql() else sqlite_insert
    db.session.execute(dialect_insert(table).values(**values).on_conflict_do_nothing())


def _ensure_series(key: Series) -> None:
    if db.session.get(NumberSeries, str(key)) is None:
        first = series_of(key)
        _insert_missing(NumberSeries, key=first.key, pattern=first.pattern, yearly=first.yearly, start=1)


def last_date_of(key: Series, year: int) -> date | None:
    """The latest date in this series; holds the counter's row until the transaction ends."""
    _ensure_series(key)
    series = series_of(key)
    _insert_missing(NumberCounter, series=str(key), year=year if series.yearly else 0, value=series.start - 1)
    counter = select(NumberCounter.value).where(
        NumberCounter.series == str(key), NumberCounter.year == (year if series.yearly else 0)
    )
    db.session.scalar(held(counter, NumberCounter))
    return db.session.scalar(
        select(NumberCounter.last_date)
        .where(NumberCounter.series == str(key), NumberCounter.last_date.is_not(None))
        .order_by(NumberCounter.last_date.desc())
        .limit(1)
    )


def next_number(key: Series, day: date) -> tuple[str, int]:
    """The next number of a series as it is written, and its counter.

    Inside the caller's transaction only: a rollback gives the number back, so there is never a gap; the
    counter's row stays locked until the commit, so there is never a duplicate.
    """
    if not is_writing():
        raise RuntimeError("numbers are given inside @atomic only")
    _ensure_series(key)
    series = series_of(key)
    year = day.year if series.yearly else 0
    locking(NumberCounter.__tablename__)
    _insert_missing(NumberCounter, series=str(key), year=year, value=series.start - 1)
    value = db.session.scalar(
        update(NumberCounter)
        .where(NumberCounter.series == str(key), NumberCounter.year == year)
        .values(value=NumberCounter.value + 1, last_date=day)
        .returning(NumberCounter.value)
        .execution_options(synchronize_session=False)
    )
    assert value is not None
    return written_number(series.pattern, year=day.year, value=value), int(value)


def create_company(values: Mapping[str, Any], *, demonstration: bool = False) -> None:
    """The first row of the firm, inside the caller's transaction."""
    company = _held_company()
    for name, value in values.items():
        setattr(company, name, value)
    company.is_demonstration = demonstration
    audit_actions.created(company, by=None)
