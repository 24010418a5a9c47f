"""Whoever is allowed gets there: every address with every method, by records that are there. Nothing is kept of it."""

from __future__ import annotations

import pytest

from app.database import db, transactions
from app.permissions import FIRST_ROLES, IN_PERSON, SIGNED_IN, flat
from app.web import guard
from tests import addresses, cast
from tests.conftest import LOGINS
from tests.pages import Api, Pages

SHUT = {401, 403, 404, 405}


@pytest.fixture
def undone(monkeypatch):
    """What is carried out ends like a refused action, and is answered like one that was saved."""
    monkeypatch.setattr(transactions, "_commit", lambda session: session.rollback())


def allowed(app, who):
    """What this person may ask for, with an address each; None where they see no such record."""
    granted = {SIGNED_IN, IN_PERSON} | flat(FIRST_ROLES[cast.ROLES[who][2]])
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in ("static", "accounts.sign_out"):
            if guard.permission_of(app, rule.endpoint) in granted:
                with app.app_context():
                    path = addresses.real(rule, cast.viewer(who))
                    db.session.remove()
                for method in sorted(set(rule.methods or ()) - {"HEAD", "OPTIONS"}):
                    yield method, rule, path


@pytest.mark.parametrize("who", LOGINS)
def test_whoever_is_allowed_gets_there(demonstration, undone, who):
    app = demonstration.app
    browser, client = Pages(app)(who), Api(app)(who)
    token, shut = browser.token(), []
    for method, rule, path in allowed(app, who):
        if path is None:
            continue
        if path.startswith("/api"):
            answer = client.send(method, path)
        else:
            answer = browser.raw(method, path, data={"csrf_token": token} if method == "POST" else None)
        if answer.status_code in SHUT or answer.status_code >= 500:
            shut.append(f"{method} {rule.rule}: {answer.status_code}")
        answer.close()
    assert not shut, "\n".join(shut)


@pytest.mark.on("sqlite")
def test_somebody_sees_a_record_for_every_address(servers):
    """So that nothing is left out above: the demonstration has a record of every kind."""
    app = servers("sqlite", "demo").app
    seen, missing = set(), set()
    for who in LOGINS:
        for _method, rule, path in allowed(app, who):
            (missing if path is None else seen).add(rule.rule)
    assert not missing - seen
