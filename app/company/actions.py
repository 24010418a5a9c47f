"""Changing the firm's data, and giving the next number of a series."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import InstrumentedAttribute

from app import storage
from app.audit import actions as audit_actions
from app.company.models import THE_COMPANY, Company, NumberCounter, NumberSeries
from app.company.queries import company_day, get_company
from app.company.rules import (
    FIRST_PATTERNS,
    NextNumberIsUsed,
    NumberIsTaken,
    Series,
    beginning,
    check_pattern,
    largest_written,
    written_number,
)
from app.database import atomic, db, fill, held, hold, is_postgresql, is_writing
from app.permissions import Viewer
from app.values.files import SentFile
from app.values.refusals import Mend
from app.values.texts import N_

_kept_in: dict[Series, InstrumentedAttribute[Any]] = {}


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
        fill(company, values)
    return company


@atomic
def set_logo(logo: SentFile, *, by: Viewer) -> Company:
    """Keeps a new logo, a picture that `check_logo` lets through."""
    company = _held_company()
    with audit_actions.changing(company, by=by):
        company.logo_sha256, company.logo_type = storage.put(logo.content), logo.type.media_type
    return company


@atomic
def remove_logo(*, by: Viewer) -> Company:
    """Takes the logo away; issued documents keep it."""
    company = _held_company()
    with audit_actions.changing(company, by=by):
        company.logo_sha256 = company.logo_type = None
    return company


def keep_numbers(key: Series, column: InstrumentedAttribute[Any]) -> None:
    """Higher domains register here where the numbers of a series stand once they are given."""
    _kept_in[key] = column


@atomic
def change_series(
    key: Series, values: Mapping[str, Any], *, by: Viewer | None, now: datetime
) -> NumberSeries:
    """Changes how the numbers of a series are written from now on; given numbers stay.

    `next_value` is for the next number alone, whenever it is given; None goes on counting.
    """
    pattern, yearly, next_value = values["pattern"], values["yearly"], values["next_value"]
    check_pattern(pattern, yearly)
    series = _held_series(key)
    with audit_actions.changing(series, by=by):
        series.pattern, series.yearly, series.next_value = pattern, yearly, next_value
        year = company_day(now).year
        if next_value is not None and next_value < (lowest := _lowest_possible(series, year)):
            raise NextNumberIsUsed(lowest=lowest)
    return series


def _insert_missing(table: Any, **values: Any) -> None:
    dialect_insert = postgresql_insert if is_postgresql() else sqlite_insert
    db.session.execute(dialect_insert(table).values(**values).on_conflict_do_nothing())


def _held_series(key: Series) -> NumberSeries:
    """A series as it is now; nobody else gives one of its numbers until the transaction ends."""
    wanted = held(select(NumberSeries).where(NumberSeries.key == key), NumberSeries)
    wanted = wanted.execution_options(populate_existing=True)
    found = db.session.scalar(wanted)
    if found is None:
        pattern, yearly = FIRST_PATTERNS[key]
        _insert_missing(NumberSeries, key=key, pattern=pattern, yearly=yearly)
        found = db.session.scalars(wanted).one()
    return found


def _lowest_possible(series: NumberSeries, year: int) -> int:
    """The lowest number from which on none of this year is given, however it came to be."""
    place = (series.key, year if series.yearly else 0)
    counter = db.session.get(NumberCounter, place, populate_existing=True)
    return max(counter.value if counter else 0, _largest_kept(series, year)) + 1


def _largest_kept(series: NumberSeries, year: int) -> int:
    column = _kept_in.get(series.key)
    if column is None:
        return 0
    begins = beginning(series.pattern, year)
    kept = db.session.scalars(select(column).where(column.startswith(begins, autoescape=True)))
    return largest_written(series.pattern, year, kept)


def last_date_of(key: Series) -> date | None:
    """The latest date in this series, which stays the latest until the transaction ends."""
    _held_series(key)
    return db.session.scalar(
        select(NumberCounter.last_date)
        .where(NumberCounter.series == key, NumberCounter.last_date.is_not(None))
        .order_by(NumberCounter.last_date.desc())
        .limit(1)
    )


def next_number(key: Series, day: date) -> tuple[str, int]:
    """The next number of a series as it is written, and its counter. `NumberIsTaken` if it stands somewhere.

    Inside the caller's transaction only: a rollback gives the number back, so there is never a gap; the
    series' row stays locked until the commit, so there is never a duplicate.
    """
    if not is_writing():
        raise RuntimeError("numbers are given inside @atomic only")
    series = _held_series(key)
    year = day.year if series.yearly else 0
    value = _counted(key, year, day, least=series.next_value or 1)
    if series.next_value is not None:
        db.session.execute(update(NumberSeries).where(NumberSeries.key == key).values(next_value=None))
    number = written_number(series.pattern, year=day.year, value=value)
    column = _kept_in.get(key)
    if column is not None and db.session.scalar(select(column).where(column == number)) is not None:
        refusal = NumberIsTaken(number=number, lowest=_lowest_possible(series, day.year))
        raise refusal.leading_to(Mend("company.series", N_("Number series"), key=str(key)))
    return number, value


def _counted(key: Series, year: int, day: date, least: int) -> int:
    """One more in the counter of this year, but at least `least`."""
    _insert_missing(NumberCounter, series=key, year=year, value=0)
    before = case((NumberCounter.value < least - 1, least - 1), else_=NumberCounter.value)
    value = db.session.scalar(
        update(NumberCounter)
        .where(NumberCounter.series == key, NumberCounter.year == year)
        .values(value=before + 1, last_date=day)
        .returning(NumberCounter.value)
        .execution_options(synchronize_session=False)
    )
    assert value is not None
    return int(value)


def create_company(values: Mapping[str, Any], *, demonstration: bool = False) -> None:
    """The first row of the firm, inside the caller's transaction."""
    company = _held_company()
    fill(company, values)
    company.is_demonstration = demonstration
    audit_actions.created(company, by=None)
