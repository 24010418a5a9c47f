"""The enums and refusals of employees, departments and roles."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app.values.refusals import InvalidValue, Refusal
from app.values.texts import N_
from app.values.words import Word


class EmploymentType(Word):
    FULLTIME = "fulltime", N_("Full-time")
    PARTTIME = "parttime", N_("Part-time")
    INTERN = "intern", N_("Internship")
    EXTERNAL = "external", N_("External")


class EmployeeStatus(Word):
    ACTIVE = "active", N_("Active"), "good"
    INACTIVE = "inactive", N_("Inactive"), "off"
    ON_LEAVE = "on_leave", N_("On leave")


class Language(Word):
    GERMAN = "de", N_("German")
    ENGLISH = "en", N_("English")


class Theme(Word):
    AUTO = "auto", N_("Automatic")
    LIGHT = "light", N_("Light")
    DARK = "dark", N_("Dark")


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
