"""A small firm as the first version kept it: its rows, table by table. Amounts in cents, prices in 1/100 cents,
quantities in 1/1000, rates in 1/100 percent, durations in seconds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from app.accounts.secrets import token_hash
from app.audit.rules import GENESIS, canonical, chained, digest
from tests import cast

Row = dict[str, Any]

REVISION = "0001"
YEAR = datetime.now(UTC).year
"""The year of the upgrade: whether a first number can still have an effect depends on it."""
MADE = datetime(YEAR, 1, 2, 9, 0, tzinfo=UTC)
ISSUED = datetime(YEAR, 1, 20, 10, 30, tzinfo=UTC)
DAY = date(YEAR, 1, 20)


def id_of(number: int) -> UUID:
    """The UUIDv7 of a row of these."""
    return UUID(int=(0x0190000000007000_8000 << 48) + number)


def record(id_: int, /, *, changed: datetime = MADE, version: int = 1, **values: Any) -> Row:
    """A business object."""
    return {
        "id": id_of(id_),
        "created_at": MADE,
        "updated_at": changed,
        "version": version,
        **values,
    }


# company and people

THE_COMPANY = UUID("00000000-0000-7000-8000-000000000001")
COMPANY = record(0, name="Alt & Treu GmbH", address="Rheinstraße 12", postal_code="56068", city="Koblenz")
COMPANY |= {"id": THE_COMPANY, "country": "DE", "tax_id": "22/650/12345", "vat_id": "DE136695976"}
COMPANY |= {"small_business": False, "iban": "DE02120300000000202051", "bank_name": "Musterbank Koblenz"}
COMPANY |= {
    "payment_terms_days": 14,
    "rounding": "none",
    "timezone": "Europe/Berlin",
    "is_demonstration": False,
}
COMPANY |= {"hourly_rate": 950000}

EVERYTHING = ["read", "write", "delete", "manage"]
MODULES = (
    *("crm", "projects", "time_tracking", "invoices", "payments", "expenses"),
    *("chat", "documents", "reminders", "reports", "employees", "settings"),
)
ADMINISTRATION, BERATUNG, JANA, SELIN = id_of(10), id_of(20), id_of(30), id_of(31)
ROLES = [
    record(10, name="Administration", permissions=dict.fromkeys(MODULES, EVERYTHING)),
    record(
        11, name="Mitarbeit", permissions={"crm": ["read"], "projects": ["read"], "time_tracking": ["read"]}
    ),
]
DEPARTMENTS = [record(20, name="Beratung", code="BER", sort_name="beratung", search_text="beratung")]


def employee(number: int, code: str, firstname: str, lastname: str, email: str, role: int) -> Row:
    return record(
        number,
        employee_code=code,
        firstname=firstname,
        lastname=lastname,
        email=email,
        department_id=BERATUNG,
        role_id=id_of(role),
        employment_type="fulltime",
        status="active",
        language="de",
        timezone="Europe/Berlin",
        theme="auto",
        single_keys=True,
        sort_name=f"{lastname} {firstname}".lower(),
        search_text=f"{code} {firstname} {lastname}".lower(),
    )


EMPLOYEES = [
    employee(30, "M-00001", "Jana", "Krämer", cast.email("admin"), 10),
    employee(31, "M-00002", "Selin", "Yıldız", cast.email("mitarbeit"), 11),
]
ACCOUNTS = [{"employee_id": JANA, "password_hash": "$argon2id$nobody-knows", "changed_at": MADE}]
NOW = datetime.now(UTC)
SESSIONS = [
    {
        "id": id_of(40),
        "employee_id": JANA,
        "token_hash": token_hash(cast.session_token("admin")),
        "created_at": NOW,
        "seen_at": NOW,
        "ends_at": NOW + timedelta(days=30),
        "address": "127.0.0.1",
        "browser": "Test",
    }
]

# customers, and contacts of whom several are the main one


def customer(number: int, code: str, name: str, **values: Any) -> Row:
    given = {"type": "B2B", "status": "active", "country": "DE", "language": "de"}
    given |= {"address": "Am Ufer 3", "postal_code": "56112", "city": "Lahnstein"}
    folded = {"sort_name": name.lower(), "search_text": f"{code} {name}".lower()}
    return record(number, number=code, name=name, **given | folded | values)


LOEWENSTEIN, NORDLICHT, PRIVATE = id_of(100), id_of(101), id_of(102)
CUSTOMERS = [
    customer(100, "K-00001", "Bäckerei Löwenstein GmbH", payment_terms_days=30),
    customer(101, "K-00002", "Nordlicht AG", vat_id="DE123456788", hourly_rate=1200000),
    customer(102, "K-00003", "Erika Beispiel", type="B2C", status="lead"),
]


def contact(number: int, of: UUID, lastname: str, is_primary: bool, day: int, version: int = 1) -> Row:
    return record(
        number,
        changed=datetime(YEAR, 1, day, 12, 0, tzinfo=UTC),
        version=version,
        customer_id=of,
        firstname="Åsa",
        lastname=lastname,
        is_primary=is_primary,
        sort_name=lastname.lower(),
        search_text=lastname.lower(),
    )


FIRST, NEWEST, OLDEST, NOBODY, ONLY = (id_of(number) for number in range(110, 115))
CONTACTS = [
    contact(110, LOEWENSTEIN, "Erste", True, 5, version=3),
    contact(111, LOEWENSTEIN, "Neueste", True, 9),
    contact(112, LOEWENSTEIN, "Älteste", True, 3),
    contact(113, LOEWENSTEIN, "Nebenbei", False, 12),
    contact(114, NORDLICHT, "Einzige", True, 4, version=2),
]
FORMER = (FIRST, OLDEST)
"""Who is the main contact no longer: the one that was changed last stays it."""

# projects and time

PROJECTS = [
    record(
        120,
        number="P-00001",
        customer_id=LOEWENSTEIN,
        department_id=BERATUNG,
        title="Relaunch",
        status="in_progress",
        start_date=date(YEAR, 1, 1),
        hourly_rate=1050000,
        budget_amount=500000,
        sort_title="relaunch",
        search_text="p-00001 relaunch",
    )
]
PROJECT_MEMBERS = [{"project_id": id_of(120), "employee_id": SELIN}]


def entry(number: int, day: int, hours: int, **values: Any) -> Row:
    start = datetime(YEAR, 1, day, 8, 0, tzinfo=UTC)
    return record(
        number,
        employee_id=SELIN,
        project_id=id_of(120),
        start_time=start,
        end_time=start + timedelta(hours=hours),
        duration=hours * 3600,
        note="Konzept",
        billable=True,
        search_text="konzept",
        **values,
    )


TIME_ENTRIES = [
    entry(130, 12, 4, invoice_id=id_of(141), invoice_line_id=id_of(151)),
    entry(131, 13, 3),
    {**entry(132, 14, 1), "end_time": None, "duration": None},
]

# documents: a draft, one that is paid in part, one that is cancelled, and its cancellation

SELLER = {name: COMPANY.get(name) for name in ("name", "address", "postal_code", "city", "country")}
SELLER |= {name: COMPANY.get(name) for name in ("vat_id", "tax_id", "bank_name", "iban", "small_business")}
SELLER |= dict.fromkeys(("email", "phone", "website", "register", "managers", "bic", "logo_sha256"))
BUYER = {name: CUSTOMERS[0][name] for name in ("number", "name", "address", "postal_code", "city", "country")}
BUYER |= {"vat_id": None, "tax_id": None, "buyer_reference": None, "type": "B2B", "language": "de"}


def draft(number: int, of: UUID, net: int, **values: Any) -> Row:
    """A document of one line at 19 %."""
    tax = (net * 19 + 50) // 100 if net > 0 else -((-net * 19 + 50) // 100)
    given = {"document_type": "invoice", "customer_id": of, "paid_amount": 0, "search_text": ""}
    given |= {"subtotal": net, "tax_amount": tax, "total": net + tax, "number_key": f"~{id_of(number).hex}"}
    return record(number, **given | values)


def issued(series: str, letters: str, value: int, **values: Any) -> Row:
    """What issuing adds to a draft."""
    return {
        "invoice_number": f"{letters}-{YEAR}-{value:05}",
        "series": series,
        "year": YEAR,
        "value": value,
        "issued_date": DAY,
        "due_date": DAY + timedelta(days=30),
        "service_from": DAY,
        "service_to": DAY,
        "tax_case": "standard",
        "seller": SELLER,
        "buyer": BUYER,
        "issued_at": ISSUED,
        "issued_by_id": JANA,
        "pdf_sha256": digest(f"{letters}{value}"),
        "number_key": f"{DAY.isoformat()}-{value:09d}-{series}",
        **values,
    }


DRAFTS = [
    draft(140, NORDLICHT, 120000, notes="noch nicht fertig"),
    draft(141, LOEWENSTEIN, 42000, project_id=id_of(120)),
    draft(142, LOEWENSTEIN, 10001),
    draft(143, LOEWENSTEIN, -10001, document_type="cancellation", cancels_id=id_of(142)),
]
CANCELLED = {"cancelled_by_id": id_of(143), "cancel_reason": "Falscher Empfänger"}
ISSUING = {
    id_of(141): issued("invoice", "RE", 1, paid_amount=20000, project_text="P-00001, Relaunch"),
    id_of(142): issued("invoice", "RE", 2, **CANCELLED),
    id_of(143): issued("cancellation", "ST", 1, cancel_reason="Falscher Empfänger"),
}


def line(number: int, of: int, quantity: int, price: int, **values: Any) -> Row:
    return record(
        number,
        invoice_id=id_of(of),
        position=1,
        description="Konzeption",
        quantity=quantity,
        unit="Std.",
        unit_price=price,
        tax_rate=1900,
        discount_percent=0,
        net=quantity * price // 100_000,
        **values,
    )


LINES = [
    line(150, 140, 10_000, 1_200_000),
    line(151, 141, 4_000, 1_050_000),
    line(152, 142, 1_000, 1_000_100),
    line(153, 143, -1_000, 1_000_100, cancels_line_id=id_of(152)),
]
PAYMENTS = [
    record(
        160,
        invoice_id=id_of(141),
        amount=20000,
        payment_date=DAY,
        method="bank_transfer",
        reference="RE 1",
        search_text="re 1",
    )
]

# number series: with a first number that can still have an effect, and with one that cannot


def series(key: str, pattern: str, yearly: bool, start: int) -> Row:
    return {"key": key, "pattern": pattern, "yearly": yearly, "start": start}


def counter(key: str, year: int, value: int) -> Row:
    return {"series": key, "year": year, "value": value, "last_date": DAY.replace(year=year or YEAR)}


NUMBER_SERIES = [
    series("invoice", "RE-{year}-{number:05}", True, 500),
    series("cancellation", "ST-{year}-{number:05}", True, 70),
    series("customer", "K-{number:05}", False, 300),
    series("project", "P-{number:05}", False, 40),
    series("employee", "M-{number:05}", False, 1),
]
NUMBER_COUNTERS = [
    counter("invoice", YEAR, 2),
    counter("cancellation", YEAR - 1, 75),
    counter("customer", 0, 3),
]
NEXT_VALUES = {"invoice": None, "cancellation": 70, "customer": None, "project": 40, "employee": None}
"""What becomes of the first numbers: only where no number of this year (or at all) was given."""


def audit_records() -> list[Row]:
    """The chain, as it was written when these rows were made."""
    found: list[Row] = []
    subjects = [("customer", row) for row in CUSTOMERS] + [("contact", row) for row in CONTACTS]
    for seq, (entity, row) in enumerate(subjects, start=1):
        payload = canonical({"after": {"name": row.get("name") or row["lastname"]}})
        found.append(
            {
                "seq": seq,
                "at": MADE.isoformat(),
                "actor_id": JANA,
                "actor_name": "Jana Krämer",
                "action": "created",
                "entity": entity,
                "entity_id": row["id"],
                "customer_id": row.get("customer_id", row["id"]),
                "request_id": None,
                "payload": payload,
                "payload_hash": digest(payload),
                "previous": found[-1]["hash"] if found else GENESIS,
            }
        )
        found[-1]["hash"] = chained(found[-1]["previous"], found[-1])
    return found


AUDIT_RECORDS = audit_records()
AUDIT_HEAD = [{"id": 1, "seq": len(AUDIT_RECORDS), "hash": AUDIT_RECORDS[-1]["hash"]}]

TABLES: dict[str, list[Row]] = {
    "company": [COMPANY],
    "role": ROLES,
    "department": DEPARTMENTS,
    "employee": EMPLOYEES,
    "account": ACCOUNTS,
    "session": SESSIONS,
    "customer": CUSTOMERS,
    "contact": CONTACTS,
    "project": PROJECTS,
    "project_member": PROJECT_MEMBERS,
    "invoice": DRAFTS,
    "invoice_line": LINES,
    "payment": PAYMENTS,
    "time_entry": TIME_ENTRIES,
    "number_series": NUMBER_SERIES,
    "number_counter": NUMBER_COUNTERS,
    "audit_record": AUDIT_RECORDS,
    "audit_head": AUDIT_HEAD,
}
"""In the order in which they refer to each other. Documents are drafts first: lines cannot be added later."""
