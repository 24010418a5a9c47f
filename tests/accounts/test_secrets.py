"""What a password opens, and what ends with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts import actions, rules, secrets
from app.accounts.models import Account, ApiToken
from app.audit.models import AuditRecord
from app.company.actions import change_company
from app.database import atomic, db
from tests import cast
from tests.accounts.test_sign_in import NOW

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
NEW = "Ganz-neues-Wort7"


@pytest.fixture
def demonstration(app):
    """A demonstration company, in which leitung has the password that everybody knows."""
    change_company({"is_demonstration": True}, by=None)
    account = db.session.get_one(Account, cast.employee("leitung").id)
    kept = secrets.password_hash(actions.DEMO_PASSWORD)
    atomic(lambda: setattr(account, "password_hash", kept))()


def sign_in():
    return actions.sign_in(
        cast.email("leitung"), actions.DEMO_PASSWORD, address="10.0.0.1", browser="", now=NOW
    )


def test_the_demonstration_password_opens_a_demonstration(demonstration):
    _token, viewer = sign_in()
    assert viewer.email == cast.email("leitung")


def test_the_demonstration_password_opens_nothing_in_production(demonstration, app, monkeypatch):
    monkeypatch.setitem(app.config, "APP_ENV", "production")
    with pytest.raises(rules.WrongCredentials):
        sign_in()


def test_the_demonstration_password_opens_no_real_company(demonstration):
    change_company({"is_demonstration": False}, by=None)
    with pytest.raises(rules.WrongCredentials):
        sign_in()


def test_nobody_chooses_the_demonstration_password(demonstration):
    with pytest.raises(rules.PasswordTooUsual):
        actions.set_password(cast.employee("leitung"), actions.DEMO_PASSWORD, by=None, now=NOW)


def test_signing_in_is_recorded(app):
    actions.sign_in(cast.email("leitung"), cast.PASSWORD, address="10.0.0.1", browser="", now=NOW)
    kept = db.session.scalars(select(AuditRecord).where(AuditRecord.action == "signed_in")).one()
    assert kept.actor_id == kept.entity_id == cast.employee("leitung").id


# tokens


def change_own():
    by = cast.viewer("leitung")
    actions.change_password(cast.PASSWORD, NEW, by=by, address="10.0.0.1", now=NOW)


def give_access():
    by = cast.viewer("admin")
    actions.give_access(cast.employee("leitung"), cast.PASSWORD, by=by, address="10.0.0.1", now=NOW)


def set_by_command():
    actions.set_password(cast.employee("leitung"), NEW, by=None, now=NOW)


@pytest.mark.parametrize("change", [change_own, give_access, set_by_command])
def test_no_token_survives_a_change_of_the_password(app, api, change):
    """Whoever changes a password because a device was lost wants all of it to end."""
    api("leitung").get("/api/backoffice/crm/customers")
    db.session.rollback()
    change()
    api("leitung").get("/api/backoffice/crm/customers", status=401)


def test_tokens_of_others_survive_it(app, api):
    change_own()
    api("mitarbeit").get("/api/backoffice/crm/customers")


def test_a_token_that_is_revoked_is_recorded_with_its_author(app):
    token = db.session.scalars(
        select(ApiToken).where(ApiToken.employee_id == cast.employee("leitung").id)
    ).one()
    id_ = token.id
    actions.revoke_token(token, by=cast.viewer("leitung"))
    kept = db.session.scalars(select(AuditRecord).where(AuditRecord.entity_id == id_)).one()
    assert (kept.entity, kept.action) == ("api_token", "deleted")
    assert kept.actor_id == cast.employee("leitung").id


@pytest.mark.parametrize("change", [change_own, give_access, set_by_command])
def test_a_change_of_the_password_is_recorded(app, change):
    change()
    query = select(AuditRecord).where(AuditRecord.action == "password_changed")
    assert db.session.scalars(query).one().entity_id == cast.employee("leitung").id
