"""What people may send about time entries and the timer."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.forms.fields import Flag, LongText, Number
from app.forms.fields.moments import Moment
from app.forms.form import Form
from app.forms.references import Reference


class EntryForm(Form):
    read_only = Form.read_only | {"duration", "effective_rate", "rate_source", "invoice_id"}

    project_id = Reference(_l("Project"), "project", required=True, width="half")
    start_time = Moment(
        _l("Start"),
        required=True,
        width="half",
        description=_l("9, yesterday 9-10:30, Mon 9-11: the end may stand here too."),
    )
    note = LongText(_l("Note"), rows=2)
    end_time = Moment(
        _l("End"),
        after="start_time",
        description=_l("A time of day, or how long: 1.5h, 90m. Empty: the timer runs."),
    )
    hourly_rate = Number(
        _l("Hourly rate"),
        places=4,
        shown=2,
        width="third",
        suffix="€",
        description=_l("Empty: as the project."),
    )
    employee_id: Any = Reference(_l("Person"), "employee", width="third")
    billable = Flag(_l("Billable"), default=True)


class OwnEntryForm(EntryForm):
    """The same for people who record their own time only."""

    employee_id = None


class StartForm(Form):
    read_only = frozenset()

    project_id = Reference(_l("Project"), "project", required=True)
    note = LongText(_l("Note"), rows=2)


class StopForm(Form):
    """When the timer ended, if not now; the body may be absent."""

    read_only = frozenset()
    may_be_absent = True

    end_time = Moment(_l("End"))


class ForgottenForm(StopForm):
    """The page for a timer that runs too long: a time of day alone lies after its start."""

    start_time = Moment(_l("Start"))
    end_time = Moment(_l("End"), after="start_time", required=True, width="half")
