"""Everything a role may do, the roles we start with, and the person who looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

MODULES = (
    "crm",
    "projects",
    "time_tracking",
    "invoices",
    "payments",
    "expenses",
    "chat",
    "documents",
    "reminders",
    "reports",
    "employees",
    "settings",
)
ACTIONS = ("read", "write", "delete", "manage")

PUBLIC = "public"
"""Stated by an endpoint that anybody may open, signed in or not."""
UNIDENTIFIED = "unidentified"
"""Stated by an endpoint that anybody may open and that asks for nobody: it answers without the database."""
SIGNED_IN = "signed-in"
"""Stated by an endpoint for everybody who is signed in."""

IN_PERSON = "in-person"
"""Stated by an endpoint for everybody who is signed in with a browser; a token does not open it."""

_WORDS = (PUBLIC, UNIDENTIFIED, SIGNED_IN, IN_PERSON)

Permissions = Mapping[str, Iterable[str]]


def is_known(permission: str) -> bool:
    """Whether an endpoint may state this: `module:action`, or one of the words above."""
    module, _, action = permission.partition(":")
    return permission in _WORDS or (module in MODULES and action in ACTIONS)


def flat(permissions: Permissions) -> frozenset[str]:
    """`{"crm": ["read"]}` as `{"crm:read"}`."""
    return frozenset(f"{module}:{action}" for module, actions in permissions.items() for action in actions)


@dataclass(frozen=True)
class Viewer:
    """The person who looks or writes, as a plain value that outlives any transaction."""

    id: UUID
    firstname: str
    lastname: str
    email: str
    department_id: UUID | None
    role_name: str
    permissions: frozenset[str]
    language: str = "de"
    timezone: str = "Europe/Berlin"
    theme: str = "auto"
    single_keys: bool = True
    session_id: UUID | None = None

    @property
    def name(self) -> str:
        return f"{self.firstname} {self.lastname}"

    def may(self, permission: str) -> bool:
        """Whether this person may do `module:action`."""
        return permission in _WORDS or permission in self.permissions


_ALL = list(ACTIONS)
_READ_WRITE = ["read", "write"]

FIRST_ROLES: dict[str, dict[str, list[str]]] = {
    "Administration": dict.fromkeys(MODULES, _ALL),
    "Buchhaltung": {
        "crm": _READ_WRITE,
        "projects": ["read", "manage"],
        "time_tracking": ["read", "manage"],
        "invoices": _ALL,
        "payments": _ALL,
        "expenses": _ALL,
        "reports": ["read"],
        "chat": _READ_WRITE,
        "documents": _READ_WRITE,
        "reminders": _READ_WRITE,
    },
    "Projektleitung": {
        "crm": _READ_WRITE,
        "projects": _ALL,
        "time_tracking": _ALL,
        "invoices": _READ_WRITE,
        "expenses": _READ_WRITE,
        "reports": ["read"],
        "chat": _ALL,
        "documents": _READ_WRITE,
        "reminders": _READ_WRITE,
    },
    "Mitarbeit": {
        "crm": ["read"],
        "projects": ["read"],
        "time_tracking": ["read", "write", "delete"],
        "expenses": _READ_WRITE,
        "chat": _READ_WRITE,
        "documents": _READ_WRITE,
        "reminders": _READ_WRITE,
    },
}
"""The roles of a new company. Later they are rows: a migration that brings a module grants it to them."""

ADMINISTRATION, ORDINARY = "Administration", "Mitarbeit"
