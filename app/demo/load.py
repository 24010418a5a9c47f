"""Loads the demonstration company: deterministic for a seed and a day, in one transaction."""

from __future__ import annotations

import random
from datetime import datetime

from app.accounts import queries as accounts
from app.accounts import secrets
from app.accounts.actions import DEMO_PASSWORD
from app.accounts.models import Account
from app.company.actions import create_company, set_logo
from app.database import alone, atomic, db, utc_now
from app.demo import documents, logo, names, records
from app.people.actions import create_department, create_employee, create_first_roles
from app.people.models import Employee
from app.people.queries import count_employees, find_role
from app.permissions import Viewer
from app.values.files import SentFile
from app.values.periods import local_day
from app.values.refusals import Refusal
from app.views.part import demonstrations

COMPANY = {
    "name": "Muster & Partner IT-Beratung GmbH",
    "address": "Rheinstraße 12",
    "postal_code": "56068",
    "city": "Koblenz",
    "country": "DE",
    "email": "kontakt@example.com",
    "phone": "0261 555 01 00",
    "website": "https://www.example.com",
    "register": "Amtsgericht Koblenz HRB 99999",
    "managers": "Geschäftsführung: Jana Krämer",
    "tax_id": "22/650/12345",
    "vat_id": "DE136695976",
    "bank_name": "Musterbank Koblenz",
    "iban": "DE02120300000000202051",
    "bic": "BYLADEM1001",
    "payment_terms_days": 14,
}


class DatabaseIsInUse(Refusal):
    """This database holds real data: the demonstration company is loaded into an empty one only."""


def _people(now: datetime) -> dict[str, Employee]:
    departments = {
        name: create_department({"name": name, "code": code}, by=None).id for name, code in names.DEPARTMENTS
    }
    kept = secrets.password_hash(DEMO_PASSWORD)
    found: dict[str, Employee] = {}
    for number, (login, first, last, position, role_name, department, rate) in enumerate(names.PEOPLE):
        role = find_role(role_name)
        assert role is not None
        person = create_employee(
            {
                "firstname": first,
                "lastname": last,
                "email": f"{login or f'person{number}'}@example.com",
                "position": position,
                "role_id": role.id,
                "department_id": departments[department],
                "employment_type": "intern" if position == "Praktikantin" else "fulltime",
                "weekly_hours": records.decimal("39"),
                "hourly_rate": records.decimal(rate) if rate else None,
            },
            by=None,
            now=now,
        )
        if login is not None:
            db.session.add(Account(employee_id=person.id, password_hash=kept, changed_at=now))
        found[login or last] = person
    return found


@atomic
def load_small(seed: int = 1, now: datetime | None = None) -> None:
    """The small company: 12 employees, 60 customers, 40 projects, 1,500 time entries, 120 documents."""
    if count_employees():
        raise DatabaseIsInUse()
    with alone():
        _fill(random.Random(seed), (now or utc_now()).replace(microsecond=0))


def _fill(chance: random.Random, now: datetime) -> None:
    create_company(COMPANY, demonstration=True)
    create_first_roles()
    people = _people(now)
    admin: Viewer = accounts.viewer_of(people["admin"])
    set_logo(SentFile("logo.png", logo.draw()), by=admin)
    today = local_day(now, "Europe/Berlin")
    customers = records.customers(chance, now, admin)
    projects = records.projects(chance, now, customers, people, admin)
    records.time_entries(chance, now, projects, people)
    documents.invoices(chance, today, customers, projects, admin)
    logins = {login: accounts.viewer_of(people[login]) for login, *_rest in names.PEOPLE if login}
    for demonstrate in demonstrations:
        demonstrate(chance, now, logins)
