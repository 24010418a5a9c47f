"""Customers, contacts, projects and time of the demonstration company."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from stdnum.iso7064 import mod_11_10

from app.audit import actions as audit
from app.crm.actions import create_contact, create_customer
from app.crm.models import Customer
from app.database import db
from app.demo import names
from app.people.models import Employee
from app.permissions import Viewer
from app.projects.actions import create_project
from app.projects.models import Project
from app.time_tracking.models import TimeEntry

ZONE = ZoneInfo("Europe/Berlin")
ENTRIES = 1500
CONTACTS = 100


def decimal(text: str) -> Decimal:
    """An exact number."""
    return Decimal(text)


def _domain(name: str) -> str:
    spelled: dict[str, str | int | None] = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
    plain = name.lower().translate(str.maketrans(spelled))
    return "".join(sign for sign in plain.split()[0] if sign.isascii() and sign.isalnum()) or "kunde"


def _vat_id(chance: Random) -> str:
    digits = f"99{chance.randrange(10**6):06}"
    return f"DE{digits}{mod_11_10.calc_check_digit(digits)}"


def customers(chance: Random, now: datetime, by: Viewer) -> list[Customer]:
    """Sixty customers, businesses and private persons, with a hundred contacts."""
    found = []
    for number, name in enumerate((*names.FIRMS, *names.PERSONS)):
        business = number < len(names.FIRMS)
        postal_code, city = chance.choice(names.TOWNS)
        values: dict[str, Any] = {
            "name": name,
            "type": "B2B" if business else "B2C",
            "status": "lead" if number % 17 == 16 else "inactive" if number % 23 == 22 else "active",
            "email": f"post@{_domain(name)}.example.com" if business else f"kunde{number}@example.com",
            "phone": f"0261 555 {chance.randrange(10, 99)} {chance.randrange(10, 99)}",
            "address": f"{chance.choice(names.STREETS)} {chance.randrange(1, 120)}",
            "postal_code": postal_code,
            "city": city,
            "country": "DE",
            "vat_id": _vat_id(chance) if business and chance.random() < 0.8 else None,
            "payment_terms_days": 30 if name.startswith("Stadtwerke") else None,
            "hourly_rate": decimal("105.00") if number % 5 == 1 else None,
        }
        found.append(create_customer(values, by=by, now=now))
    for name, address, postal_code, city, country, vat_id in names.ABROAD:
        values = {
            "name": name,
            "type": "B2B",
            "address": address,
            "postal_code": postal_code,
            "city": city,
            "country": country,
            "vat_id": vat_id,
            "language": "en" if country == "NL" else "de",
        }
        found.append(create_customer(values, by=by, now=now))
    for number in range(CONTACTS):
        customer = found[number % len(names.FIRMS)]
        first, last = chance.choice(names.CONTACT_NAMES)
        create_contact(
            {
                "customer_id": customer.id,
                "firstname": first,
                "lastname": last,
                "email": f"{_domain(first)}.{_domain(last)}@{_domain(customer.name)}.example.com",
                "phone": f"0261 555 {chance.randrange(10, 99)} {chance.randrange(10, 99)}",
                "position": chance.choice(names.POSITIONS),
                "is_primary": number < len(names.FIRMS),
            },
            by=by,
        )
    return found


def projects(
    chance: Random, now: datetime, of: list[Customer], people: dict[str, Employee], by: Viewer
) -> list[Project]:
    """Forty projects in all statuses, spread over the departments."""
    found, today = [], now.astimezone(ZONE).date()
    departments = [people[name].department_id for name in ("leitung", "Nowak", "Hansen")]
    workers = [person for login, person in people.items() if login not in ("admin", "buchhaltung")]
    active = [customer for customer in of if customer.status == "active"]
    for number in range(40):
        status = ("planned", "completed", "cancelled")[number % 3] if number >= 26 else "in_progress"
        start = today - timedelta(days=chance.randrange(60, 400))
        end = start + timedelta(days=chance.randrange(120, 500))
        if status in ("completed", "cancelled"):
            end = today - timedelta(days=chance.randrange(5, 40))
        if status == "planned":
            start, end = today + timedelta(days=14), today + timedelta(days=200)
        customer = active[number % 24]
        title = names.PROJECTS[number % len(names.PROJECTS)] + (
            "" if number < len(names.PROJECTS) else ", Teil 2"
        )
        found.append(
            create_project(
                {
                    "customer_id": customer.id,
                    "department_id": departments[number % 3],
                    "title": title,
                    "status": status,
                    "start_date": start,
                    "end_date": max(start, end),
                    "description": None,
                    "hourly_rate": decimal("95.00") if number % 3 == 0 else None,
                    "budget_hours": decimal("160") if number % 2 else None,
                    "budget_amount": decimal("12000.00") if number % 4 == 0 else None,
                    "member_ids": [person.id for person in chance.sample(workers, 3)],
                },
                by=by,
                now=now,
            )
        )
    return found


def _workdays(today: date) -> list[date]:
    days = [today - timedelta(days=back) for back in range(365, 0, -1)]
    return [day for day in days if day.weekday() < 5]


def time_entries(
    chance: Random, now: datetime, of: list[Project], people: dict[str, Employee]
) -> list[TimeEntry]:
    """1,500 entries over the last twelve months, none overlapping, and one running timer."""
    workers = [person for login, person in people.items() if login not in ("admin", "buchhaltung")]
    running = [project for project in of if project.status in ("in_progress", "completed")]
    days = _workdays(now.astimezone(ZONE).date())
    places = [(day, person) for day in days for person in workers]
    found: list[TimeEntry] = []
    for day, person in sorted(
        chance.sample(places, ENTRIES - 1), key=lambda place: (place[0], place[1].email)
    ):
        begin = datetime.combine(day, time(chance.choice((8, 9, 10)), chance.choice((0, 15, 30))), ZONE)
        start = begin.astimezone(UTC)
        duration = timedelta(minutes=chance.choice((45, 60, 90, 120, 150, 195, 240, 310, 385)))
        open_then = [project for project in running if project.start_date <= day <= (project.end_date or day)]
        project = chance.choice(open_then or running)
        found.append(
            TimeEntry(
                employee_id=person.id,
                project_id=project.id,
                start_time=start,
                end_time=start + duration,
                duration=duration,
                note=chance.choice(names.NOTES),
                billable=chance.random() < 0.92,
            )
        )
    timer = now.astimezone(UTC) - timedelta(minutes=102)
    visible = next(project for project in running if project.department_id == people["leitung"].department_id)
    found.append(
        TimeEntry(
            employee_id=people["leitung"].id, project_id=visible.id, start_time=timer, note=names.NOTES[2]
        )
    )
    db.session.add_all(found)
    db.session.flush()
    for entry in found:
        audit.note("created", entry, by=None, payload={"after": audit.facts(entry)})
    return found
