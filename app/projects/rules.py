"""What a project may be, and its refusals."""

from datetime import date

from app.values.refusals import InvalidValue, Refusal
from app.values.texts import N_
from app.values.words import Word


class ProjectStatus(Word):
    PLANNED = "planned", N_("Planned"), "info"
    IN_PROGRESS = "in_progress", N_("In progress"), "warn"
    COMPLETED = "completed", N_("Completed"), "good"
    CANCELLED = "cancelled", N_("Cancelled"), "void"


OPEN_STATUSES = (ProjectStatus.PLANNED, ProjectStatus.IN_PROGRESS)
"""While a project is in one of these, people work on it: it can be chosen, and time be recorded."""


class EndBeforeStart(InvalidValue):
    """A project cannot end before it starts."""

    field = "end_date"


class NotYourDepartment(InvalidValue):
    """You may put projects into your own department only."""

    field = "department_id"


class ProjectIsUsed(Refusal):
    """This project cannot be deleted because it is used by %(what)s. Complete or cancel it instead."""


def check_dates(start: date, end: date | None) -> None:
    """Raises EndBeforeStart; a project without an end is open, one of a single day is fine."""
    if end is not None and end < start:
        raise EndBeforeStart()
