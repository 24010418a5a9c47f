"""Which hourly rate applies, where time is booked: not only when it is billed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from app.company.queries import get_company
from app.projects.queries import PROJECT
from app.time_tracking.forms import EntryForm
from app.time_tracking.models import TimeEntry
from app.time_tracking.queries import rate_on
from app.time_tracking.rules import no_rate
from app.web import guard, languages
from app.web.mending import Told, told


@dataclass(frozen=True)
class RateHint:
    """What is said below a time entry that is being written."""

    text: Told
    is_missing: bool


def hint_of(form: EntryForm) -> RateHint | None:
    """The rate that this entry will have; None where there is nothing to say yet."""
    if not isinstance(form.project_id.data, UUID) or not form.billable.data:
        return None
    if form.hourly_rate.data is not None:
        return None
    viewer = guard.viewer()
    project = PROJECT.find(form.project_id.data, viewer)
    if project is None:
        return None
    person = form.employee_id.data if form.employee_id is not None else None
    own = person if isinstance(person, UUID) else viewer.id
    rate, source = rate_on(project, own, get_company().hourly_rate)
    if rate is None or source is None:
        return RateHint(told(no_rate(project.id)), True)
    text = _("%(rate)s per hour, %(source)s", rate=languages.money(rate), source=languages.word(source))
    return RateHint(Told(text), False)


def booked(sentence: str, entry: TimeEntry) -> str:
    """What is said when an entry has been saved: also that no rate applies to it, and where to set one."""
    if not entry.billable or entry.effective_rate is not None:
        return sentence
    missing = told(no_rate(entry.project_id))
    return Told(f"{sentence} {missing}", missing.links)
