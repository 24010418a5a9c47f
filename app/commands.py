"""Commands about the whole: `prepare`, which `make run` calls before serving, and `permissions`."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade

from app import storage
from app.accounts.actions import DEMO_PASSWORD, offer_setup
from app.company.queries import get_company
from app.database import db, utc_now
from app.demo.load import load_small
from app.people.queries import count_employees
from app.permissions import IN_PERSON
from app.web import guard
from app.web.logs import log


def _heads() -> tuple[set[str], set[str]]:
    """The migrations that the database has, and those that it should have."""
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found), set(ScriptDirectory(current_app.extensions["migrate"].directory).get_heads())


def _backup() -> None:
    """A copy of the SQLite file before it is migrated; PostgreSQL is backed up by its operators."""
    name = db.engine.url.database
    if db.engine.dialect.name != "sqlite" or not name or not Path(name).exists():
        return
    folder = Path(current_app.config["DATA_DIR"]) / "backups"
    folder.mkdir(exist_ok=True)
    target = folder / f"kontor-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db"
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    click.echo(f"The database was copied to {target} before its migration.")


def _address() -> str:
    public = current_app.config["PUBLIC_URL"]
    return str(public or f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}")


@click.command("prepare")
def prepare() -> None:
    """Migrates (after a backup), loads the demonstration company at the first start, prints the address."""
    prepare_database()


def prepare_database() -> None:
    """What stands before serving: the database as this version needs it, and the address on the screen."""
    found, wanted = _heads()
    if found != wanted:
        if found:
            _backup()
        upgrade()
    first = count_employees() == 0
    if first and os.environ.get("DEMO", "1") != "0":
        load_small()
    _sweep()
    click.echo(f"\nKontor: {_address()}\n")
    setup = offer_setup()
    if setup is not None:
        click.echo(
            f"Make the first administrator (this address is valid once):\n{_address()}/setup/{setup}\n"
        )
    db.session.rollback()
    _print_logins()


def _sweep() -> None:
    """Files of transactions that never came to an end; a disk that fails here does not stop the start."""
    try:
        swept = storage.sweep(utc_now())
    except OSError as error:
        log.warning("files that nothing refers to could not be removed: %s", error)
        return
    if swept:
        log.info("%s files that nothing refers to were removed", len(swept))


def _print_logins() -> None:
    if get_company().is_demonstration and current_app.config["APP_ENV"] != "production":
        click.echo(f"Demonstration company; everybody's password is {DEMO_PASSWORD}:")
        for name, role in (
            ("admin", "Administration"),
            ("leitung", "Projektleitung"),
            ("buchhaltung", "Buchhaltung"),
            ("mitarbeit", "Mitarbeit"),
        ):
            click.echo(f"  {name + '@example.com':28} {role}")
        click.echo("")


@click.command("permissions")
def permissions() -> None:
    """All addresses with the permission each one needs."""
    rules = sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule)
    for rule in rules:
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        needed = guard.permission_of(current_app, rule.endpoint) or "NOBODY"
        if needed != IN_PERSON and guard.is_in_person(current_app, rule.endpoint):
            needed += f", {IN_PERSON}"
        click.echo(f"{needed:28} {methods:16} {rule.rule}")
