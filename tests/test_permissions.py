"""What roles may do and what each address needs, written down here and not read from the program."""

from __future__ import annotations

import pytest

from app.database import atomic, db
from app.links.kinds import kind_of
from app.permissions import ACTIONS, FIRST_ROLES, MODULES, flat
from app.web import guard
from tests import cast, factories
from tests.invoices import given as documents
from tests.projects import given as projects
from tests.reminders.given import reminder
from tests.time_tracking import given as times

# roles at the start

R, RW, RWD, ALL = "read", "read write", "read write delete", "read write delete manage"
RM, NO = "read manage", ""
ROLES = ("Administration", "Buchhaltung", "Projektleitung", "Mitarbeit")
RIGHTS = {
    "crm": (ALL, RW, RW, R),
    "projects": (ALL, RM, ALL, R),
    "time_tracking": (ALL, RM, ALL, RWD),
    "invoices": (ALL, ALL, RW, NO),
    "payments": (ALL, ALL, NO, NO),
    "expenses": (ALL, ALL, RW, RW),
    "chat": (ALL, RW, ALL, RW),
    "documents": (ALL, RW, RW, RW),
    "reminders": (ALL, RW, RW, RW),
    "reports": (ALL, R, R, NO),
    "employees": (ALL, NO, NO, NO),
    "settings": (ALL, NO, NO, NO),
}


def test_the_roles_at_the_start_are_these_four():
    assert tuple(FIRST_ROLES) == ROLES


def test_every_module_stands_in_the_table():
    assert set(MODULES) == set(RIGHTS)
    assert set(ACTIONS) == set(ALL.split())


@pytest.mark.parametrize("module", RIGHTS)
@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_at_the_start(role, module):
    may = {right.partition(":")[2] for right in flat(FIRST_ROLES[role]) if right.startswith(f"{module}:")}
    assert may == set(RIGHTS[module][ROLES.index(role)].split())


# what each address needs

MODULE_OF = {module.replace("_", "-"): module for module in RIGHTS} | {
    "time-entries": "time_tracking",
    "receipts": "payments",
    "finance": "reports",
    "departments": "employees",
    "roles": "settings",
    "audit": "settings",
}
"""The last of these words in an address names the module: `/invoices/:id/payments` belongs to payments."""

MANAGED = {"issue", "cancel"}
"""Managing invoices also means to issue and to cancel them."""

WHOEVER = {
    "/": "signed-in",
    "/logo": "signed-in",
    "/history/<kind>/<uuid:id>": "signed-in",
    "/options/<kind>": "signed-in",
    "/read": "signed-in",
    "/profile": "in-person",
    "/profile/password": "in-person",
    "/profile/preferences": "in-person",
    "/profile/sessions/<uuid:id>/end": "in-person",
    "/profile/sessions/end-others": "in-person",
    "/profile/tokens": "in-person",
    "/profile/tokens/<uuid:id>/revoke": "in-person",
    "/sign-in": "public",
    "/sign-out": "in-person",
    "/setup/<token>": "public",
    "/api/openapi.json": "public",
    "/healthz": "unidentified",
    "/readyz": "unidentified",
}
"""Addresses of no module."""

EXCEPTIONS = {
    ("GET", "/departments/<uuid:id>"): "employees:write",  # a department says no more than its form
    ("GET", "/time-entries/timer"): "time_tracking:write",  # the clock in the top bar is for who records time
    ("GET", "/time-entries/timer/tile"): "time_tracking:write",
    ("GET", "/time-entries/rate"): "time_tracking:write",  # the rate below the form that books time
    ("GET", "/employees/<uuid:id>/access/new"): "employees:manage",
    ("POST", "/employees/<uuid:id>/access/new"): "employees:manage",
    # A reminder is its owner's, and goes with the permission to write it.
    ("DELETE", "/api/reminders/<uuid:id>"): "reminders:write",
    ("GET", "/reminders/<uuid:id>/delete"): "reminders:write",
    ("POST", "/reminders/<uuid:id>/delete"): "reminders:write",
    # The action asks for more: issuing for `invoices:manage`, paying for `payments:write`.
    ("PATCH", "/api/backoffice/invoices/<uuid:id>/status"): "invoices:read",
    # The settings are read on their form; saving them asks for `settings:write` inside.
    ("GET", "/settings"): "settings:read",
    ("POST", "/settings"): "settings:read",
}


def needed(method: str, rule: str, methods: set[str]) -> str:
    """What an address needs, by its method and its words."""
    if rule in WHOEVER:
        return WHOEVER[rule]
    if (method, rule) in EXCEPTIONS:
        return EXCEPTIONS[method, rule]
    words = rule.strip("/").split("/")
    named = [MODULE_OF[word] for word in words if word in MODULE_OF]
    assert named, f"{rule} names no module: give it its word, or a place among the exceptions"
    if words[-1] in MANAGED:
        action = "manage"
    elif method == "DELETE" or words[-1] == "delete":
        action = "delete"
    elif method != "GET" or (words[0] != "api" and "POST" in methods):
        action = "write"  # who opens a form means to send it
    else:
        action = "read"
    return f"{named[-1]}:{action}"


def addresses(app):
    """Every method of every address, and the methods beside it."""
    for rule in app.url_map.iter_rules():
        methods = set(rule.methods or ()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static":
            yield from ((method, rule, methods) for method in sorted(methods))


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
def test_every_address_needs_what_its_method_and_its_words_say(outside):
    wrong = [
        f"{method} {rule.rule} states {stated}, and should state {wanted}"
        for method, rule, methods in addresses(outside)
        if (stated := guard.permission_of(outside, rule.endpoint))
        != (wanted := needed(method, rule.rule, methods))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
def test_no_exception_is_left_over(outside):
    known = {(method, rule.rule) for method, rule, _methods in addresses(outside)}
    assert set(EXCEPTIONS) <= known
    assert set(WHOEVER) <= {rule for _method, rule in known}


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
def test_what_no_token_opens_stands_here(outside):
    closed = {
        rule.rule for rule in outside.url_map.iter_rules() if guard.is_in_person(outside, rule.endpoint)
    }
    personal = {rule for rule, stated in WHOEVER.items() if stated == "in-person"}
    assert closed == personal | {"/employees/<uuid:id>/access/new"}


def narrowed(who: str, **permissions: list[str]) -> None:
    """Gives the role of one of the cast these rights in these modules."""
    role = cast.employee(who).role
    wanted = {**role.permissions, **permissions}
    atomic(lambda: setattr(role, "permissions", wanted))()


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
def test_who_may_only_read_the_settings_does_not_save_them(app, pages):
    narrowed("leitung", settings=["read"])
    assert pages("leitung").raw("GET", "/settings").status_code == 200
    assert pages("leitung").post("/settings", {"name": "Anders"}).status_code == 403


# who sees what

WHO = ("admin", "buchhaltung", "leitung", "mitarbeit", "fremd")
SEES, HIDDEN, SHUT = 200, 404, 403
SEEN = {
    "customer": (SEES, SEES, SEES, SEES, SEES),
    "contact": (SEES, SEES, SEES, SEES, SEES),
    "project of the department": (SEES, SEES, SEES, SEES, HIDDEN),
    "project of another department": (SEES, SEES, SEES, HIDDEN, SEES),
    "project whose team one is in": (SEES, SEES, SEES, SEES, SEES),
    "time entry of mitarbeit": (SEES, SEES, SEES, SEES, HIDDEN),
    "time entry of leitung": (SEES, SEES, SEES, HIDDEN, HIDDEN),
    "invoice": (SEES, SEES, SEES, SHUT, SHUT),
    "payment": (SEES, SEES, SHUT, SHUT, SHUT),
    "reminder of mitarbeit": (SEES, HIDDEN, HIDDEN, SEES, HIDDEN),
    "reminder of leitung": (SEES, HIDDEN, SEES, HIDDEN, HIDDEN),
    "employee": (SEES, SHUT, SHUT, SHUT, SHUT),
    "department": (SEES, SHUT, SHUT, SHUT, SHUT),
}


def made(name: str):
    """One record of each row of the table."""
    technik = cast.department("Technik")
    if name.startswith("project"):
        of = cast.department() if name == "project of the department" else technik
        team = [cast.employee("mitarbeit").id] if "team" in name else []
        return projects.project(department_id=of, member_ids=team)
    kind, _, who = name.partition(" of ")
    return {
        "customer": factories.customer,
        "contact": factories.contact,
        "time entry": lambda: times.entry(projects.project().id, "20 09:00", "20 10:00", of=who),
        "invoice": documents.issued,
        "payment": lambda: documents.pay(documents.issued(), "10"),
        "reminder": lambda: reminder(of=who),
        "employee": lambda: cast.employee("mitarbeit"),
        "department": lambda: db.session.get_one(kind_of("department").model, technik),
    }[kind]()


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", SEEN)
def test_who_sees_what(app, pages, api, name):
    record = made(name)
    kind = kind_of(record.__tablename__)
    with app.test_request_context():
        page, address = (
            kind.url("show", id=record.id),
            app.url_for(f"{kind.blueprint}_api.show", id=record.id),
        )
    db.session.rollback()
    told = [api(who).send("GET", address).status_code for who in WHO]
    shown = [pages(who).raw("GET", page).status_code for who in WHO]
    assert told == list(SEEN[name])
    assert [SEES if status in (302, 303) else status for status in shown] == list(SEEN[name])
