"""The people of the tests: one for each role, and one from another department who may see nothing of ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from app.accounts import queries as accounts
from app.accounts import secrets
from app.accounts.models import Account, ApiToken, Session
from app.company.actions import change_company
from app.database import atomic, db
from app.people.actions import create_department, create_employee, create_first_roles
from app.people.models import Department, Employee
from app.people.queries import find_by_email, find_role
from app.permissions import Viewer

PASSWORD = "Moselschleife-1870"
ROLES = {
    "admin": ("Jana", "Krämer", "Administration", "Beratung"),
    "buchhaltung": ("Miriam", "Lindner", "Buchhaltung", "Beratung"),
    "leitung": ("Tobias", "Bauer", "Projektleitung", "Beratung"),
    "mitarbeit": ("Selin", "Yıldız", "Mitarbeit", "Beratung"),
    "fremd": ("Falk", "Abseits", "Mitarbeit", "Technik"),
}
COMPANY = {
    "name": "Muster & Partner IT-Beratung GmbH",
    "address": "Rheinstraße 12",
    "postal_code": "56068",
    "city": "Koblenz",
    "vat_id": "DE136695976",
    "tax_id": "22/650/12345",
    "bank_name": "Musterbank Koblenz",
    "iban": "DE02120300000000202051",
    "bic": "BYLADEM1001",
}


def email(who: str) -> str:
    """The address of one of the cast."""
    return f"{who}@example.com"


def engage() -> None:
    """Puts the company and its people into an empty database."""
    create_first_roles()
    change_company(COMPANY, by=None)
    departments = {name: create_department({"name": name}, by=None).id for name in ("Beratung", "Technik")}
    for who, (firstname, lastname, role_name, department) in ROLES.items():
        role = find_role(role_name)
        assert role is not None
        create_employee(
            {
                "firstname": firstname,
                "lastname": lastname,
                "email": email(who),
                "role_id": role.id,
                "department_id": departments[department],
            },
            by=None,
            now=datetime(2026, 1, 2, 9, 40, tzinfo=UTC),
        )
    _accounts()


@atomic
def dismiss() -> None:
    """Empties the database, as it is after the migrations; the record of changes stays."""
    db.session.execute(text("UPDATE department SET manager_id = NULL"))
    for table in reversed(db.metadata.sorted_tables):
        if not table.name.startswith("audit_"):
            db.session.execute(table.delete())


@atomic
def _accounts() -> None:
    kept = secrets.password_hash(PASSWORD)
    for who in ROLES:
        db.session.add(
            Account(employee_id=employee(who).id, password_hash=kept, changed_at=datetime.now(UTC))
        )
    sign_in(*ROLES)


@atomic
def sign_in(*everybody: str) -> None:
    """Gives these a browser in which they are signed in, and an API token."""
    now = datetime.now(UTC)
    for who in everybody:
        person = employee(who)
        db.session.add(
            Session(
                employee_id=person.id,
                token_hash=secrets.token_hash(session_token(who)),
                created_at=now,
                seen_at=now + timedelta(days=1),  # as the token: no request of a test notes that it was used
                ends_at=now + timedelta(hours=10),
                address="127.0.0.1",
                browser="test",
            )
        )
        db.session.add(
            ApiToken(
                employee_id=person.id,
                name="test",
                token_hash=secrets.token_hash(api_token(who)),
                created_at=now,
                used_at=now + timedelta(days=1),
            )
        )


def session_token(who: str) -> str:
    """The cookie of a browser in which this person is signed in."""
    return f"session-of-{who}"


def api_token(who: str) -> str:
    """The API token of this person."""
    return f"token-of-{who}"


def employee(who: str) -> Employee:
    """One of the cast."""
    found = find_by_email(email(who))
    assert found is not None
    return found


def viewer(who: str) -> Viewer:
    """One of the cast as the person who looks or writes."""
    return accounts.viewer_of(employee(who))


def department(name: str = "Beratung") -> UUID:
    """The id of a department."""
    found = db.session.query(Department).filter_by(name=name).one()
    return found.id
