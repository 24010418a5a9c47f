"""Promises about the whole: permissions, twins, contracts, sort keys, migrations."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from babel.messages.pofile import read_po
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app.database import db
from app.database.trigrams import is_search_name
from app.lists import registry
from app.permissions import FIRST_ROLES, IN_PERSON, PUBLIC, SIGNED_IN, UNIDENTIFIED, flat, is_known
from app.values.words import Word
from app.views.json import Operation
from app.views.openapi import document, form_schema
from app.web import guard
from tests import cast
from tests.migrations.databases import fresh

NOBODY = "01900000-0000-7000-8000-000000000000"


def rules(app):
    """Every address but the static files."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def filled(rule):
    """An address with ids that nobody has."""
    path = re.sub(r"<uuid:\w+>", NOBODY, rule.rule)
    return re.sub(r"<(?:\w+:)?\w+>", "nothing", path)


@pytest.mark.on("sqlite")
def test_every_endpoint_states_its_permission(outside):
    for rule in rules(outside):
        permission = guard.permission_of(outside, rule.endpoint)
        assert permission and is_known(permission), (
            f"{rule} states {permission}: is its module in permissions.MODULES?"
        )


@pytest.mark.on("sqlite")
def test_what_is_public_is_listed_here(outside):
    stated = {rule.rule: guard.permission_of(outside, rule.endpoint) for rule in rules(outside)}
    assert {rule for rule, permission in stated.items() if permission == PUBLIC} == {
        "/sign-in",
        "/setup/<token>",
        "/api/openapi.json",
    }
    assert {rule for rule, permission in stated.items() if permission == UNIDENTIFIED} == {
        "/healthz",
        "/readyz",
    }


@pytest.mark.on("sqlite")
def test_an_endpoint_without_permission_answers_nobody(outside, pages):
    found = outside.view_functions["employees.index"]

    def forgotten():
        return "secret"

    outside.view_functions["employees.index"] = forgotten
    try:
        assert pages("admin").raw("GET", "/employees").status_code == 403
    finally:
        outside.view_functions["employees.index"] = found


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("who", [None, *cast.ROLES])
def test_whoever_is_not_allowed_gets_nothing(outside, pages, api, who):
    """Walks every address with every method, as each role and as nobody, by page and by token.

    Those who are allowed walk in tests/test_allowed.py.
    """
    browser, client = pages(who), api(who)
    token = browser.token() if who else browser.token("/sign-in")
    granted = flat(FIRST_ROLES[cast.ROLES[who][2]]) if who else frozenset()
    for rule in rules(outside):
        permission = guard.permission_of(outside, rule.endpoint)
        if permission in (PUBLIC, UNIDENTIFIED) or rule.endpoint == "accounts.sign_out":
            continue
        if who is not None and (permission in (SIGNED_IN, IN_PERSON) or permission in granted):
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            path = filled(rule)
            if path.startswith("/api"):
                answer = client.send(method, path)
            else:
                data = {"csrf_token": token} if method == "POST" else None
                answer = browser.raw(method, path, data=data)
            place = f"{who} {method} {path} needs {permission}: {answer.status_code}"
            if who is None and not path.startswith("/api"):
                assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in"), place
            else:
                assert answer.status_code == (401 if who is None else 403), place
            answer.close()


@pytest.mark.on("sqlite")
def test_every_api_endpoint_is_described(outside):
    described = document_of(outside)
    for rule in rules(outside):
        if rule.rule.startswith("/api"):
            operation = getattr(outside.view_functions[rule.endpoint], "operation", None)
            assert isinstance(operation, Operation), f"{rule} has no @operation"
            place = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
            assert (place in described["paths"]) != is_alias(outside, rule), place


def is_alias(app, rule):
    """Whether this address is the second one of a view: an address that answers, and is not described."""
    view = app.view_functions[rule.endpoint]
    first = next(one for one in rules(app) if app.view_functions[one.endpoint] is view)
    return first.endpoint != rule.endpoint


@pytest.mark.on("sqlite")
def test_addresses_with_an_alias_are_described_once(outside, api):
    described = document_of(outside)["paths"]
    assert "/api/backoffice/time-entries/{id}" in described
    assert not [place for place in described if "time-tracking" in place]
    assert api("admin").get("/api/backoffice/time-tracking")["total"] == 0


def document_of(app):
    """The OpenAPI document as a client gets it."""
    with app.test_request_context():
        return document()


@pytest.mark.on("sqlite")
def test_openapi_is_closed(outside):
    described = document_of(outside)
    assert described["openapi"] == "3.1.0"
    names = set(re.findall(r"#/components/schemas/(\w+)", str(described)))
    assert names == set(described["components"]["schemas"])
    ids = [one["operationId"] for place in described["paths"].values() for one in place.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.on("sqlite")
def test_forms_know_every_field_that_is_shown(outside):
    """What was read can be sent back: each field of an output is written, or known to be read only."""
    for rule in rules(outside):
        operation = getattr(outside.view_functions[rule.endpoint], "operation", None)
        if not isinstance(operation, Operation) or operation.takes is None or operation.gives is None:
            continue
        if "PUT" not in rule.methods and "PATCH" not in rule.methods:
            continue
        if rule.rule.endswith("/status"):
            continue
        with outside.test_request_context():
            known = form_schema(operation.takes)["properties"].keys()
        missing = operation.gives.fields.keys() - known
        assert not missing, f"{operation.takes.__name__} does not know {sorted(missing)}"


def listings(app):
    """Every list that there is, as it is for the administration."""
    with app.app_context():
        return [registry.made_for(name, cast.viewer("admin")) for name in registry.names()]


def test_every_sort_stands_in_an_index(app, server):
    """A sort that is offered has an index over it and the id."""
    assert listings(app)
    for listing in listings(app):
        table = listing.record.__table__
        indexes = {
            " ".join(
                str(expression.compile(dialect=db.engine.dialect)).replace(f"{table.name}.", "")
                for expression in index.expressions
            )
            for index in table.indexes
        }
        for name, key in listing.sorts.items():
            compiled = key.expression.compile(
                dialect=db.engine.dialect, compile_kwargs={"literal_binds": True}
            )
            wanted = f"{str(compiled).replace(f'{table.name}.', '')} id"
            assert wanted in indexes, f"{listing.name} sorts by {name} ({wanted}), indexes: {sorted(indexes)}"


@pytest.mark.on("sqlite")
def test_lists_keep_their_promises(outside):
    for listing in listings(outside):
        assert listing.default_sort.removeprefix("-") in listing.sorts
        assert listing.api_sort.removeprefix("-") in listing.sorts
        assert {column.sort for column in listing.columns if column.sort} <= set(listing.sorts)
        assert sum(column.link for column in listing.columns) == 1, (
            f"{listing.name}: one column leads to the record"
        )
        assert listing.empty, f"{listing.name} says nothing when it is empty"
        with outside.app_context():
            assert listing.kind.has_page("index") and listing.kind.has_page(listing.show)


def members():
    """Every member of every Word of the program."""
    found = [one for words in Word.__subclasses__() if words.__module__.startswith("app.") for one in words]
    assert len(found) > 50
    return found


@pytest.mark.on("sqlite")
def test_every_word_is_in_the_german_catalogue(outside):
    with Path("app/translations/de/LC_MESSAGES/messages.po").open("rb") as file:
        german = {message.id for message in read_po(file) if message.id and message.string}
    assert not [repr(one) for one in members() if one.word not in german]


def test_every_tone_is_one_that_the_stylesheet_knows(outside):
    known = set(re.findall(r"\.state-(\w+)::before", Path("static/css/kontor.css").read_text()))
    assert not [repr(one) for one in members() if one.tone and one.tone not in known]


def test_migrations_run_up_down_up_and_equal_the_models(server):
    from app import create_app
    from config import read

    url = fresh(server, "migrations")
    settings = read(
        {"APP_ENV": "test", "DATA_DIR": str(server.folder), "DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    )
    app = create_app(settings)
    with app.app_context():
        upgrade()
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        assert not left, f"left after the way down: {left}"
        upgrade()
        with db.engine.connect() as connection, warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", message="Skipped unsupported reflection of expression-based index"
            )
            context = MigrationContext.configure(
                connection,
                opts={
                    "compare_type": True,
                    "include_name": lambda name, kind, _parents: kind == "column" or not is_search_name(name),
                },
            )
            found = [
                difference
                for difference in compare_metadata(context, db.metadata)
                if not (difference[0] == "add_index" and is_expression_index(difference[1]))
            ]
            assert not found, found
            check_expression_indexes(connection, server.kind)
        db.session.remove()
        db.engine.dispose()


def is_expression_index(index):
    """SQLite's reflection does not see indexes over expressions."""
    return any(not hasattr(expression, "name") for expression in index.expressions)


def check_expression_indexes(connection, kind):
    """Indexes over expressions are there by their name, since reflection is blind to them."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'index'"
        if kind == "sqlite"
        else "SELECT indexname FROM pg_indexes"
    )
    names = set(connection.execute(text(query)).scalars())
    wanted = {
        index.name
        for table in db.metadata.tables.values()
        for index in table.indexes
        if is_expression_index(index)
    }
    assert wanted <= names, wanted - names


def test_migrations_are_sorted_and_readable():
    for path in Path("migrations/versions").glob("*.py"):
        assert re.fullmatch(r"\d{8}_\d{4}_[a-z_]+\.py", path.name), path.name
