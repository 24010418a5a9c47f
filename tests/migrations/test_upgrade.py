"""A firm that began with the first version is upgraded, on both databases: nothing is lost, nothing is loosened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask, url_for
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from app.audit.queries import history, verify
from app.company.models import NumberSeries
from app.company.queries import next_written, series_of
from app.company.rules import Series
from app.crm.models import Contact
from app.database import db
from app.invoices.models import Invoice
from app.lists import registry
from tests.conftest import DATABASES
from tests.migrations import databases, first_version
from tests.pages import Pages

MENDED = {"contact", "number_series", "audit_record", "audit_head", "session"}
"""Tables whose rows an upgrade changes (sessions: when they were last seen); the others keep every value."""


@dataclass
class Upgraded:
    """The application on the upgraded database, and every row as it was before."""

    app: Flask
    before: databases.Rows
    after: databases.Rows


@pytest.fixture(scope="module", params=DATABASES)
def upgraded(request: pytest.FixtureRequest, servers: Any) -> Iterator[Upgraded]:
    app = databases.application(servers(request.param), "first_version")
    with app.app_context():
        upgrade(revision=first_version.REVISION)
        databases.fill()
        before = databases.rows()
        upgrade()
        after = databases.rows()
    yield Upgraded(app, before, after)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def company(upgraded: Upgraded) -> Iterator[Upgraded]:
    with upgraded.app.app_context():
        yield upgraded
        db.session.remove()


def test_every_row_is_still_there(upgraded):
    for name, rows in upgraded.before.items():
        if name != "audit_head":
            assert rows.keys() <= upgraded.after[name].keys(), name


def test_every_value_is_what_it_was(upgraded):
    for name, rows in upgraded.before.items():
        if name in MENDED:
            continue
        for key, row in rows.items():
            found = upgraded.after[name][key]
            assert {column: found[column] for column in row} == row, name


def test_of_several_main_contacts_the_one_changed_last_stays_it(company):
    found = db.session.scalars(select(Contact.id).where(Contact.is_primary).order_by(Contact.id))
    assert list(found) == [first_version.NEWEST, first_version.ONLY]


def test_who_stays_as_they_were_keep_their_versions(company):
    kept = (first_version.NEWEST, first_version.NOBODY, first_version.ONLY)
    assert [db.session.get_one(Contact, id_).version for id_ in kept] == [1, 1, 2]


def test_former_main_contacts_get_a_new_version(company):
    found = [db.session.get_one(Contact, id_) for id_ in first_version.FORMER]
    assert [contact.version for contact in found] == [4, 2]


def test_the_history_of_former_main_contacts_says_so(company):
    for id_ in first_version.FORMER:
        newest = history("contact", id_)[0]
        assert (newest.action, newest.changed, newest.actor) == ("changed", ("is_primary",), "Kontor")


def test_first_numbers_are_carried_over_where_they_still_have_an_effect(company):
    found = db.session.execute(select(NumberSeries.key, NumberSeries.next_value))
    assert dict(found.all()) == first_version.NEXT_VALUES


@pytest.mark.parametrize(
    ("key", "number"),
    [
        (Series.INVOICE, "RE-{year}-00003"),
        (Series.CANCELLATION, "ST-{year}-00070"),
        (Series.CUSTOMER, "K-00004"),
        (Series.PROJECT, "P-00040"),
        (Series.EMPLOYEE, "M-00001"),
    ],
)
def test_the_number_that_was_shown_as_the_next_one_stays_it(company, key, number):
    today = date(first_version.YEAR, 2, 1)
    assert next_written(series_of(key), today) == number.format(year=first_version.YEAR)


def test_the_chain_of_changes_holds(company):
    assert verify() == (len(first_version.AUDIT_RECORDS) + len(first_version.FORMER), None)


def test_the_command_finds_the_chain_whole(upgraded):
    assert upgraded.app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0


def test_the_figures_add_up(company):
    for invoice in db.session.scalars(select(Invoice)):
        assert invoice.subtotal == sum(line.net for line in invoice.line_items)
        assert invoice.total == invoice.subtotal + invoice.tax_amount


def test_every_list_opens(upgraded):
    browser = Pages(upgraded.app)("admin")
    with upgraded.app.test_request_context():
        places = [url_for(f"{name}.index") for name in registry.names()]
    assert places
    for place in places:
        assert browser.get(place).xpath("//tbody/tr"), place


def test_every_document_opens(upgraded):
    browser = Pages(upgraded.app)("admin")
    for id_ in (row["id"] for row in first_version.DRAFTS):
        browser.get(f"/invoices/{id_}")


def test_the_settings_open(upgraded):
    assert f"ST-{first_version.YEAR}-00070" in Pages(upgraded.app)("admin").raw("GET", "/settings").text


def test_every_list_of_the_api_answers(upgraded):
    browser = Pages(upgraded.app)("admin")
    for rule in upgraded.app.url_map.iter_rules():
        if rule.rule.startswith("/api/backoffice/") and "GET" in rule.methods and not rule.arguments:
            assert browser.raw("GET", rule.rule).status_code in (200, 422), rule


def test_triggers_are_those_of_a_new_database(upgraded, servers):
    with upgraded.app.app_context():
        kind, found = db.engine.dialect.name, databases.triggers()
    new = databases.application(servers(kind), "new")
    with new.app_context():
        db.create_all()
        wanted = databases.triggers()
        db.engine.dispose()
    assert found == wanted


def test_it_goes_down_and_up_again(servers, upgraded):
    with upgraded.app.app_context():
        kind = db.engine.dialect.name
    app = databases.application(servers(kind), "down_and_up")
    with app.app_context():
        upgrade(revision=first_version.REVISION)
        databases.fill()
        before, named = databases.rows(), databases.columns()
        upgrade()
        downgrade(revision=first_version.REVISION)
        assert databases.columns() == named
        after = databases.rows()
        for name in before.keys() - MENDED:
            assert after[name] == before[name], name
        starts = {key: row["start"] for (key,), row in after["number_series"].items()}
        assert starts == {key: value or 1 for key, value in first_version.NEXT_VALUES.items()}
        upgrade()
        assert verify()[1] is None
        db.session.remove()
        db.engine.dispose()


def test_a_migration_that_would_leave_rows_without_what_they_refer_to_is_refused(servers, caplog):
    """SQLite alone: tables are made anew there with foreign keys off."""
    app = databases.application(servers("sqlite"), "lost")
    with app.app_context():
        upgrade(revision=first_version.REVISION)
        databases.fill()
        with db.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            connection.execute(text("DELETE FROM number_series WHERE key = 'customer'"))
            connection.commit()
            connection.connection.cursor().execute("PRAGMA foreign_keys=ON")
        before = databases.rows()
        with pytest.raises(SystemExit):
            upgrade()
        assert "number_counter" in caplog.text
        assert databases.rows() == before
        db.engine.dispose()
