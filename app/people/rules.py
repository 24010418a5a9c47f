"""The words and refusals of employees, departments and roles."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from app.values.refusals import InvalidValue, Refusal


class EmploymentType(StrEnum):
    FULLTIME = "fulltime"
    PARTTIME = "parttime"
    INTERN = "intern"
    EXTERNAL = "external"


class EmployeeStatus(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    ON_LEAVE = "on_leave"


class Language(StrEnum):
    GERMAN = "de"
    ENGLISH = "en"


class Theme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class EmailIsTaken(InvalidValue):
    """Somebody else has this e-mail address already."""

    field = "email"


class NameIsTaken(InvalidValue):
    """This name is in use already."""

    field = "name"


class OwnManager(InvalidValue):
    """Nobody can be their own manager, not even through others."""

    field = "manager_id"


class CircleOfDepartments(InvalidValue):
    """A department cannot lie inside itself."""

    field = "parent_id"


class LeavesBeforeComing(InvalidValue):
    """The last day lies before the first one."""

    field = "termination_date"


class IsReferredTo(Refusal):
    """This cannot be deleted, since it is used by: %(what)s."""


class LastAdministrator(Refusal):
    """At least one active person must remain who may change the settings."""


class NotYourself(Refusal):
    """You cannot delete or deactivate yourself."""


class MoreThanYouMay(Refusal):
    """You cannot give permissions that you do not have yourself."""

    status = 403


def makes_a_circle(own: UUID | None, parent: UUID | None, parents: Mapping[UUID, UUID | None]) -> bool:
    """Whether setting `parent` over `own` would close a circle; `parents` has everybody's parent."""
    seen: set[UUID] = set()
    while parent is not None and parent not in seen:
        if parent == own:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False
